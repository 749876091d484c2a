"""Ask the process in which the packages are loaded to split off a kernel, and stay for as long as that kernel does.

This is what a kernel manager starts and watches: ``python -I -S ask_for_a_kernel.py SOCKET ARGUMENT ...``, where the
arguments are those of a kernel. It loads next to nothing. Where nobody answers at the socket, it becomes an ordinary
kernel itself.
"""

import array
import json
import os
import select
import socket
import sys

EACH = 4  # bytes of the length that stands before what is asked
OFTEN = 1  # seconds, as a kernel itself waits between two looks at who has started it


def ask(address: str, *arguments: str) -> None:
    """Hand over arguments, folder, variables and the three standard streams; return when the kernel has ended.

    Or when who has started this process has: a kernel does not outlive that one, who was killed and can end nothing.
    """
    starter = os.getppid()
    asked = {
        "folder": os.getcwd(),
        "variables": dict(os.environ),
        "arguments": arguments,
    }
    body = json.dumps(asked).encode()
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        streams = array.array("i", [0, 1, 2])
        # The streams travel with the first bytes.
        line.sendmsg(
            [len(body).to_bytes(EACH, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)]
        )
        line.sendall(body)
        # Only the kernel holds the other end; it closes when the kernel is gone.
        while not select.select([line], [], [], OFTEN)[0]:
            if os.getppid() != starter:
                return
        line.recv(1)


if __name__ == "__main__":
    try:
        ask(*sys.argv[1:])
    except (FileNotFoundError, ConnectionError):
        os.execv(sys.executable, [sys.executable, "-m", "ipykernel_launcher", *sys.argv[2:]])

"""Kernels that are split off from a process in which the packages of the chapters are loaded already.

To load what every chapter imports takes a kernel longer than many chapters compute, and a build starts a kernel for
each, the tests another one. Here it is loaded once. What a kernel does with it is its own: a process that is split off
shares nothing that it writes. Splitting off is safe on Linux; elsewhere kernels start as they always do.

``python -m bookpress.build.warm_kernels NUMBER MODULE ...`` is the process that is split; the number is that of an open
socket.
"""

from __future__ import annotations

import ast
import atexit
import builtins
import contextlib
import importlib
import json
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import warnings
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

from ipykernel.kernelspec import get_kernel_dict

from .ask_for_a_kernel import EACH
from .cells import cells

# The name that the notebooks give, so that the kernel is found in place of the ordinary one.
KERNEL = "python3"
ASK = Path(__file__).with_name("ask_for_a_kernel.py")
# What a kernel itself is made of, and what draws a figure. Nothing that asks at import in which kernel it is.
OF_KERNELS = ("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.completer")
OF_FIGURES = ("matplotlib.pyplot", "matplotlib.backends.backend_svg")
# What asks that; a list of modules to load may name it, and it is left to each kernel.
ASK_AT_IMPORT = ("ipywidgets", "matplotlib_inline", "tqdm")


@contextlib.contextmanager
def warm_kernels(modules: Sequence[str] = ()) -> Iterator[bool]:
    """Let kernels that are started meanwhile be split off; tell whether they will be.

    Parameters
    ----------
    modules
        What to load beforehand, besides what a kernel and a figure need. What cannot be loaded is left to the kernels,
        which say so where it is imported.
    """
    if sys.platform != "linux":
        yield False
        return
    with tempfile.TemporaryDirectory(prefix="kernels-") as folder:
        address = str(Path(folder) / "socket")
        door = socket.socket(socket.AF_UNIX)
        try:
            # Before anybody can ask; who does so while modules are loaded, waits.
            door.bind(address)
            door.listen(64)
        except OSError:
            # A path to a socket has at most some hundred characters; the temporary folder may lie deeper.
            door.close()
            yield False
            return
        spec = Path(folder) / "kernels" / KERNEL / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps(_spec(address)), encoding="utf-8")
        known = os.environ.get("JUPYTER_PATH")
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [folder, known]))
        # It ends when this process lets go of its input, in whatever way this process comes to its end.
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(door.fileno()), *modules],
            stdin=subprocess.PIPE,
            pass_fds=[door.fileno()],
            # An interrupt from the terminal is for this process, which may still want its kernels.
            start_new_session=True,
        )
        door.close()
        try:
            yield True
        finally:
            if known is None:
                del os.environ["JUPYTER_PATH"]
            else:
                os.environ["JUPYTER_PATH"] = known
            process.communicate()


def _spec(address: str) -> dict[str, object]:
    return {
        # Without the site's packages, and without the variables that name places: it asks, and no more.
        # Each would warn that it talks without a cipher: it does so within this machine, and for a while.
        "argv": [
            *(sys.executable, "-I", "-S", str(ASK), address),
            *("-f", "{connection_file}", "--log-level=ERROR"),
        ],
        "display_name": "Python 3 (split off)",
        "language": "python",
        # A signal would reach who has asked, and not the kernel.
        "interrupt_mode": "message",
        "metadata": get_kernel_dict()["metadata"],
    }


def imported_by_most(notebooks: Iterable[Path]) -> list[str]:
    """Modules that at least half of the notebooks import, by their sources."""
    sources = ["\n".join(cell.source for cell in cells(path, "code")) for path in notebooks]
    found = Counter(module for source in sources for module in set(_imported(source)))
    return sorted(module for module, count in found.items() if 2 * count >= len(sources))


def _imported(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        # A notebook with magics or with a mistake; who runs it will say so.
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def serve(door: socket.socket, modules: Iterable[str]) -> None:
    """Load the modules, and split off a kernel for each who asks, until the standard input closes."""
    # As a kernel sets it before it loads anything; matplotlib looks once.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    # By ``-m`` the folder of who builds comes first, which is not that of the kernels.
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]
    _load([*OF_KERNELS, *OF_FIGURES, *modules])
    # The ended are taken away without anybody waiting for them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while sys.stdin not in select.select([door, sys.stdin], [], [])[0]:
        line, _ = door.accept()
        if not os.fork():
            door.close()
            _become(line)
        line.close()
    # Who has started this may have been killed, and then takes nothing away.
    shutil.rmtree(Path(door.getsockname()).parent, ignore_errors=True)


def _load(modules: Iterable[str]) -> None:
    # Some ask in this way, once, whether a kernel runs them: pandas then shows other numbers of columns.
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    try:
        for module in modules:
            if module.partition(".")[0] not in ASK_AT_IMPORT:
                # Each kernel reports for itself what it cannot import.
                with contextlib.suppress(Exception), _unsaid():
                    importlib.import_module(module)
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]


@contextlib.contextmanager
def _unsaid() -> Iterator[None]:
    """Say no warning, which would be nobody's here; what a package wants of later ones stays, as it would not after
    ``warnings.catch_warnings``."""
    said, warnings.showwarning = warnings.showwarning, lambda *_told, **_more: None
    try:
        yield
    finally:
        warnings.showwarning = said


def _become(line: socket.socket) -> None:
    """Become the kernel that is asked for, and end as it does."""
    code = 1
    _leave_its_end_alone()
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # A group of its own, which is ended as a whole when nobody waits for the kernel any more.
        os.setsid()
        asked = _received(line)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["variables"])
        _own_chance()
        threading.Thread(target=_end_with, args=(line,), daemon=True).start()
        # What the kernel itself splits off must not hold the line when the kernel has ended.
        os.register_at_fork(after_in_child=line.close)
        # A kernel ends when its parent changes, which here is the process that was split.
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        sys.argv = ["ipykernel_launcher", parent, *asked["arguments"]]
        from ipykernel import kernelapp

        kernelapp.launch_new_instance()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        # The kernel's own, such as to take away its temporary folders.
        atexit._run_exitfuncs()
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _leave_its_end_alone() -> None:
    """Forget what the process that was split does at its end; a kernel does at its own what it has set up itself."""
    atexit._clear()
    for one in list(weakref.finalize._registry):  # type: ignore[attr-defined]
        one.atexit = False
    weakref.finalize._registered_with_atexit = False  # type: ignore[attr-defined]


def _received(line: socket.socket) -> dict:
    length, streams, *_ = socket.recv_fds(line, EACH, 3)
    length += _whole(line, EACH - len(length))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    return json.loads(_whole(line, int.from_bytes(length, "big")))


def _whole(line: socket.socket, wanted: int) -> bytes:
    """So many bytes; who asked may be gone before they all are there."""
    body = b""
    while len(body) < wanted:
        if not (more := line.recv(wanted - len(body))):
            raise ConnectionError("Who asked for a kernel is gone.")
        body += more
    return body


def _own_chance() -> None:
    """Let unseeded draws differ between kernels, as they do where each begins from nothing."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _end_with(line: socket.socket) -> None:
    """End the kernel and what it has started when who asked for it has gone."""
    with contextlib.suppress(OSError):
        line.recv(1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])

"""Binder's environment made on this machine: the base's packages, then repo2docker's own commands, word for word."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from recipe import Recipe

NO_NETWORK = re.compile(
    r"error sending request|dns error|failed to (?:fetch|download|lookup)|connect|network was disabled",
    re.IGNORECASE,
)
# Stands where the commands expect pip: uv does the same from its cache, which pip is told to do without.
PIP = """#!/bin/sh
for word; do shift; [ "$word" = --no-cache-dir ] || set -- "$@" "$word"; done
exec {uv} pip "$@" --quiet --python {python}
"""
PATIENCE = 60  # seconds for a server to start or stop


class NotAtHandError(RuntimeError):
    """Python or packages cannot be fetched."""


def make_environment(recipe: Recipe, checkout: Path, folder: Path) -> Path:
    """A new virtual environment with what a container would hold.

    Raises
    ------
    NotAtHandError
        If the packages cannot be reached and uv's cache does not hold them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    uv = str(Path(sys.executable).with_name("uv"))
    here = "{}.{}".format(*sys.version_info)
    _run(
        [
            uv,
            "venv",
            "--quiet",
            "--python",
            sys.executable if here == recipe.python else recipe.python,
            str(folder),
        ]
    )
    python = folder / "bin/python"
    pip = folder / "bin/pip"
    pip.write_text(PIP.format(uv=shlex.quote(uv), python=shlex.quote(str(python))))
    pip.chmod(0o755)
    _run([str(pip), "install", *recipe.base])
    variables = {
        **os.environ,
        "KERNEL_PYTHON_PREFIX": str(folder),
        "PATH": f"{folder}/bin:{os.environ['PATH']}",
    }
    for command in recipe.runs:
        _run(["bash", "-c", command], cwd=checkout, env=variables)
    return folder


def _run(command: list[str], **options) -> None:
    variables = options.pop("env", os.environ)
    for offline in ("0", "1"):  # without a network, uv's cache may still hold it all
        variables = {**variables, "UV_OFFLINE": offline}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=variables, **options
        )
        if not (done.returncode and NO_NETWORK.search(done.stderr)):
            break
    else:
        raise NotAtHandError(done.stderr.strip().splitlines()[-1])
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"


def printed_by(environment: Path, program: str, *arguments: str) -> str:
    """What a program prints that runs in the environment and sees nothing of this one."""
    command = [environment / "bin/python", "-I", "-c", program, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, cwd="/", env=_bare(environment)
    ).stdout


def _bare(environment: Path) -> dict[str, str]:
    return {
        "PATH": f"{environment}/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(environment / "home"),
    }


@contextlib.contextmanager
def started(recipe: Recipe, checkout: Path, environment: Path) -> Iterator[tuple[str, str]]:
    """Address and token of the server that a container starts, for as long as the block lasts."""
    runtime = environment / "runtime"
    command = [
        *recipe.command[: recipe.command.index("--ip")],
        "--ip=127.0.0.1",
        "--port=0",
        "--no-browser",
    ]
    variables = {**_bare(environment), "JUPYTER_RUNTIME_DIR": str(runtime)}
    (environment / "home").mkdir(exist_ok=True)
    with open(environment / "server.log", "w") as log:
        server = subprocess.Popen(
            [environment / "bin" / command[0], *command[1:], *(["--allow-root"] if os.geteuid() == 0 else [])],
            cwd=checkout, env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            said = _waited_for(runtime / f"jpserver-{server.pid}.json", server)
            yield said["url"], said["token"]
        finally:
            server.terminate()
            try:
                server.wait(PATIENCE)  # it ends its kernels first
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _waited_for(note: Path, server: subprocess.Popen) -> dict:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
            return json.loads(note.read_text())
        time.sleep(0.1)
    log = note.parents[1] / "server.log"
    raise AssertionError(f"the server did not start:\n{log.read_text()}")

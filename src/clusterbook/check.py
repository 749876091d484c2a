"""Whether this machine is ready for the seminar, in sentences: ``python -m clusterbook.check``.

It needs nothing but Python itself, so that it can say what is missing. It changes nothing, and asks no other machine.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from clusterbook.words import quoted, tell, tell_many

__all__ = ["findings", "main"]

OLDEST = (3, 11)
# The extras whose packages a student needs: the chapters, and JupyterLab to run them in.
EXTRA = "book"
TABLE = "booklet_drugs"
START = "-m jupyter lab book"
INSTALL = "-m pip install -r requirements.txt -e ."
KERNEL = "-m ipykernel install --sys-prefix"


def findings(folder: str | os.PathLike[str] = ".") -> list[str]:
    """What is missing, a sentence for each; nothing, if all is there.

    Parameters
    ----------
    folder : path
        Where the work will be saved.
    """
    missing = [*python(), *packages()]
    # What stands on the packages is asked only when they are there.
    return missing or [*tables(), *kernel(), *room(Path(folder))]


def typed(rest: str) -> str:
    """A line that starts this very Python: ``python`` alone may be another one, without the packages.

    Parameters
    ----------
    rest : str
        What stands behind Python's name, such as ``"-m pip list"``.

    Returns
    -------
    str
        With the path from the folder in which one stands, if Python lies in it, as an environment does.
    """
    here = Path(sys.executable)
    # Not resolved: the Python of an environment is a link to another one.
    name = str(here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here)
    if " " in name:
        name = f'& "{name}"' if os.name == "nt" else f'"{name}"'
    return f"{name} {rest}"


def python(running: Sequence[int] = sys.version_info[:3]) -> list[str]:
    """Whether Python is new enough.

    Examples
    --------
    >>> python((3, 12, 1))
    []
    >>> python((3, 9, 2))
    ['This is Python 3.9; the book needs 3.11 or newer. Install one from python.org, and begin again with it.']
    """
    if tuple(running[:2]) >= OLDEST:
        return []
    return [
        tell(
            "This is Python {here}; the book needs {oldest} or newer. Install one from python.org, and begin again "
            "with it.",
            here=".".join(map(str, running[:2])),
            oldest=".".join(map(str, OLDEST)),
        )
    ]


def packages(
    listed: Sequence[str] | None = None, installed: Callable[[str], str] = version
) -> list[str]:
    """Whether the packages of the book are there, and new enough.

    Parameters
    ----------
    listed : sequence of str, optional
        Requirements as packages state them; those of the book, unless given.
    installed : callable
        What gives the version of a package, or raises ``PackageNotFoundError``.
    """
    try:
        stated = requires("agglomeration") if listed is None else listed
    except PackageNotFoundError:
        return [
            tell(
                "The library agglomeration is not installed here. In the folder of the book: {command}",
                command=typed(INSTALL),
            )
        ]
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return [_install(["packaging"])]
    absent, old = [], []
    for requirement in map(Requirement, _with_extras(stated or [])):
        try:
            found = installed(requirement.name)
        except PackageNotFoundError:
            absent.append(requirement.name)
        else:
            if not requirement.specifier.contains(found, prereleases=True):
                old.append(
                    tell(
                        "The package {name} is {found}; the book needs {wanted}. In the folder of the book: {command}",
                        command=typed(INSTALL),
                        name=requirement.name,
                        found=found,
                        wanted=str(requirement.specifier),
                    )
                )
    return ([_install(sorted(set(absent)))] if absent else []) + old


def _with_extras(stated):
    """The requirements that hold for the book, those of the extras that it names included."""
    from packaging.requirements import Requirement

    wanted, seen = [EXTRA], set()
    while wanted:
        extra = wanted.pop()
        if extra in seen:
            continue
        seen.add(extra)
        for line in stated:
            requirement = Requirement(line)
            # Without a mark a package is always needed; with one, where this machine and extra fit it.
            if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
                continue
            if requirement.name == "agglomeration":
                wanted += requirement.extras
            else:
                yield line.partition(";")[0].strip()


def _install(names):
    return tell_many(
        "The package {names} is missing. In the folder of the book: {command}",
        "The packages {names} are missing. In the folder of the book: {command}",
        len(names),
        names=", ".join(names),
        command=typed(INSTALL),
    )


def tables(load: Callable[[str], object] | None = None) -> list[str]:
    """Whether the book's tables can be read."""
    try:
        if load is None:
            load = import_module("clusterbook.tables").load
        load(TABLE)
    except Exception as fault:  # whatever it is, it is told
        return [
            tell(
                "The book's tables cannot be read: {fault} Get the whole repository again, with its folder data.",
                fault=str(fault) if str(fault).endswith(".") else f"{fault}.",
            )
        ]
    return []


def kernel(find: Callable[[], dict[str, str]] | None = None) -> list[str]:
    """Whether JupyterLab offers this very Python: another one would lack the packages."""
    if find is None:
        find = _kernels
    try:
        offered = find()
    except Exception as fault:  # whatever it is, it is told
        return [
            tell("JupyterLab's kernels cannot be listed: {fault}.", fault=str(fault).rstrip("."))
        ]
    here = Path(sys.executable)
    if any(_same(Path(command), here) for command in offered.values()):
        return []
    if not offered:
        return [
            tell(
                "JupyterLab has no kernel. Install one for this Python: {command}",
                command=typed(KERNEL),
            )
        ]
    return [
        tell(
            "JupyterLab starts another Python than this one: {found}. Install a kernel for this one: "
            "{command}",
            command=typed(KERNEL),
            found=", ".join(map(quoted, offered.values())),
        )
    ]


def _kernels():
    manager = import_module("jupyter_client.kernelspec").KernelSpecManager()
    found = {}
    for name in manager.find_kernel_specs():
        stated = json.loads(
            (Path(manager.get_kernel_spec(name).resource_dir) / "kernel.json").read_text(
                encoding="utf-8"
            )
        )
        if stated.get("language") == "python":
            # Within an environment "python" is the one that starts the server.
            command = stated["argv"][0]
            found[name] = sys.executable if command in ("python", "python3") else command
    return found


def _same(one, other):
    return one == other or (
        one.exists() and one.resolve() == other.resolve() and one.parent == other.parent
    )


def room(folder: Path) -> list[str]:
    """Whether work can be saved in a folder."""
    if folder.is_dir() and os.access(folder, os.W_OK):
        return []
    return [
        tell(
            "Nothing can be saved in {folder}. Go to a folder of your own, and run this again.",
            folder=quoted(str(folder)),
        )
    ]


def main(folder: str | os.PathLike[str] = ".") -> int:
    """Print what is missing, or that nothing is; return how many things are missing."""
    missing = findings(folder)
    for sentence in missing:
        print(sentence)
    if not missing:
        print(tell("All is there. Start with: {command}", command=typed(START)))
    return len(missing)


if __name__ == "__main__":
    sys.exit(min(main(), 1))

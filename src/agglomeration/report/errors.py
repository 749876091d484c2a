"""What is said when a file cannot be read as a table: the thing, the place and the way out."""

__all__ = ["FileError", "option"]


class FileError(ValueError):
    """A file, or something in it, that is not read: one sentence with the place and the way out."""


def option(**said):
    """How an option is given, to a function and on the command line.

    Examples
    --------
    >>> option(decimal=",")
    "decimal=',' (on the command line --decimal=',')"
    """
    (name, value), *_ = said.items()
    shown = value[0] if isinstance(value, tuple) else value
    flag = name.replace("_", "-")
    command = f"'{shown}'" if isinstance(shown, str) and not shown.isalnum() else shown
    return f"{name}={shown!r} (on the command line --{flag}={command})"

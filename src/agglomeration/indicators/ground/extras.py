"""Heavy packages load when a function that needs them is called, or say how to get them."""

from importlib import import_module

__all__ = ["require"]


def require(module, extra, purpose):
    """Import and return ``module``, or say which optional extra brings it.

    Examples
    --------
    >>> require("no_such_package", "networks", "value-chain communities")
    Traceback (most recent call last):
        ...
    ImportError: value-chain communities need no_such_package: pip install 'agglomeration[networks]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise ImportError(f"{purpose} need {package}: pip install 'agglomeration[{extra}]'") from error

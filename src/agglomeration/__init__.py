"""Indicators for the study of industrial clusters, on labelled tables.

``import agglomeration as ag; ag.location_quotient(table)``: every public function of the indicators is
a name of this package. The names stand once, in the stub beside this file, where editors find them; a
module loads when one of its names is first used, so the import itself costs little.
"""

from importlib import import_module

import lazy_loader

from .former_names import FormerNames, former, registered

_load, _names, __all__ = lazy_loader.attach_stub(__name__, __file__)
# Folders that are reached as attributes, ``ag.report.examples``; the others come from beside this package.
FOLDERS = ("indicators", "report")

FormerNames.install()


def __getattr__(name):
    if name in FOLDERS:
        return import_module(f"{__name__}.{name}")
    if name in registered():
        return registered()[name].load()
    if f"{__name__}.{name}" in former():
        return import_module(f"{__name__}.{name}")
    try:
        return _load(name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__():
    return sorted({*_names(), *FOLDERS, *registered()})

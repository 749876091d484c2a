"""Links to numbered figures and tables, resolved without reading a page again for each link to it.

Sphinx unpickles a page for each link to a number on it, to see what kind of thing is numbered. A page with a dozen
links to a chapter would read that chapter a dozen times: half of the time in which pages are put together.
"""

from __future__ import annotations

from typing import Any

from docutils.nodes import Element, document
from sphinx.domains.std import StandardDomain

__all__ = ["NumberedTargets", "setup"]


class NumberedTargets(StandardDomain):
    """The domain of Sphinx that knows labels; its pages are read once for all links to numbers."""

    def _resolve_numref_xref(self, env: Any, *asked: Any) -> Element | None:
        pages = vars(self).setdefault("pages_read", {})
        once: Any = _ReadOnce(env, pages)
        return super()._resolve_numref_xref(once, *asked)


class _ReadOnce:
    """An environment that hands out a page again. Callers must not change it."""

    def __init__(self, env: Any, pages: dict[str, document]) -> None:
        self._env, self._pages = env, pages

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_doctree(self, page: str) -> document:
        if page not in self._pages:
            self._pages[page] = self._env.get_doctree(page)
        return self._pages[page]


def setup(app: Any) -> dict:
    app.add_domain(NumberedTargets, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Elements of built pages that are there for certain, and their classes."""

from __future__ import annotations

from bs4 import Tag

__all__ = ["class_names", "element"]


def element(within: Tag, selector: str) -> Tag:
    """The first element that a selector finds; a page without it was not made by this press."""
    found = within.select_one(selector)
    if found is None:
        raise LookupError(f"{selector}: no such element in <{within.name}>")
    return found


def class_names(tag: Tag) -> list[str]:
    """The classes of an element."""
    return list(tag.get_attribute_list("class")) if "class" in tag.attrs else []

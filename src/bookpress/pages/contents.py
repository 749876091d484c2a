"""The contents at the side: a fold for each part, of which the one with the page that is read stands open."""

from __future__ import annotations

import re

__all__ = ["fold_contents"]

NAVIGATION = re.compile(r'<nav class="bd-links bd-docs-nav".*?</nav>', re.DOTALL)
PART = re.compile(
    r'<p aria-level="2" class="caption" role="heading"><span class="caption-text">(?P<name>.*?)</span></p>\s*'
    r'(?P<pages><ul.*?</ul>)(?=\s*(?:<p aria-level="2" class="caption"|</div>|</nav>))',
    re.DOTALL,
)
NUMBER = re.compile(r'<li class="toctree-l1[^"]*"><a[^>]*>(\d+)\. ')


def fold_contents(html: str) -> str:
    """Make each part of a page's contents a fold.

    Examples
    --------
    >>> caption = '<p aria-level="2" class="caption" role="heading"><span class="caption-text">Lab</span></p>'
    >>> nav = '<nav class="bd-links bd-docs-nav">{}<ul><li class="toctree-l1 current active">A</li></ul></nav>'
    >>> "<details open" in fold_contents(nav.format(caption))
    True
    """
    return NAVIGATION.sub(lambda navigation: PART.sub(_folded, navigation[0]), html)


def _folded(part: re.Match) -> str:
    is_open = " open" if re.search(r'class="[^"]*\bcurrent\b', part["pages"]) else ""
    return (
        f'<details{is_open} class="contents-part"><summary><span role="heading" aria-level="2" class="caption-text">'
        f"{part['name']}</span>{_numbers(part['pages'])}</summary>{part['pages']}</details>"
    )


def _numbers(pages: str) -> str:
    """The chapters that a fold holds, by the first and the last number."""
    numbers = NUMBER.findall(pages)
    if not numbers:
        return ""
    told = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return f' <span class="contents-numbers">{told}</span>'

"""What is asked of an open page by those who read it narrow, or in large letters, and what is read from a file."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
# What has a name of its own stays.
COLOUR = re.compile(r'<span(?: class="[^"]*")?>|</span>')

# Elements whose text is cut off at their edge.
CUT = """() => [...document.querySelectorAll('main :not(svg *, math *)')].filter(one => {
  if (one.childElementCount || !one.textContent.trim()) return false;
  const style = getComputedStyle(one);
  return ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && one.checkVisibility()
    && !one.closest('.explorable-hidden, .visually-hidden, .sr-only, svg, math');
}).map(one => one.outerHTML.slice(0, 160))"""
# Boxes wider than they show, which neither hold nor are a stop of the Tab key.
WIDE_BOXES = """() => [...document.querySelectorAll('main *')].filter(one => one.scrollWidth > one.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.checkVisibility()
    && one.tabIndex < 0 && !one.querySelector('a[href], button, input, select, textarea, summary, [tabindex="0"]'))
  .map(one => one.outerHTML.slice(0, 160))"""
# The page, and whatever else holds all of its text: how much wider each is than it shows.
SIDEWAYS = """() => {
  const found = [];
  for (let one = document.querySelector('main h1'); one; one = one.parentElement)
    if (one.scrollWidth > one.clientWidth + 1 && (one === document.scrollingElement
        || getComputedStyle(one).overflowX !== 'visible'))
      found.push(`${one.localName}.${one.className}: ${one.scrollWidth} of ${one.clientWidth}`);
  return found;
}"""


def links_out(page) -> list[str]:
    """The addresses to which a PDF's page, as pypdf reads it, leads out of it."""
    actions = [one.get_object().get("/A") for one in page.get("/Annots") or []]
    known = [one.get_object() for one in actions if one is not None]
    return [str(one["/URI"]) for one in known if "/URI" in one]


def parsed(page: str) -> BeautifulSoup:
    """A page, its code without the colours of its words: they are more than half of its elements."""
    plain = CODE.sub(lambda code: COLOUR.sub("", code[0]), page)
    return BeautifulSoup(plain, "html.parser")

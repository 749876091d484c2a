"""The page on Python for the assignments says what Python says, and is found from where students begin."""

import doctest
import re

import pytest

from bookpress.build.site import listed_pages
from bookpress.place import ROOT

PAGE = "book/seminar/python-for-assignments"


def test_every_line_of_the_page_gives_what_stands_below_it():
    text = (ROOT / f"{PAGE}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    lines = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE, PAGE, 0)
    told = []
    doctest.DocTestRunner(verbose=False).run(lines, out=told.append)
    assert len(lines.examples) > 20
    assert "".join(told) == ""


@pytest.mark.parametrize("page", ["book/seminar/assessment.md", "book/seminar/set-up.md"])
def test_the_page_is_in_the_book_and_linked(page):
    assert PAGE in listed_pages()
    assert "{ref}`python-for-assignments`" in (ROOT / page).read_text(encoding="utf-8")

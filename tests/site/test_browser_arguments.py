"""What the browser is told at its start does not undo what Playwright tells it."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from bookpress.browser import ARGUMENTS, find_browser

SWITCH = "--disable-features="


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: processes are looked at on Linux")
def test_the_browser_does_without_all_that_playwright_does_without():
    mark = f"--mark={uuid.uuid4()}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=[*ARGUMENTS, mark]
        )
        told = [
            words
            for words in map(_words, Path("/proc").glob("[0-9]*/cmdline"))
            if mark in words and not any(word.startswith("--type=") for word in words)
        ]
        browser.close()
    lists = [word.removeprefix(SWITCH) for word in told[0] if word.startswith(SWITCH)]
    # Of several such lists the last holds.
    *others, last = [set(one.split(",")) for one in lists]
    assert others
    assert set().union(*others) - last == set()


def _words(command):
    try:
        return command.read_text(errors="replace").split("\0")
    except OSError:
        return []

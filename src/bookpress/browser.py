"""Find a Chromium for the tests, or fetch one: ``python src/bookpress/browser.py`` prepares, ``find_browser`` finds."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_browser() -> str | None:
    """Path of a Chromium: the system's if there is one, else the one Playwright has downloaded."""
    for name in SYSTEM_NAMES:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    return str(downloaded) if downloaded.exists() else None


def main() -> int:
    """Make sure that a Chromium which starts is there; return an exit code."""
    if _starts(find_browser()):
        return 0
    print("No Chromium on this machine: fetching the one of Playwright ...", flush=True)
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
    if _starts(find_browser()):
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's package chromium ...", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, check=False)
        if _starts(find_browser()):
            return 0
    print("The site's tests need a Chromium. Install one (for instance: apt install chromium) and try again.")
    return 1


def _starts(path: str | None) -> bool:
    if path is None:
        return False
    try:
        answer = subprocess.run([path, "--version", "--no-sandbox"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    sys.exit(main())

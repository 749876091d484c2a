"""Find a Chromium, or fetch one: ``python -m bookpress browser`` prepares, ``find_browser`` finds."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Each new page would bring, in a window that nobody sees, the list below its address line, which is a page of its own
# and takes longer to load than most of ours; and a process in reserve.
WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
)
# What Playwright does without, so that pages behave the same everywhere and the browser asks nobody anything: of two
# such lists a Chromium takes the last alone. A test holds this one against Playwright's.
WITHOUT_AS_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(WITHOUT + WITHOUT_AS_PLAYWRIGHT)}",
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


def prepare(system: bool = False) -> int:
    """Make sure that a Chromium which starts is there; return an exit code.

    Parameters
    ----------
    system : bool
        Whether the system's package may be installed where there is no other way. Nobody is served unasked.
    """
    if _starts(find_browser()):
        return 0
    if system and _has_apt():
        print("Installing Debian's package chromium ...", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
        ):
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, check=False)
        if _starts(find_browser()):
            return 0
    print("No Chromium on this machine: fetching the one of Playwright ...", flush=True)
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600
        )
    if _starts(find_browser()):
        return 0
    print(
        "Printing and the site's tests need a Chromium, and none could be fetched. Install one (on Debian and Ubuntu: "
        "apt-get install chromium; as root also: python -m bookpress browser --system) and try again."
    )
    return 1


def _has_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _starts(path: str | None) -> bool:
    if path is None:
        return False
    try:
        answer = subprocess.run(
            [path, "--version", "--no-sandbox"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0

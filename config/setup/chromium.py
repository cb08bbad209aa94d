"""Where a Chromium for the browser tests is, and how to get one on Debian, with letters for what it shows."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from config.setup.python_env import apt_install
from config.setup.steps import SetupError, say

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "no Chromium was found: install chromium, or set FGC_TEST_CHROMIUM to its path"


def find_chromium() -> Path | None:
    """The path of a Chromium: FGC_TEST_CHROMIUM if set, else the first one on the path or in /usr/bin."""
    if named := os.environ.get("FGC_TEST_CHROMIUM"):
        return Path(named) if os.access(named, os.X_OK) else None
    for name in _NAMES:
        if found := shutil.which(name) or shutil.which(name, path="/usr/bin:/usr/local/bin:/snap/bin"):
            return Path(found)
    return None


def ensure_letters() -> None:
    """Install letters for Urdu and Arabic where the machine has none: pictures of those pages show boxes without."""
    if shutil.which("fc-list") is None:
        return
    for language in ("ur", "ar"):
        found = subprocess.run(["fc-list", f":lang={language}"], capture_output=True, text=True, check=False).stdout
        if not found.strip() and not apt_install("fonts-noto-core"):
            say("no letters for Urdu and Arabic on this machine; pictures of those pages will show boxes")
            return


def ensure_chromium() -> None:
    """Install Chromium when it is missing and can be had. Otherwise says one sentence; fatal if required."""
    if find_chromium() or (apt_install("chromium") and find_chromium()):
        ensure_letters()
        return
    if os.environ.get("FGC_TEST_REQUIRE") == "1":
        raise SetupError(f"{MISSING}.")
    say(f"{MISSING}; the browser tests will be skipped")

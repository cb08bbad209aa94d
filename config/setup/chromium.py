"""Where a Chromium for the browser tests is, and how to get one on Debian."""

from __future__ import annotations

import os
import shutil
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


def ensure_chromium() -> None:
    """Install Chromium when it is missing and can be had. Otherwise says one sentence; fatal if required."""
    if find_chromium() or (apt_install("chromium") and find_chromium()):
        return
    if os.environ.get("FGC_TEST_REQUIRE") == "1":
        raise SetupError(f"{MISSING}.")
    say(f"{MISSING}; the browser tests will be skipped")

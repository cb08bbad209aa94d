"""Writes config/requirements/*.lock from pyproject.toml: exact versions with hashes, no index, no path."""

from __future__ import annotations

import os
import re
from pathlib import Path

from config.setup.python_env import UV_ENV, get_uv, make_environment
from config.setup.steps import REQUIREMENTS, ROOT, SetupError, run, say

# What pip and uv would otherwise take from the machine and could write into a lock.
_LOCAL = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_EXTRA_INDEX_URL", "UV_INDEX")
_STRANGER = re.compile(r"://|--find-links|--index-url|--extra-index|^\s*/|@ ", re.MULTILINE)
_BASE = ("pyproject.toml", "--extra", "scale", "--group", "build")
_SOURCES = {
    "run": _BASE,
    "test": (*_BASE, "--group", "dev", "-c", "config/requirements/run.lock"),
    "uv": ("--group", "uv"),
    "node": ("--group", "node"),
}


def write_locks() -> None:
    """Resolve all four locks anew: `run`, `test`, `uv` (the installer itself) and `node` (from a wheel)."""
    make_environment()
    uv = get_uv()
    clean = {**UV_ENV, **{name: "" for name in _LOCAL if name in os.environ}}
    for name, sources in _SOURCES.items():
        target = REQUIREMENTS / f"{name}.lock"
        say(f"resolving {target.relative_to(ROOT)}")
        command: list[str | Path] = [uv, "pip", "compile", "--quiet", "--upgrade", "--universal"]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]
        run([*command, *sources, "-o", target], env=clean)
        if _STRANGER.search(target.read_text()):
            raise SetupError(f"{target.relative_to(ROOT)} names an index or a path of this machine.")

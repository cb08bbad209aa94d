"""Which steps belong to which `make` target, in which order."""

from __future__ import annotations

import fcntl
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from config.setup.chromium import ensure_chromium
from config.setup.frontend import build_assets, compile_translations
from config.setup.locks import write_locks
from config.setup.python_env import install_locked, install_project, make_environment
from config.setup.steps import ROOT, SetupError, say

_LEAVINGS = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "htmlcov")
_CODE = ("fgc", "realtime", "config", "tests")


def set_up() -> None:
    """All that running the service needs."""
    make_environment()
    install_locked("run")
    install_project()
    build_assets()
    compile_translations()


def set_up_for_tests() -> None:
    """All that running the tests needs: the above, the test packages and a Chromium."""
    set_up()
    install_locked("test")
    ensure_chromium()


def clean() -> None:
    """Remove what can be made again. Never var/, which holds data and keys; .venv stays too."""
    made = [ROOT / name for name in (*_LEAVINGS, "static/dist", "test-results")]
    made += [cache for top in _CODE for cache in (ROOT / top).rglob("__pycache__")]
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)
    (ROOT / ".coverage").unlink(missing_ok=True)
    say("removed caches and static/dist; .venv and var/ stay")


TARGETS: Mapping[str, Callable[[], None]] = {
    "run": set_up,
    "test": set_up_for_tests,
    "assets": build_assets,
    "locks": write_locks,
    "clean": clean,
}


@contextmanager
def _alone() -> Iterator[None]:
    """Let a second `make` in the same folder wait for the first."""
    with (ROOT / "pyproject.toml").open() as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def main(words: list[str]) -> int:
    """Do one target; 0 when it worked, 1 with the reason on standard error when it did not."""
    name = words[0] if words else "run"
    if name not in TARGETS:
        sys.stderr.write(f"there is no `{name}`; there is {', '.join(TARGETS)}\n")
        return 2
    began = time.monotonic()
    try:
        with _alone():
            TARGETS[name]()
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if name in ("run", "test"):
        say(f"set up ({time.monotonic() - began:.1f} s)")
    return 0

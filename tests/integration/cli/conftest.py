"""The `fgc` command in an empty data folder. `fgc(...)` runs it in this process and gives its result."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fgc.cli import cli
from tests.support import stores

Fgc = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the settings point to."""
    for name in ("FGC_DATABASE_URL", "FGC_KEYS_URL", "FGC_REDIS_URL", "FGC_ORIGINS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FGC_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PORT", "8000")
    return tmp_path / "var"


@pytest.fixture
def fgc(folder: Path) -> Fgc:
    """Run a command; `text` is typed into it."""

    def run(*words: str, text: str = "") -> Result:
        return CliRunner().invoke(cli, list(words), input=text)

    return run


@pytest.fixture
def begun(folder: Path, fgc: Fgc) -> Fgc:
    """The same, with a store, keys and one account (ann@example.org)."""
    folder.mkdir(mode=0o700)
    with stores.sqlite_store(folder):
        (folder / "data").chmod(0o700)
        assert fgc("user", "create", "ann@example.org", "--name", "Ann").exit_code == 0
    return fgc


def data(result: Result) -> Any:
    """What a command said for machines."""
    return json.loads(result.stdout)

"""`fgc doctor` finds what is wrong, says it in one sentence, and changes nothing."""

import os
import time
from pathlib import Path

import pytest

from fgc.commands import checkup
from tests.integration.cli.conftest import Fgc, data


def problems(result) -> list[str]:
    """Names of the checks that found something."""
    return [finding["name"] for finding in data(result)["findings"] if not finding["ok"]]


@pytest.fixture(autouse=True)
def built(monkeypatch, tmp_path: Path):
    """A built front end, whether or not this checkout has one."""
    dist = tmp_path / "static" / "dist"
    dist.mkdir(parents=True)
    (dist / "manifest.json").write_text('{"app.css": "app-1.css"}')
    (dist / "app-1.css").touch()
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(checkup, "ROOT", tmp_path)
    return dist


def test_all_is_well_after_the_first_start(begun: Fgc):
    result = begun("doctor", "--json")
    assert (result.exit_code, problems(result)) == (0, [])


def test_a_key_that_others_can_read_is_found(begun: Fgc, folder: Path):
    key = folder / "secrets" / "master.key"
    key.chmod(0o644)
    result = begun("doctor", "--json")
    assert result.exit_code == 1
    assert "permissions" in problems(result)
    assert f"run `chmod 600 {key}`" in result.stdout
    assert key.stat().st_mode & 0o777 == 0o644


def test_a_lost_master_key_is_found(begun: Fgc, folder: Path):
    (folder / "secrets" / "master.key").unlink()
    result = begun("doctor", "--json")
    assert problems(result) == ["keys"]
    assert not (folder / "secrets" / "master.key").exists()


def test_a_missing_built_file_is_found(begun: Fgc, built: Path):
    (built / "app-1.css").unlink()
    assert problems(begun("doctor", "--json")) == ["front-end"]


def test_a_clock_that_is_behind_is_found(begun: Fgc, folder: Path):
    later = time.time() + 3600
    os.utime(folder / "data" / "fgc.db", (later, later))
    assert problems(begun("doctor", "--json")) == ["clock"]


def test_keys_beside_cases_are_found(begun: Fgc, folder: Path, monkeypatch):
    monkeypatch.setenv("FGC_KEYS_URL", f"sqlite:///{folder / 'data' / 'fgc.db'}")
    assert "stores" in problems(begun("doctor", "--json"))


def test_a_redis_that_does_not_answer_is_found(begun: Fgc, monkeypatch):
    monkeypatch.setenv("FGC_REDIS_URL", "redis://127.0.0.1:1/0")
    assert problems(begun("doctor", "--json")) == ["redis"]

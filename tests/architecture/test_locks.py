"""The locks: exact, hashed, in step with pyproject.toml, and silent about the machine they were made on."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "config" / "requirements").glob("*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
RUN = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["scale"] + GROUPS["build"]
WANTED = {"run": RUN, "test": RUN + GROUPS["dev"], "uv": GROUPS["uv"], "node": GROUPS["node"]}


def pinned(lock: Path) -> dict[str, set[str]]:
    """Name to locked versions (more than one where markers tell systems apart)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", lock.read_text(), re.M):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def test_there_are_locks_for_every_use() -> None:
    assert {lock.stem for lock in LOCKS} == set(WANTED)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_index_and_no_path(lock: Path) -> None:
    assert not re.search(r"://|^\s*--(?!hash=sha256:[0-9a-f]{64}\b)|^\s*/| @ ", lock.read_text(), re.M)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pin_has_a_hash(lock: Path) -> None:
    entries = re.split(r"^(?=\S)", lock.read_text(), flags=re.M)[1:]
    assert entries
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_what_pyproject_asks_for(lock: Path) -> None:
    pins = pinned(lock)
    for wanted in map(Requirement, WANTED[lock.stem]):
        versions = pins.get(canonicalize_name(wanted.name), set())
        assert versions, f"{wanted.name} is not in {lock.name}: run `make lock`"
        assert all(wanted.specifier.contains(version, prereleases=True) for version in versions)


def test_what_is_tested_is_what_is_run() -> None:
    run, test = (pinned(ROOT / "config" / "requirements" / f"{name}.lock") for name in ("run", "test"))
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("package", ["gevent-websocket", "eventlet"])
def test_what_engineio_would_prefer_stays_away(package: str) -> None:
    assert not [lock.name for lock in LOCKS if package in pinned(lock)]

"""First start, later starts, and every way in which keys can be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgc.vault import (
    KeysUnavailable,
    LocalMaster,
    Opened,
    UnsafeKeyFile,
    WrongMaster,
    open_existing,
    provision,
)

FIELD = ("c_1", "family", "note", "n_1", "body")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


def url(var: Path) -> str:
    return f"sqlite:///{var}/keystore/keys.db"


def start(var: Path, *, has_sealed_data: bool = False) -> Opened:
    return provision(var, url(var), has_sealed_data)


def stop(opened: Opened) -> None:
    opened.vault.keystore.close()


def test_operator_can_start_on_an_empty_folder_and_start_again(var: Path) -> None:
    first = start(var)
    blob = first.vault.seal(*FIELD, "words")
    stop(first)
    for again in (start(var), start(var, has_sealed_data=True), open_existing(var, url(var))):
        assert again.vault.open(*FIELD, blob) == "words"
        assert again.signer.kid == first.signer.kid
        stop(again)


def test_others_cannot_enter_what_was_made(var: Path) -> None:
    opened = start(var)
    opened.vault.shred_case("c_1")
    stop(opened)
    assert {path.relative_to(var).as_posix(): path.stat().st_mode & 0o777 for path in var.rglob("*")} == {
        "secrets": 0o700,
        "secrets/master.key": 0o600,
        "secrets/signing.key": 0o600,
        "secrets/tombstones": 0o600,
        "keystore": 0o700,
        "keystore/keys.db": 0o600,
    }


@pytest.mark.parametrize("lost", ["secrets/master.key", "secrets/signing.key", "keystore/keys.db"])
def test_operator_cannot_get_a_new_key_where_sealed_data_exists(var: Path, lost: str) -> None:
    stop(start(var))
    (var / lost).unlink()
    with pytest.raises(KeysUnavailable, match=Path(lost).name):
        start(var, has_sealed_data=True)
    with pytest.raises(KeysUnavailable):
        open_existing(var, url(var))
    assert not (var / lost).exists()


@pytest.mark.parametrize("lost", ["master.key", "signing.key"])
def test_operator_cannot_get_a_new_key_where_key_slots_exist(var: Path, lost: str) -> None:
    stop(start(var))
    (var / "secrets" / lost).unlink()
    with pytest.raises(KeysUnavailable, match=lost):
        start(var)
    assert not (var / "secrets" / lost).exists()


def test_operator_cannot_start_on_an_empty_folder_beside_sealed_data(var: Path) -> None:
    with pytest.raises(KeysUnavailable):
        start(var, has_sealed_data=True)
    assert not var.exists()


def test_operator_cannot_start_with_an_emptied_key_store_beside_sealed_data(var: Path) -> None:
    opened = start(var)
    opened.vault.keystore.shred("*", "sub")
    stop(opened)
    with pytest.raises(KeysUnavailable, match="empty"):
        start(var, has_sealed_data=True)


def test_operator_cannot_start_with_another_master(var: Path) -> None:
    stop(start(var))
    master = var / "secrets" / "master.key"
    master.unlink()
    LocalMaster.create(master)
    with pytest.raises(WrongMaster):
        start(var)


def test_first_start_cut_short_can_be_finished(var: Path) -> None:
    (var / "secrets").mkdir(mode=0o700, parents=True)
    half = LocalMaster.create(var / "secrets" / "master.key")
    opened = start(var)
    assert opened.vault.master.current == half.current
    stop(opened)


@pytest.mark.parametrize("folder", ["secrets", "keystore"])
def test_operator_cannot_start_where_others_can_enter(var: Path, folder: str) -> None:
    (var / folder).mkdir(parents=True)
    (var / folder).chmod(0o755)
    with pytest.raises(UnsafeKeyFile, match=folder):
        start(var)

"""The master key file: made once, refused when others could read it, rotated line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgc.vault import KeysUnavailable, LocalMaster, SealBroken, UnsafeKeyFile, WrongMaster
from fgc.vault.master import slot_aad

DEK = bytes(range(32))
AAD = slot_aad("c_1", "family", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700)
    return folder / "master.key"


def test_operator_can_create_a_master_once(path: Path) -> None:
    master = LocalMaster.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert LocalMaster.from_file(path).current == master.current
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        LocalMaster.create(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610, 0o601, 0o700])
def test_operator_cannot_use_a_file_others_could_read(path: Path, mode: int) -> None:
    LocalMaster.create(path)
    path.chmod(mode)
    with pytest.raises(UnsafeKeyFile, match=f"{mode:04o}"):
        LocalMaster.from_file(path)


@pytest.mark.parametrize("mode", [0o710, 0o701, 0o750, 0o755])
def test_operator_cannot_use_a_folder_others_could_enter(path: Path, mode: int) -> None:
    LocalMaster.create(path)
    path.parent.chmod(mode)
    with pytest.raises(UnsafeKeyFile, match=f"{mode:04o}"):
        LocalMaster.from_file(path)


def test_operator_can_use_a_read_only_file(path: Path) -> None:
    LocalMaster.create(path)
    path.chmod(0o400)
    assert LocalMaster.from_file(path).current


@pytest.mark.parametrize("content", ["", "# only a comment\n", "c2hvcnQ=\n", "not base64!\n", "A" * 44 + "\n"])
def test_operator_cannot_use_a_file_that_holds_no_key(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(UnsafeKeyFile):
        LocalMaster.from_file(path)


def test_operator_cannot_use_a_missing_file_or_a_folder(path: Path) -> None:
    with pytest.raises(KeysUnavailable):
        LocalMaster.from_file(path)
    path.mkdir(mode=0o600)
    with pytest.raises(UnsafeKeyFile):
        LocalMaster.from_file(path)


def test_master_can_unwrap_only_its_own_and_only_in_place(path: Path) -> None:
    master = LocalMaster.create(path)
    wrapped = master.wrap(DEK, AAD)
    assert master.unwrap(master.current, wrapped, AAD) == DEK
    for aad in [slot_aad("c_2", "family", 1), slot_aad("c_1", "all", 1), slot_aad("c_1", "family", 2)]:
        with pytest.raises(SealBroken):
            master.unwrap(master.current, wrapped, aad)
    for bit in range(len(wrapped) * 8):
        changed = bytearray(wrapped)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(SealBroken):
            master.unwrap(master.current, bytes(changed), AAD)
    with pytest.raises(SealBroken):
        master.unwrap(master.current, b"", AAD)
    other = LocalMaster.create(path.with_name("other.key"))
    with pytest.raises(WrongMaster):
        other.unwrap(master.current, wrapped, AAD)


def test_rotated_master_can_still_unwrap_the_old(path: Path) -> None:
    old = LocalMaster.create(path)
    wrapped = old.wrap(DEK, AAD)
    new = LocalMaster.rotate(path)
    assert new.current != old.current
    assert new.unwrap(old.current, wrapped, AAD) == DEK
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WrongMaster):
        old.unwrap(new.current, new.wrap(DEK, AAD), AAD)

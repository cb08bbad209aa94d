"""Shredding: the bytes leave the file, nothing brings them back, and a crash half-way is finished."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fgc.vault import SYSTEM, KeyGone, KeyStore, KeysUnavailable, LocalMaster, Vault, VaultError
from fgc.vault.shredder import Shredder
from fgc.vault.tombstones import TombstoneFile, mark_of
from tests.unit.vault.keys import Keys

FIELD = ("note", "n_1", "body")


def fresh(keys: Keys, store: KeyStore) -> Vault:
    return Vault(LocalMaster.from_file(keys.master_file), store)


def raw(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_nobody_can_open_a_shredded_circle_and_the_others_stay(vault: Vault, keys: Keys, store: KeyStore) -> None:
    gone = vault.seal("c_1", "family", *FIELD, "words")
    kept = vault.seal("c_1", "everyone", *FIELD, "kept")
    assert vault.shred_circle("c_1", "family") == 1
    for anyone in (vault, fresh(keys, store)):
        with pytest.raises(KeyGone):
            anyone.open("c_1", "family", *FIELD, gone)
        with pytest.raises(KeyGone):
            anyone.seal("c_1", "family", *FIELD, "again")
        with pytest.raises(KeyGone):
            anyone.rotate_circle("c_1", "family")
        assert anyone.open("c_1", "everyone", *FIELD, kept) == "kept"


def test_nobody_can_open_a_shredded_case(vault: Vault) -> None:
    blobs = {circle: vault.seal("c_1", circle, *FIELD, "words") for circle in ("family", "everyone")}
    other = vault.seal("c_2", "family", *FIELD, "other")
    vault.rotate_circle("c_1", "family")
    assert vault.shred_case("c_1") == 3
    assert vault.shred_case("c_1") == 0
    for circle, blob in blobs.items():
        with pytest.raises(KeyGone):
            vault.open("c_1", circle, *FIELD, blob)
    with pytest.raises(KeyGone):
        vault.seal("c_1", "a circle that never was", *FIELD, "words")
    assert vault.open("c_2", "family", *FIELD, other) == "other"


def test_nobody_can_shred_the_systems_own_keys(vault: Vault) -> None:
    for attempt in (lambda: vault.shred_case(SYSTEM), lambda: vault.shred_circle(SYSTEM, "sub")):
        with pytest.raises(VaultError):
            attempt()


def test_thief_cannot_find_a_shredded_key_in_the_file(keys: Keys, store: KeyStore) -> None:
    wrapped = {f"c_{number}": os.urandom(60) for number in range(45)}
    for case_id, key in wrapped.items():
        store.add(case_id, "family", 1, "kid", key)
    assert all(key in raw(keys.keys_db.parent) for key in wrapped.values())
    doomed = [case_id for number, case_id in enumerate(wrapped) if number % 3]
    for case_id in doomed:
        store.shred(case_id)
    content = raw(keys.keys_db.parent)
    assert [case_id for case_id, key in wrapped.items() if key in content] == [
        case_id for case_id in wrapped if case_id not in doomed
    ]
    assert not any(f"{case_id}family".encode() in content for case_id in doomed)
    assert [file.name for file in keys.keys_db.parent.iterdir()] == ["keys.db"]


def test_restored_key_store_cannot_bring_shredded_keys_back(vault: Vault, keys: Keys, store: KeyStore) -> None:
    blobs = {
        name: vault.seal(*name, *FIELD, "words") for name in [("c_1", "family"), ("c_2", "family"), ("c_2", "all")]
    }
    backup = keys.keys_db.read_bytes()
    vault.shred_case("c_1")
    vault.shred_circle("c_2", "family")
    store.close()
    keys.keys_db.write_bytes(backup)
    restored = keys.open_store()
    after = fresh(keys, restored)
    for name in [("c_1", "family"), ("c_2", "family")]:
        with pytest.raises(KeyGone):
            after.open(*name, *FIELD, blobs[name])
        with pytest.raises(KeyGone):
            after.seal(*name, *FIELD, "again")
    assert after.open("c_2", "all", *FIELD, blobs["c_2", "all"]) == "words"
    assert {slot.case_id for slot in restored.slots()} == {SYSTEM, "c_2"}
    restored.close()


@pytest.mark.parametrize("step", ["append", "_remove", "_done"])
@pytest.mark.parametrize("circle", [None, "family"])
def test_crash_cannot_leave_a_shredding_half_done(
    vault: Vault, keys: Keys, store: KeyStore, monkeypatch: pytest.MonkeyPatch, step: str, circle: str | None
) -> None:
    class PowerCut(Exception):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    blob = vault.seal("c_1", "family", *FIELD, "words")
    with monkeypatch.context() as patched:
        patched.setattr(TombstoneFile if step == "append" else Shredder, step, cut)
        with pytest.raises(PowerCut):
            store.shred("c_1", circle)
    again = keys.open_store()
    assert [slot.case_id for slot in again.slots()] == [SYSTEM]
    assert TombstoneFile(keys.tombstones).marks() == {mark_of("c_1", circle)}
    assert again.replay() == 0
    with pytest.raises(KeyGone):
        fresh(keys, again).open("c_1", "family", *FIELD, blob)
    again.close()


def test_lost_tombstones_file_can_be_written_anew_from_the_store(vault: Vault, keys: Keys) -> None:
    vault.shred_case("c_1")
    keys.tombstones.unlink()
    keys.open_store().close()
    assert TombstoneFile(keys.tombstones).marks() == {mark_of("c_1", None)}
    assert keys.tombstones.stat().st_mode & 0o777 == 0o600


def test_torn_line_cannot_spoil_the_marks_around_it(keys: Keys) -> None:
    file = TombstoneFile(keys.tombstones)
    file.append(mark_of("c_1", None))
    with keys.tombstones.open("ab") as torn:
        torn.write(b"0123abcd")
    file.append(mark_of("c_2", "family"))
    assert file.marks() == {mark_of("c_1", None), mark_of("c_2", "family")}


def test_spoiled_mark_cannot_pass_unnoticed(keys: Keys, store: KeyStore) -> None:
    store.shred("c_1")
    keys.tombstones.write_text(keys.tombstones.read_text().replace(" ", "x"))
    with pytest.raises(VaultError):
        keys.open_store()


def test_mark_cannot_tell_which_case_it_was(vault: Vault, keys: Keys) -> None:
    vault.seal("c_secret_id", "family", *FIELD, "words")
    vault.shred_circle("c_secret_id", "family")
    assert b"c_secret_id" not in raw(keys.keys_db.parent) + keys.tombstones.read_bytes()


def test_sweep_can_remove_only_old_orphans(vault: Vault, store: KeyStore) -> None:
    for case_id in ("c_known", "c_orphan"):
        vault.seal(case_id, "family", *FIELD, "words")
        vault.seal(case_id, "everyone", *FIELD, "words")
    assert store.sweep({"c_known"}.__contains__) == 0
    assert store.sweep({"c_known"}.__contains__, older_than_s=-10) == 2
    assert {slot.case_id for slot in store.slots()} == {SYSTEM, "c_known"}


def test_keys_of_a_swept_case_are_missing_and_not_shredded(vault: Vault, store: KeyStore) -> None:
    blob = vault.seal("c_1", "family", *FIELD, "words")
    store.sweep(lambda _: False, older_than_s=-10)
    vault.flush()
    with pytest.raises(KeysUnavailable):
        vault.open("c_1", "family", *FIELD, blob)

"""The key store's own file, its settings, and many callers wanting the same key at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from fgc.vault import SYSTEM, KeyStore, KeysUnavailable, LocalMaster, UnsafeKeyFile, Vault, VaultError
from fgc.vault.keystore import PAGE
from tests.unit.vault.keys import Keys

FIELD = ("note", "n_1", "body")
ONE_PROCESS = """
import sys
from pathlib import Path
from fgc.vault import KeyStore, LocalMaster, Vault
store = KeyStore(sys.argv[1])
vault = Vault(LocalMaster.from_file(Path(sys.argv[2])), store)
sys.stdin.readline()
for number in range(12):
    sys.stdout.write(vault.seal(f"c_{number}", "family", "note", "n_1", "body", "words").hex() + "\\n")
store.close()
"""


def test_others_cannot_read_the_file(store: KeyStore, keys: Keys) -> None:
    assert keys.keys_db.stat().st_mode & 0o777 == 0o600
    store.close()
    keys.keys_db.chmod(0o640)
    with pytest.raises(UnsafeKeyFile):
        keys.open_store()


def test_connection_can_only_be_made_with_the_safe_settings(store: KeyStore) -> None:
    with store._store.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "secure_delete", "synchronous")
        }
    assert found == {"journal_mode": "delete", "secure_delete": 1, "synchronous": 2}


def test_program_cannot_open_a_store_of_another_schema(store: KeyStore, keys: Keys) -> None:
    with store._store.write() as connection:
        connection.exec_driver_sql("UPDATE keystore_schema SET version = 99")
    with pytest.raises(VaultError, match="99"):
        keys.open_store()


def test_program_cannot_open_a_missing_or_damaged_store(tmp_path: Path) -> None:
    with pytest.raises(KeysUnavailable):
        KeyStore(f"sqlite:///{tmp_path}/none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(KeysUnavailable):
        KeyStore(f"sqlite:///{tmp_path}/no/folder/keys.db")
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"this is no database, but long enough to be looked at" * 40)
    damaged.chmod(0o600)
    with pytest.raises(KeysUnavailable):
        KeyStore(f"sqlite:///{damaged}")


def test_second_caller_can_only_get_the_first_callers_slot(store: KeyStore) -> None:
    first = store.add("c_1", "family", 1, "kid", b"first")
    assert store.add("c_1", "family", 1, "kid", b"second") == first
    assert store.latest("c_1", "family") == first == store.get("c_1", "family", 1)
    assert store.get("c_1", "family", 2) is None
    assert store.latest("c_1", "everyone") is None


def test_slots_can_be_walked_page_by_page(store: KeyStore) -> None:
    with store._store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO key_slot (case_id, circle, version, kid, wrapped, created_at) "
            "VALUES (?, 'f', 1, 'k', x'00', 1)",
            [(f"c_{number}",) for number in range(PAGE + 3)],
        )
    assert len({slot.case_id for slot in store.slots()}) == PAGE + 3
    assert len(store.not_under("other")) == PAGE
    assert len(store.one_per_master()) == 1


def test_many_threads_can_only_make_one_key(keys: Keys) -> None:
    LocalMaster.create(keys.master_file)
    stores = [keys.open_store() for _ in range(4)]
    vaults = [Vault(LocalMaster.from_file(keys.master_file), store) for store in stores for _ in range(2)]
    together = Barrier(len(vaults))

    def seal(vault: Vault) -> list[bytes]:
        together.wait()
        return [vault.seal(f"c_{number}", "family", *FIELD, "words") for number in range(5)]

    with ThreadPoolExecutor(len(vaults)) as pool:
        results = list(pool.map(seal, vaults))
    reader = Vault(LocalMaster.from_file(keys.master_file), stores[0])
    for blobs in results:
        assert [reader.open(f"c_{number}", "family", *FIELD, blob) for number, blob in enumerate(blobs)] == [
            "words"
        ] * 5
    assert sorted(slot.case_id for slot in stores[0].slots()) == [
        SYSTEM,
        *(f"c_{number}" for number in range(5)),
    ]
    for store in stores:
        store.close()


def test_many_processes_can_only_make_one_key(keys: Keys) -> None:
    LocalMaster.create(keys.master_file)
    command = [sys.executable, "-c", ONE_PROCESS, keys.url, str(keys.master_file)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(2)
    ]
    outputs = [process.communicate("go\n", timeout=60)[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    store = keys.open_store()
    reader = Vault(LocalMaster.from_file(keys.master_file), store)
    for blobs in outputs:
        assert len(blobs) == 12
        for number, blob in enumerate(blobs):
            assert reader.open(f"c_{number}", "family", *FIELD, bytes.fromhex(blob)) == "words"
    assert len(list(store.slots())) == 13
    store.close()

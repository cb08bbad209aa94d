"""The same key store on PostgreSQL: one key for many callers, shredding, a restored older store."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fgc.vault import KeyGone, KeyStore, KeysUnavailable, LocalMaster, Vault

ADMIN = os.environ.get("FGC_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
FIELD = ("note", "n_1", "body")


def _listening() -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", 5432)) == 0


pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(
        "FGC_TEST_POSTGRES_URL" not in os.environ and not _listening(), reason="no PostgreSQL on this machine"
    ),
]


@pytest.fixture
def url() -> Iterator[str]:
    name = f"fgc_keys_{uuid.uuid4().hex[:12]}"
    admin = create_engine(ADMIN, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield admin.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_many_callers_can_only_make_one_key_and_shredding_holds(url: str, tmp_path: Path) -> None:
    master = LocalMaster.create(tmp_path / "secrets" / "master.key")
    with ThreadPoolExecutor(3) as pool:
        stores = list(pool.map(lambda _: KeyStore(url, tombstones=tmp_path / "secrets" / "marks"), range(3)))
        vaults = [Vault(master, store) for store in stores for _ in range(2)]
        blobs = list(pool.map(lambda vault: vault.seal("c_1", "family", *FIELD, "words"), vaults))
    kept = vaults[0].seal("c_1", "everyone", *FIELD, "kept")
    assert {Vault(master, stores[0]).open("c_1", "family", *FIELD, blob) for blob in blobs} == {"words"}
    assert len(list(stores[0].slots())) == 3
    slot = stores[0].get("c_1", "family", 1)
    assert slot is not None
    assert vaults[0].shred_circle("c_1", "family") == 1
    with stores[0]._store.write() as connection:
        connection.execute(text("DELETE FROM tombstone"))
        connection.execute(text("UPDATE key_slot SET circle = 'family' WHERE circle = 'everyone'"))
    restored = KeyStore(url, tombstones=tmp_path / "secrets" / "marks")
    after = Vault(master, restored)
    for circle, blob in [("family", blobs[0]), ("family", kept)]:
        with pytest.raises(KeyGone):
            after.open("c_1", circle, *FIELD, blob)
    for store in [*stores, restored]:
        store.close()


def test_unreachable_server_cannot_pass_for_an_empty_store() -> None:
    with pytest.raises(KeysUnavailable):
        KeyStore("postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=1")

"""A vault on an empty folder, and the pieces it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgc.vault import KeyStore, LocalMaster, Vault
from tests.unit.vault.keys import Keys


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700)
    (tmp_path / "keystore").mkdir(mode=0o700)
    return Keys(folder / "master.key", tmp_path / "keystore" / "keys.db", folder / "tombstones")


@pytest.fixture
def store(keys: Keys) -> Iterator[KeyStore]:
    store = keys.open_store()
    yield store
    store.close()


@pytest.fixture
def vault(keys: Keys, store: KeyStore) -> Vault:
    vault = Vault(LocalMaster.create(keys.master_file), store)
    vault.begin()
    return vault

"""First start and every start after it: find the keys, or make them on an empty folder.

Layout under the `var` folder: `secrets/` (0700) with `master.key`, `signing.key` and `tombstones`; the key
store's own folder (0700). A new key is never made where sealed data or key slots exist: a missing key then
means that something was lost, and a fresh one would hide it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from fgc.vault.errors import KeysUnavailable
from fgc.vault.keyfile import private_dir
from fgc.vault.keystore import KeyStore
from fgc.vault.master import LocalMaster
from fgc.vault.signing import Signer
from fgc.vault.vault import Vault

MASTER_FILE = "master.key"
SIGNING_FILE = "signing.key"
TOMBSTONES_FILE = "tombstones"


@dataclass(frozen=True)
class Opened:
    """The two things an application needs from its keys."""

    vault: Vault
    signer: Signer


def provision(data_dir: Path, keys_url: str, has_sealed_data: bool) -> Opened:
    """Open the keys under `data_dir` (the `var` folder), making them all if nothing was there yet.

    `has_sealed_data` says that the main database holds sealed rows. Raises KeysUnavailable, WrongMaster or
    UnsafeKeyFile, each with a sentence for the person who starts the server.
    """
    if has_sealed_data:
        return open_existing(data_dir, keys_url)
    secrets = private_dir(data_dir / "secrets")
    if (keystore_file := sqlite_file(keys_url)) is not None:
        private_dir(keystore_file.parent)
    keystore = KeyStore(keys_url, tombstones=secrets / TOMBSTONES_FILE)
    try:
        if keystore.is_empty():
            with suppress(FileExistsError):
                LocalMaster.create(secrets / MASTER_FILE)
            with suppress(FileExistsError):
                Signer.create(secrets / SIGNING_FILE)
        return _opened(secrets, keystore)
    except BaseException:
        keystore.close()
        raise


def open_existing(data_dir: Path, keys_url: str) -> Opened:
    """Open keys that must be there already (commands, and servers with data); makes nothing."""
    secrets = data_dir / "secrets"
    keystore = KeyStore(keys_url, tombstones=secrets / TOMBSTONES_FILE, create=False)
    try:
        if keystore.is_empty():
            raise KeysUnavailable("The key store is empty but sealed data exists: restore the key store's backup.")
        return _opened(secrets, keystore)
    except BaseException:
        keystore.close()
        raise


def sqlite_file(url: str) -> Path | None:
    """The file behind a SQLite URL, or None for another database."""
    target = make_url(url)
    return Path(target.database or "") if target.get_backend_name() == "sqlite" else None


def _opened(secrets: Path, keystore: KeyStore) -> Opened:
    for name in (MASTER_FILE, SIGNING_FILE):
        if not (secrets / name).exists():
            raise KeysUnavailable(f"{secrets / name} is missing but sealed data exists: put it back from its copy.")
    vault = Vault(LocalMaster.from_file(secrets / MASTER_FILE), keystore)
    signer = Signer.from_file(secrets / SIGNING_FILE)
    vault.self_test()
    vault.begin()
    return Opened(vault, signer)

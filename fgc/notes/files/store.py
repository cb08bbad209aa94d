"""Where sealed files lie: `files/` in the data folder, under random names, readable by the service alone.

A file is complete on the disk before the row that names it is committed, and it is removed after the row is gone;
what a crash leaves in between is a file without a row, which `sweep` removes.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from config.settings import Settings
from fgc.core.errors import Busy

FOLDER = "files"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was written: its random name and the hash of its sealed bytes (as `trail.digest`)."""

    name: str
    sha: str


def write(pieces: Iterable[bytes]) -> Stored:
    """Write sealed pieces to the disk, through to it. Raises `Busy` when there is no room."""
    name, sha = secrets.token_hex(16), hashlib.sha256()
    path = _folder() / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                sha.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _sync(path.parent)
    except OSError as problem:
        remove(name)
        raise Busy from problem
    return Stored(name, sha.hexdigest()[:32])


def is_there(name: str) -> bool:
    """Whether a file lies where its row says; one that was lost must not keep its words from moving."""
    return (_folder() / name).is_file()


def open_sealed(name: str) -> BinaryIO:
    """The sealed bytes. Raises `FileNotFoundError`."""
    return (_folder() / name).open("rb")


def remove(name: str) -> None:
    """Delete a file; one that is gone already is fine."""
    with suppress(OSError):
        (_folder() / name).unlink()


def sweep(known: Callable[[], set[str]], older_s: float) -> int:
    """Remove files that no row names and that are older than `older_s` seconds; gives back how many.

    Younger ones may belong to a row that is being written.
    """
    limit = time.time() - older_s
    old = [path for path in _folder().iterdir() if path.is_file() and path.stat().st_mtime < limit]
    named = known() if old else set()
    orphans = [path for path in old if path.name not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _folder() -> Path:
    settings: Settings = current_app.extensions["fgc.settings"]
    folder = settings.data_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

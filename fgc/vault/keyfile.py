"""Private files and folders: made for the owner only, and refused when others could read them.

The same rules hold for the master key, the signing key and the key store's own file.
A new key file appears whole or not at all, and never replaces one that is there.
"""

from __future__ import annotations

import base64
import binascii
import os
import stat
from pathlib import Path

from fgc.vault.derive import KEY_BYTES
from fgc.vault.errors import KeysUnavailable, UnsafeKeyFile

_MAX_FILE_BYTES = 16 * 1024


def check_private_file(path: Path, found: os.stat_result) -> None:
    """Raise UnsafeKeyFile unless it is a plain file no wider than 0600."""
    mode = stat.S_IMODE(found.st_mode)
    if not stat.S_ISREG(found.st_mode):
        raise UnsafeKeyFile(f"{path} is not a plain file.")
    if mode & 0o177:
        raise UnsafeKeyFile(f"{path} has mode {mode:04o}; make it 0600, so that only its owner can read it.")


def private_dir(path: Path) -> Path:
    """Make the folder with mode 0700 if it is missing; raise UnsafeKeyFile if it is wider."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise UnsafeKeyFile(f"The folder {path} has mode {mode:04o}; make it 0700.")
    return path


def read_keys(path: Path) -> list[bytes]:
    """The 32-byte keys of a key file, in order; blank lines and lines starting with # are left out."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as problem:
        raise KeysUnavailable(f"The key file {path} cannot be read: {problem.strerror}.") from None
    try:
        check_private_file(path, os.fstat(handle))
        private_dir(path.resolve().parent)
        lines = [line.strip() for line in os.read(handle, _MAX_FILE_BYTES).splitlines()]
    finally:
        os.close(handle)
    keys = [_decoded(path, line) for line in lines if line and not line.startswith(b"#")]
    if not keys:
        raise UnsafeKeyFile(f"{path} holds no key.")
    return keys


def write_new_key(path: Path, key: bytes) -> None:
    """Write a key file that must not exist yet; raises FileExistsError, and then changes nothing."""
    folder = private_dir(path.parent)
    draft = folder / f".{path.name}.{os.urandom(6).hex()}"
    _write_private(draft, key_line(key))
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    sync_dir(folder)


def replace_key_lines(path: Path, keys: list[bytes]) -> None:
    """Replace a key file in one step, so that a reader sees the old lines or the new ones."""
    draft = path.parent / f".{path.name}.{os.urandom(6).hex()}"
    _write_private(draft, b"".join(key_line(key) for key in keys))
    draft.replace(path)
    sync_dir(path.parent)


def key_line(key: bytes) -> bytes:
    """One line of a key file: base64url of 32 bytes."""
    return base64.urlsafe_b64encode(key) + b"\n"


def sync_dir(folder: Path) -> None:
    """Make the folder's entries survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def _decoded(path: Path, line: bytes) -> bytes:
    try:
        key = base64.b64decode(line, altchars=b"-_", validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise UnsafeKeyFile(f"{path} holds a line that is not a key.")
    return key

"""The master key: it wraps data keys and touches no data itself.

`MasterKey` is the whole contract, so that a key service can stand where the key file stands.
`LocalMaster` reads a file: the first line wraps, the lines after it can still unwrap. To rotate: `rotate`,
restart the processes one by one, rewrap every slot, then take the old lines out of the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fgc.vault.derive import KEY_BYTES, hkdf, packed
from fgc.vault.errors import SealBroken, WrongMaster
from fgc.vault.keyfile import read_keys, replace_key_lines, write_new_key

_NONCE = 12


class MasterKey(Protocol):
    """Wraps and unwraps data keys. `aad` must come back unchanged or unwrapping fails."""

    @property
    def current(self) -> str:
        """The id of the key that wraps now."""

    def wrap(self, dek: bytes, aad: bytes) -> bytes:
        """Wrap a data key under the current key."""

    def unwrap(self, kid: str, wrapped: bytes, aad: bytes) -> bytes:
        """Unwrap with the key named; WrongMaster if we do not hold it, SealBroken if it was changed."""


def slot_aad(case_id: str, circle: str, version: int) -> bytes:
    """What a wrapped data key is bound to."""
    return packed(b"dek", case_id.encode(), circle.encode(), version.to_bytes(4, "big"))


class LocalMaster:
    """A master key in a file of mode 0600 in a folder of mode 0700."""

    def __init__(self, keys: list[bytes]) -> None:
        self._keys = {_kid(key): AESGCM(hkdf(key, b"", b"fgc1/master/wrap")) for key in keys}
        self._current = _kid(keys[0])

    @classmethod
    def from_file(cls, path: Path) -> LocalMaster:
        """Read the file; raises KeysUnavailable or UnsafeKeyFile."""
        return cls(read_keys(path))

    @classmethod
    def create(cls, path: Path) -> LocalMaster:
        """Make a new master key; FileExistsError if the file is there already."""
        write_new_key(path, os.urandom(KEY_BYTES))
        return cls.from_file(path)

    @classmethod
    def rotate(cls, path: Path) -> LocalMaster:
        """Put a new key on the first line and keep the old lines behind it."""
        replace_key_lines(path, [os.urandom(KEY_BYTES), *read_keys(path)])
        return cls.from_file(path)

    @property
    def current(self) -> str:
        """The id of the key on the first line: 16 hex digits, not secret."""
        return self._current

    def wrap(self, dek: bytes, aad: bytes) -> bytes:
        """Return nonce, ciphertext and tag: 60 bytes for a data key."""
        nonce = os.urandom(_NONCE)
        return nonce + self._keys[self._current].encrypt(nonce, dek, aad)

    def unwrap(self, kid: str, wrapped: bytes, aad: bytes) -> bytes:
        """Return the data key; raises WrongMaster or SealBroken."""
        if kid not in self._keys:
            raise WrongMaster(f"The key store was wrapped under master key {kid}, which is not in the key file.")
        try:
            dek = self._keys[kid].decrypt(wrapped[:_NONCE], wrapped[_NONCE:], aad)
        except (InvalidTag, ValueError):
            raise SealBroken("A wrapped data key was changed or moved.") from None
        if len(dek) != KEY_BYTES:
            raise SealBroken("A wrapped data key has the wrong length.")
        return dek


def _kid(key: bytes) -> str:
    return hkdf(key, b"", b"fgc1/master/kid")[:8].hex()

"""The service's signature (Ed25519) on checkpoints and decision records. It never encrypts.

What is signed is `domain | 00 | payload`, so that a signature for one purpose is worthless for another.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fgc.vault.derive import KEY_BYTES
from fgc.vault.errors import UnsafeKeyFile
from fgc.vault.keyfile import read_keys, write_new_key


class Signer:
    """Signs with one key from a file of mode 0600."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_bytes = self._key.public_key().public_bytes_raw()
        self.kid = hashlib.sha256(self.public_bytes).hexdigest()[:16]
        self.fingerprint = fingerprint_of(self.public_bytes)

    @classmethod
    def from_file(cls, path: Path) -> Signer:
        """Read the key; raises KeysUnavailable or UnsafeKeyFile."""
        keys = read_keys(path)
        if len(keys) != 1:
            raise UnsafeKeyFile(f"{path} must hold exactly one signing key.")
        return cls(keys[0])

    @classmethod
    def create(cls, path: Path) -> Signer:
        """Make a new signing key; FileExistsError if the file is there already."""
        write_new_key(path, os.urandom(KEY_BYTES))
        return cls.from_file(path)

    def sign(self, domain: bytes, payload: bytes) -> bytes:
        """The 64-byte signature of `payload` for the purpose `domain`, such as b"fgc-decision/1"."""
        return self._key.sign(_message(domain, payload))


def verify(public: bytes, domain: bytes, payload: bytes, signature: bytes) -> bool:
    """Whether the signature is good; any malformed key or signature is simply not."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _message(domain, payload))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public: bytes) -> str:
    """SHA-256 of the public key as 16 groups of 4 hex digits, to read aloud or print."""
    digits = hashlib.sha256(public).hexdigest()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _message(domain: bytes, payload: bytes) -> bytes:
    if not domain or b"\x00" in domain:
        raise ValueError("A signing domain is one or more bytes without a zero byte.")
    return domain + b"\x00" + payload

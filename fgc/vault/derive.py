"""Deriving one key from another, and the unambiguous list that binds a seal to its place.

HKDF-SHA256 (RFC 5869) is written with two `hmac.digest` calls because a 32-byte output needs exactly
one expand round; it is called once per sealed value. A test compares it with `cryptography`'s HKDF.
"""

from __future__ import annotations

from hmac import digest

KEY_BYTES = 32
_NO_SALT = bytes(32)


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """Return 32 bytes derived from `key` under `salt` (may be empty) for the purpose named by `info`."""
    extracted = digest(salt or _NO_SALT, key, "sha256")
    return digest(extracted, info + b"\x01", "sha256")


def packed(*parts: bytes) -> bytes:
    """Join parts, each after its length (u32), so that no two different lists give the same bytes."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])

"""One sealed field: the format and nothing else (no keys are fetched, nothing is stored here).

Format: `F6 | alg 01 | data key version u32 | salt 16 | nonce 12 | ciphertext and tag`.
The record key is fresh for every value (HKDF over a random salt), so no counter has to survive a restore.
The plaintext is `length u32 | utf-8 | zeros` to a multiple of 64 bytes, so sizes on disk say little.
The additional data names the place, so a value moved to another case, circle, table, row, revision or
column does not open.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fgc.vault.derive import hkdf, packed
from fgc.vault.errors import NotSealable, SealBroken

MAX_TEXT_BYTES = 256 * 1024
HEADER_BYTES = 34
_MAGIC = b"\xf6\x01"
_BLOCK = 64
_TAG = 16
_PURPOSE = b"fgc1/rec"


class Place(NamedTuple):
    """Where a sealed value belongs. `row` is `id:revision` for fields."""

    case_id: str
    circle: str
    table: str
    row: str
    column: str


def place_bytes(kind: bytes, header: bytes, place: Place) -> bytes:
    """The additional data of a seal: the packed list (kind, header, case, circle, table, row, column)."""
    case_id, circle, table, row, column = place
    before, after = _fixed_parts(case_id, circle, table, column)
    return packed(kind, header) + before + packed(row.encode()) + after


@lru_cache(maxsize=4096)
def _fixed_parts(case_id: str, circle: str, table: str, column: str) -> tuple[bytes, bytes]:
    """What surrounds the row in the additional data: the same for every row of a list."""
    return packed(case_id.encode(), circle.encode(), table.encode()), packed(column.encode())


def seal_field(dek: bytes, version: int, place: Place, text: str) -> bytes:
    """Seal `text` (at most 256 KiB of UTF-8) under a data key; raises NotSealable."""
    try:
        words = text.encode()
    except UnicodeEncodeError:
        raise NotSealable("The text is not valid Unicode.") from None
    size = len(words)
    if size > MAX_TEXT_BYTES:
        raise NotSealable(f"The text is {size} bytes long; {MAX_TEXT_BYTES} is the limit.")
    chance = os.urandom(28)
    header = _MAGIC + version.to_bytes(4, "big") + chance
    padding = bytes(-(size + 4) % _BLOCK)
    cipher = AESGCM(hkdf(dek, chance[:16], _PURPOSE))
    plain = size.to_bytes(4, "big") + words + padding
    return header + cipher.encrypt(chance[16:], plain, place_bytes(b"fld", header, place))


def version_of(blob: bytes) -> int:
    """The data key version a sealed field names. Not yet authenticated: only good for finding the key."""
    body = len(blob) - HEADER_BYTES - _TAG
    if body < _BLOCK or body % _BLOCK or blob[:2] != _MAGIC:
        raise SealBroken("This is not a sealed field.")
    return int.from_bytes(blob[2:6], "big")


def open_field(dek: bytes, place: Place, blob: bytes) -> str:
    """Open a sealed field; raises SealBroken when one bit or its place differs."""
    version_of(blob)
    header = blob[:HEADER_BYTES]
    cipher = AESGCM(hkdf(dek, header[6:22], _PURPOSE))
    try:
        plain = cipher.decrypt(header[22:], blob[HEADER_BYTES:], place_bytes(b"fld", header, place))
        end = 4 + int.from_bytes(plain[:4], "big")
        if end > len(plain) or plain[end:].strip(b"\x00"):
            raise SealBroken("The sealed field is not padded as it should be.")
        return plain[4:end].decode()
    except (InvalidTag, UnicodeDecodeError):
        raise SealBroken("The sealed field was changed or moved.") from None

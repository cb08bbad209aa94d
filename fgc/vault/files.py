"""Sealed files: a stream of chunks, each sealed, their order and their end sealed too.

Format: a header of 29 bytes `F7 | alg 01 | data key version u32 | salt 16 | nonce prefix 7`, then chunks of
64 KiB, each followed by its tag. A chunk's nonce is `prefix 7 | counter u32 | last flag`, so a file that was
truncated, extended, reordered or mixed with another fails. Nothing is yielded before it is verified.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fgc.vault.derive import hkdf
from fgc.vault.errors import NotSealable, SealBroken
from fgc.vault.seal import Place, place_bytes

CHUNK_BYTES = 64 * 1024
MOST_CHUNKS = 65_536
HEADER_BYTES = 29
_MAGIC = b"\xf7\x01"
_TAG = 16
_PURPOSE = b"fgc1/file"


class Readable(Protocol):
    """Anything with `read(size)`: a file, a request's body, a BytesIO."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; nothing at the end."""


class Header(NamedTuple):
    """The first 29 bytes of a sealed file, and the data key version they name (not yet authenticated)."""

    raw: bytes
    version: int


def seal_stream(dek: bytes, version: int, place: Place, source: Readable) -> Iterator[bytes]:
    """Yield the sealed file; raises NotSealable past 4 GiB."""
    chance = os.urandom(23)
    header = _MAGIC + version.to_bytes(4, "big") + chance
    cipher, aad = _cipher(dek, header), place_bytes(b"fil", header, place)
    yield header
    for number, (chunk, last) in enumerate(_chunks(source, CHUNK_BYTES)):
        if number >= MOST_CHUNKS:
            raise NotSealable("The file is larger than 4 GiB.")
        yield cipher.encrypt(_nonce(header, number, last), chunk, aad)


def read_header(source: Readable) -> Header:
    """Take the header off the stream; raises SealBroken if it is not one of ours."""
    raw = _exactly(source, HEADER_BYTES)
    if len(raw) != HEADER_BYTES or raw[:2] != _MAGIC:
        raise SealBroken("This is not a sealed file.")
    return Header(raw, int.from_bytes(raw[2:6], "big"))


def open_stream(dek: bytes, header: Header, place: Place, source: Readable) -> Iterator[bytes]:
    """Yield the verified plaintext of the chunks after `header`; SealBroken may come after good chunks."""
    cipher, aad = _cipher(dek, header.raw), place_bytes(b"fil", header.raw, place)
    for number, (chunk, last) in enumerate(_chunks(source, CHUNK_BYTES + _TAG)):
        if number >= MOST_CHUNKS:
            raise SealBroken("The sealed file is longer than any we write.")
        try:
            yield cipher.decrypt(_nonce(header.raw, number, last), chunk, aad)
        except InvalidTag:
            raise SealBroken("The sealed file was changed, cut or moved.") from None


def _cipher(dek: bytes, header: bytes) -> AESGCM:
    return AESGCM(hkdf(dek, header[6:22], _PURPOSE))


def _nonce(header: bytes, number: int, last: bool) -> bytes:
    return header[22:] + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def _chunks(source: Readable, size: int) -> Iterator[tuple[bytes, bool]]:
    """Full chunks and whether each is the last; always at least one, maybe empty."""
    chunk = _exactly(source, size)
    while True:
        following = _exactly(source, size) if len(chunk) == size else b""
        yield chunk, not following
        if not following:
            return
        chunk = following


def _exactly(source: Readable, size: int) -> bytes:
    """Read until `size` bytes or the end: sockets give less than they are asked for."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

"""Sealed streams: any cut, swap, repeat or extension fails, and good files come back whole."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgc.vault import NotSealable, SealBroken, Vault, files
from fgc.vault.files import CHUNK_BYTES, HEADER_BYTES, open_stream, read_header, seal_stream
from fgc.vault.seal import Place

DEK = bytes(range(32))
HERE = Place("c_one", "family", "file", "f_1", "body")
SEALED_CHUNK = CHUNK_BYTES + 16


class Dribble(io.BytesIO):
    """A source that gives less than it is asked for, as sockets do."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 10_007))


def sealed(data: bytes, place: Place = HERE) -> bytes:
    return b"".join(seal_stream(DEK, 7, place, io.BytesIO(data)))


def opened(blob: bytes, place: Place = HERE) -> bytes:
    source = Dribble(blob)
    return b"".join(open_stream(DEK, read_header(source), place, source))


def parts(blob: bytes) -> list[bytes]:
    cuts = [0, *range(HEADER_BYTES, len(blob), SEALED_CHUNK), len(blob)]
    return [blob[start:end] for start, end in pairwise(cuts)]


THREE = bytes(range(256)) * (CHUNK_BYTES * 3 // 256 - 10)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_reader_can_open_a_file_of_any_size(size: int) -> None:
    data = b"7" * size
    blob = sealed(data)
    assert opened(blob) == data
    assert read_header(io.BytesIO(blob)).version == 7
    assert len(blob) == HEADER_BYTES + size + 16 * max(1, -(-size // CHUNK_BYTES))


@settings(max_examples=25)
@given(data=st.binary(max_size=5000))
def test_reader_can_open_any_content(data: bytes) -> None:
    assert opened(sealed(data)) == data


@pytest.mark.parametrize(
    "order",
    [
        pytest.param([0, 1, 2], id="last chunk cut off"),
        pytest.param([0, 1, 3], id="middle chunk left out"),
        pytest.param([0, 2, 1, 3], id="two chunks swapped"),
        pytest.param([0, 1, 1, 2, 3], id="a chunk twice"),
        pytest.param([0, 1, 2, 3, 3], id="the last chunk twice"),
        pytest.param([0], id="only the header"),
        pytest.param([1, 2, 3], id="no header"),
    ],
)
def test_thief_cannot_rearrange_a_file(order: list[int]) -> None:
    pieces = parts(sealed(THREE))
    assert len(pieces) == 4
    with pytest.raises(SealBroken):
        opened(b"".join(pieces[number] for number in order))


@pytest.mark.parametrize("keep", [0, 10, 29, 30, 29 + SEALED_CHUNK - 1, 29 + SEALED_CHUNK, -16, -1])
def test_thief_cannot_truncate_a_file(keep: int) -> None:
    with pytest.raises(SealBroken):
        opened(sealed(THREE)[:keep])


def test_thief_cannot_extend_a_file() -> None:
    for extra in (b"\x00", bytes(SEALED_CHUNK)):
        with pytest.raises(SealBroken):
            opened(sealed(THREE) + extra)


def test_thief_cannot_change_a_single_bit_of_a_file() -> None:
    blob = sealed(b"a letter from school")
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(SealBroken):
            opened(bytes(changed))


def test_thief_cannot_mix_two_files() -> None:
    one, other = parts(sealed(THREE)), parts(sealed(THREE))
    with pytest.raises(SealBroken):
        opened(b"".join([*one[:3], other[3]]))
    with pytest.raises(SealBroken):
        opened(b"".join([other[0], *one[1:]]))


@pytest.mark.parametrize("name", Place._fields)
def test_thief_cannot_move_a_file(name: str) -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"words"), HERE._replace(**{name: "other"}))


def test_reader_cannot_get_a_byte_of_a_changed_chunk() -> None:
    blob = bytearray(sealed(THREE))
    blob[HEADER_BYTES + SEALED_CHUNK + 5] ^= 1
    source = io.BytesIO(bytes(blob))
    pieces = open_stream(DEK, read_header(source), HERE, source)
    assert next(pieces) == THREE[:CHUNK_BYTES]
    with pytest.raises(SealBroken):
        next(pieces)


def test_member_can_keep_a_file_in_the_vault_and_other_circle_cannot_open_it(vault: Vault) -> None:
    blob = b"".join(vault.seal_file("c_1", "family", "f_1", io.BytesIO(THREE)))
    assert b"".join(vault.open_file("c_1", "family", "f_1", io.BytesIO(blob))) == THREE
    vault.seal("c_1", "professionals", "note", "n", "body", "so that this circle has a key too")
    for case, circle, file_id in [("c_1", "professionals", "f_1"), ("c_1", "family", "f_2")]:
        with pytest.raises(SealBroken):
            list(vault.open_file(case, circle, file_id, io.BytesIO(blob)))


def test_sender_cannot_seal_a_file_past_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = sealed(THREE)
    monkeypatch.setattr(files, "MOST_CHUNKS", 2)
    with pytest.raises(NotSealable):
        sealed(THREE)
    with pytest.raises(SealBroken):
        opened(blob)

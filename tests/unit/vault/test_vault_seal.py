"""The field format: what was sealed opens in its own place only, whole only, unchanged only."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from fgc.vault.derive import hkdf, packed
from fgc.vault.errors import NotSealable, SealBroken, VaultError
from fgc.vault.seal import MAX_TEXT_BYTES, Place, open_field, seal_field, version_of

DEK = bytes(range(32))
HERE = Place("c_one", "family", "note", "n_1:0", "body")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@given(text=WORDS, version=st.integers(1, 2**32 - 1))
def test_reader_can_open_what_was_sealed(text: str, version: int) -> None:
    blob = seal_field(DEK, version, HERE, text)
    assert version_of(blob) == version
    assert open_field(DEK, HERE, blob) == text


@given(text=WORDS)
def test_thief_cannot_see_the_length_closer_than_64_bytes(text: str) -> None:
    sealed = len(seal_field(DEK, 1, HERE, text)) - 34 - 16
    assert sealed == max(64, -(-(len(text.encode()) + 4) // 64) * 64)


def test_thief_cannot_change_a_single_bit() -> None:
    blob = seal_field(DEK, 1, HERE, "Nan will call on Sunday.")
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(SealBroken):
            open_field(DEK, HERE, bytes(changed))


def test_thief_cannot_cut_or_extend() -> None:
    blob = seal_field(DEK, 1, HERE, "x" * 100)
    for length in range(len(blob)):
        with pytest.raises(SealBroken):
            open_field(DEK, HERE, blob[:length])
    for extra in (1, 16, 64):
        with pytest.raises(SealBroken):
            open_field(DEK, HERE, blob + bytes(extra))


@pytest.mark.parametrize("name", Place._fields)
def test_thief_cannot_move_a_value(name: str) -> None:
    blob = seal_field(DEK, 1, HERE, "words")
    with pytest.raises(SealBroken):
        open_field(DEK, HERE._replace(**{name: "n_1:1" if name == "row" else "other"}), blob)


def test_thief_cannot_shift_letters_between_parts_of_the_place() -> None:
    blob = seal_field(DEK, 1, Place("c_1", "ab", "note", "r:0", "body"), "words")
    with pytest.raises(SealBroken):
        open_field(DEK, Place("c_1a", "b", "note", "r:0", "body"), blob)


def test_other_key_cannot_open() -> None:
    with pytest.raises(SealBroken):
        open_field(os.urandom(32), HERE, seal_field(DEK, 1, HERE, "words"))


def test_same_words_cannot_be_recognised() -> None:
    assert seal_field(DEK, 1, HERE, "same") != seal_field(DEK, 1, HERE, "same")


def test_writer_can_seal_the_longest_text_and_cannot_seal_a_longer_one() -> None:
    longest = "é" * (MAX_TEXT_BYTES // 2)
    assert open_field(DEK, HERE, seal_field(DEK, 1, HERE, longest)) == longest
    with pytest.raises(NotSealable):
        seal_field(DEK, 1, HERE, longest + "x")


def test_writer_cannot_seal_half_a_character() -> None:
    with pytest.raises(NotSealable):
        seal_field(DEK, 1, HERE, "\ud800")


@given(blob=st.binary(max_size=300))
def test_reader_cannot_open_rubbish(blob: bytes) -> None:
    with pytest.raises(VaultError):
        open_field(DEK, HERE, blob)


@given(key=st.binary(min_size=32, max_size=32), salt=st.binary(max_size=64), info=st.binary(max_size=64))
def test_derivation_can_be_checked_against_the_library(key: bytes, salt: bytes, info: bytes) -> None:
    assert hkdf(key, salt, info) == HKDF(SHA256(), 32, salt, info).derive(key)


@given(one=st.lists(st.binary(max_size=6)), other=st.lists(st.binary(max_size=6)))
def test_two_lists_cannot_be_packed_alike(one: list[bytes], other: list[bytes]) -> None:
    assert (packed(*one) == packed(*other)) == (one == other)

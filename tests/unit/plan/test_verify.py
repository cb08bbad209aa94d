"""Checking a record file: one changed character and the answer is no."""

import dataclasses
import hashlib
import random
from typing import Any

import pytest

from fgc.plan.canonical import decode, encode
from fgc.plan.record_format import base64url
from fgc.plan.verify import MAX_BYTES, verify_document
from fgc.vault.signing import Signer, verify
from tests.unit.plan.samples import BODY, SIGNER, file_of

GOOD = file_of(BODY)
OTHER = Signer(bytes(32))


def test_anyone_can_check_a_record_without_the_service() -> None:
    verdict = verify_document(GOOD, None, verify)
    assert (verdict.ok, verdict.problem) == (True, None)
    assert SIGNER.fingerprint in verdict.sentence
    assert verdict.fingerprint == SIGNER.fingerprint
    assert any("412" in line for line in verdict.details)


@pytest.mark.parametrize(
    "pin",
    [
        SIGNER.fingerprint,
        SIGNER.fingerprint.replace(" ", "").upper(),
        base64url(SIGNER.public_bytes),
        f" {base64url(SIGNER.public_bytes)}\n",
    ],
)
def test_a_reader_can_pin_the_key(pin: str) -> None:
    assert verify_document(GOOD, pin, verify).ok


@pytest.mark.parametrize("pin", ["", "x", SIGNER.fingerprint[:19], OTHER.fingerprint, SIGNER.kid])
def test_a_record_signed_with_another_key_cannot_pass_the_pin(pin: str) -> None:
    verdict = verify_document(GOOD, pin, verify)
    assert (verdict.ok, verdict.problem) == (False, "key")


def test_a_whole_record_signed_anew_by_another_shows_another_key() -> None:
    forged = file_of(dataclasses.replace(BODY, outcome="agreed"), OTHER)
    assert verify_document(forged, None, verify).fingerprint == OTHER.fingerprint
    assert verify_document(forged, SIGNER.fingerprint, verify).problem == "key"


def test_no_byte_of_the_file_can_be_changed() -> None:
    chance = random.Random(8785)
    for at, byte in enumerate(GOOD):
        others = [byte ^ 1] if at % 3 else [byte ^ 1, (byte + chance.randrange(2, 254)) % 256]
        for other in others:
            changed = GOOD[:at] + bytes([other]) + GOOD[at + 1 :]
            assert not verify_document(changed, None, verify).ok, (at, other)


def test_no_byte_of_the_file_can_be_left_out_or_added() -> None:
    for at in range(len(GOOD)):
        assert not verify_document(GOOD[:at] + GOOD[at + 1 :], None, verify).ok, at
    for at in range(0, len(GOOD), 5):
        assert not verify_document(GOOD[:at] + b" " + GOOD[at:], None, verify).ok, at
    assert not verify_document(GOOD + b"\n", None, verify).ok


def test_no_digit_can_be_changed_even_with_a_new_hash() -> None:
    file: Any = decode(GOOD)
    forged = dataclasses.replace(BODY, review="2027-02-02")
    swapped: Any = decode(file_of(forged, OTHER))
    assert verify_document(encode({**swapped, "signature": file["signature"]}), None, verify).problem == "signature"
    keyed = {**swapped, "public_key": file["public_key"], "kid": file["kid"]}
    assert verify_document(encode(keyed), None, verify).problem == "signature"


@pytest.mark.parametrize(
    ("part", "value", "problem"),
    [
        ("sha256", "0" * 64, "hash"),
        ("sha256", None, "file"),
        ("kid", "0" * 16, "hash"),
        ("kid", 1, "file"),
        ("signature", "", "file"),
        ("signature", "A" * 85 + "B", "file"),  # bits that no byte uses
        ("signature", "é" * 86, "file"),
        ("signature", ["A"], "file"),
        ("public_key", base64url(bytes(31)), "file"),
        ("public_key", base64url(SIGNER.public_bytes) + "=", "file"),
    ],
)
def test_a_file_with_a_wrong_part_cannot_pass(part: str, value: object, problem: str) -> None:
    file: Any = decode(GOOD)
    verdict = verify_document(encode({**file, part: value}), None, verify)
    assert (verdict.ok, verdict.problem) == (False, problem)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\x00", b"null", b" " * (MAX_BYTES + 1), b"[" * 90_000])
def test_what_is_no_record_is_answered_calmly(raw: bytes) -> None:
    verdict = verify_document(raw, None, verify)
    assert (verdict.ok, verdict.problem) == (False, "file")


def test_a_signed_file_of_another_kind_cannot_pass() -> None:
    payload = encode({"type": "fgc-decision/1"})
    assert _sealed(payload).problem == "shape"


def test_a_signed_record_that_contradicts_itself_cannot_pass() -> None:
    verdict = verify_document(file_of(dataclasses.replace(BODY, rows=BODY.rows[:1])), None, verify)
    assert (verdict.ok, verdict.problem) == (False, "plan_hash")
    assert "plan" in verdict.sentence
    unlisted = verify_document(file_of(dataclasses.replace(BODY, meeting="then")), None, verify)
    assert (unlisted.ok, unlisted.problem) == (False, "date_format")
    assert unlisted.sentence


def test_a_verdict_tells_no_words_of_the_case() -> None:
    told = " ".join((verify_document(GOOD, None, verify).sentence, *verify_document(GOOD, None, verify).details))
    assert not any(word in told for word in ("Ella", "Gran", "Sundays", "c_41"))


def _sealed(payload: bytes) -> Any:
    record = decode(payload)
    file: Any = decode(GOOD)
    sealed = {
        **file,
        "record": record,
        "sha256": hashlib.sha256(payload).hexdigest(),
        "signature": base64url(SIGNER.sign(b"fgc-decision/1", payload)),
    }
    return verify_document(encode(sealed), None, verify)

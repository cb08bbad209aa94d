"""The decision record: written once, read back the same, and at one with itself."""

import dataclasses
import hashlib
from typing import Any

import pytest

from fgc.plan.canonical import JSON, BadText, decode, encode
from fgc.plan.record_format import (
    RecordAcceptance,
    RecordAnswer,
    RecordBody,
    fingerprint,
    key_id,
    plan_hash,
    record_hash,
    sealed_document,
    short_code,
    to_document,
)
from fgc.plan.record_reading import NotARecord, read_record
from fgc.plan.record_sense import contradictions
from fgc.vault.signing import verify
from tests.unit.plan.samples import BODY, LINES, PLAN_B, ROWS, SIGNER, file_of


def test_a_record_can_be_read_back() -> None:
    assert read_record(decode(encode(to_document(BODY)))) == BODY


def test_a_sealed_record_carries_hash_signature_and_key() -> None:
    file: Any = decode(file_of(BODY))
    payload = encode(file["record"])
    assert file["sha256"] == hashlib.sha256(payload).hexdigest() == record_hash(BODY)
    assert file["kid"] == SIGNER.kid == key_id(SIGNER.public_bytes)
    assert fingerprint(SIGNER.public_bytes) == SIGNER.fingerprint
    assert verify(SIGNER.public_bytes, b"fgc-decision/1", payload, SIGNER.sign(b"fgc-decision/1", payload))
    assert len(file["signature"]) == 86
    assert len(file["public_key"]) == 43


def test_words_that_hide_something_cannot_be_signed() -> None:
    with pytest.raises(BadText) as caught:
        sealed_document(dataclasses.replace(BODY, next_steps="a\u202eb"), SIGNER.sign, SIGNER.public_bytes)
    assert caught.value.path == "$.next_steps"


def test_a_code_is_three_groups_of_four() -> None:
    assert short_code("4f2a91bc07de" + "0" * 52) == "4f2a-91bc-07de"


def test_the_plan_hash_changes_with_every_part_of_the_plan() -> None:
    seen = {plan_hash(ROWS, PLAN_B, LINES), plan_hash(PLAN_B, ROWS, LINES), plan_hash(ROWS, (), LINES)}
    for field in dataclasses.fields(ROWS[0]):
        other: Any = {"n": 9, "meets": ()}.get(field.name, "other")
        seen.add(plan_hash((dataclasses.replace(ROWS[0], **{field.name: other}), ROWS[1]), PLAN_B, LINES))
    for field in dataclasses.fields(LINES[0]):
        other = {"n": 9, "version": 9, "met_by": ()}.get(field.name, "other")
        seen.add(plan_hash(ROWS, PLAN_B, (dataclasses.replace(LINES[0], **{field.name: other}), LINES[1])))
    assert len(seen) == 3 + 8 + 5


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"extra": 1}, "$"),
        ({"version": "2"}, "$.version"),
        ({"version": True}, "$.version"),
        ({"type": "fgc-decision/2"}, "$.type"),
        ({"outcome": "maybe"}, "$.outcome"),
        ({"children": "Ella"}, "$.children"),
        ({"children": ["Ella", None]}, "$.children[1]"),
        ({"prev": 1}, "$.prev"),
        ({"audit": {"seq": 1}}, "$.audit"),
        ({"audit": []}, "$.audit"),
        ({"people": [{}]}, "$.people[0]"),
    ],
)
def test_json_of_another_shape_cannot_be_a_record(change: dict[str, JSON], path: str) -> None:
    with pytest.raises(NotARecord) as caught:
        read_record({**to_document(BODY), **change})
    assert caught.value.path == path


def test_a_record_without_a_field_cannot_be_read() -> None:
    whole = to_document(BODY)
    for name in whole:
        with pytest.raises(NotARecord):
            read_record({key: value for key, value in whole.items() if key != name})


def test_a_good_record_contradicts_nothing() -> None:
    assert contradictions(BODY) == ()
    no_plan = _with_plan(BODY, rows=(), plan_b=(), bottom_lines=())
    no_plan = dataclasses.replace(no_plan, outcome="no_plan", acceptances=(), version=1, prev=None, answers=())
    assert contradictions(no_plan) == ()


def _with_plan(body: RecordBody, **parts: Any) -> RecordBody:
    changed = dataclasses.replace(body, **parts)
    return dataclasses.replace(changed, plan_hash=plan_hash(changed.rows, changed.plan_b, changed.bottom_lines))


ANSWER, PERSON, ACCEPTANCE = BODY.answers[0], BODY.people[0], BODY.acceptances[0]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (dataclasses.replace(BODY, rows=ROWS[:1]), "plan_hash"),
        (dataclasses.replace(BODY, version=1), "version_chain"),
        (dataclasses.replace(BODY, version=0, prev=None), "version_chain"),
        (dataclasses.replace(BODY, prev="AB" * 32), "hash_format"),
        (dataclasses.replace(BODY, policy=""), "hash_format"),
        (dataclasses.replace(BODY, at="2026-11-23T14:05:00+01:00"), "date_format"),
        (dataclasses.replace(BODY, at="2026-13-23T14:05:00Z"), "date_format"),
        (dataclasses.replace(BODY, meeting="20261123"), "date_format"),
        (dataclasses.replace(BODY, review="soon"), "date_format"),
        (_with_plan(BODY, rows=(ROWS[0], ROWS[0])), "number_twice"),
        (_with_plan(BODY, rows=ROWS[:1]), "bottom_line_link"),
        (_with_plan(BODY, bottom_lines=LINES[:1]), "bottom_line_link"),
        (dataclasses.replace(BODY, outcome="no_plan"), "outcome_plan"),
        (_with_plan(BODY, rows=(), bottom_lines=()), "outcome_plan"),
        (dataclasses.replace(BODY, people=(*BODY.people, PERSON)), "person_twice"),
        (dataclasses.replace(BODY, people=BODY.people[1:]), "answer_unknown_person"),
        (
            dataclasses.replace(BODY, people=(dataclasses.replace(PERSON, how="not_there"), *BODY.people[1:])),
            "attendance",
        ),
        (dataclasses.replace(BODY, answers=(dataclasses.replace(ANSWER, version=1),)), "answer_version"),
        (dataclasses.replace(BODY, answers=(ANSWER, ANSWER)), "answer_twice"),
        (dataclasses.replace(BODY, acceptances=(ACCEPTANCE, ACCEPTANCE)), "answer_twice"),
        (
            dataclasses.replace(BODY, answers=(RecordAnswer("p1", "agree", "", "p9", "p1", 2),)),
            "answer_unknown_person",
        ),
        (dataclasses.replace(BODY, answers=(RecordAnswer("p1", "agree", "", "p1", None, 2),)), "said_by"),
        (
            dataclasses.replace(BODY, acceptances=(RecordAcceptance("p3", "not_yet", " ", None),)),
            "acceptance_reason",
        ),
        (
            dataclasses.replace(BODY, acceptances=(RecordAcceptance("p3", "safe", "", 7),)),
            "acceptance_line",
        ),
    ],
)
def test_a_record_that_does_not_fit_together_is_noticed(body: RecordBody, found: str) -> None:
    assert found in contradictions(body)

"""Does a record agree with itself? Pure rules, asked before it is signed and again when it is checked.

A signature says that nothing was changed. It does not say that the pieces fit: an answer given to another
version, a person listed twice, a plan that is not the one whose hash people saw.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from fgc.plan.record_format import RecordBody, RecordPerson, RecordRow, plan_hash

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_TAKES_PART = {"here": True, "phone": True, "views_sent": False, "not_there": False}


def contradictions(body: RecordBody) -> tuple[str, ...]:
    """Keys of what does not fit together; empty when all does. `fgc.plan.verify` has the sentences."""
    return tuple(
        dict.fromkeys((*_in_the_frame(body), *_in_the_plan(body), *_in_the_people(body.people), *_in_the_answers(body)))
    )


def _in_the_frame(body: RecordBody) -> Iterator[str]:
    if body.version < 1 or (body.version == 1 and body.prev is not None):
        yield "version_chain"
    hashes = [body.policy, body.audit.head, body.plan_hash] + ([body.prev] if body.prev is not None else [])
    if not all(_SHA256.fullmatch(value) for value in hashes) or body.audit.seq < 0:
        yield "hash_format"
    dates = [body.meeting] + ([body.review] if body.review is not None else [])
    if not _is_moment(body.at) or not all(_is_day(day) for day in dates):
        yield "date_format"


def _in_the_plan(body: RecordBody) -> Iterator[str]:
    if body.plan_hash != plan_hash(body.rows, body.plan_b, body.bottom_lines):
        yield "plan_hash"
    rows, lines = [row.n for row in body.rows], [line.n for line in body.bottom_lines]
    if any(_repeats(numbers) for numbers in (rows, lines, [row.n for row in body.plan_b])):
        yield "number_twice"
    answered = {(row, line.n) for line in body.bottom_lines for row in line.met_by}
    aimed_at = {line for _, line in answered | _meets(body.rows) | _meets(body.plan_b)}
    if _meets(body.rows) != answered or not aimed_at.issubset(lines):
        yield "bottom_line_link"
    # somebody apart may get a record in which no row is meant for them
    empty = body.outcome in ("agreed", "agreed_in_part") and body.kind == "main" and not rows
    if empty or (body.outcome == "no_plan" and rows):
        yield "outcome_plan"


def _in_the_people(people: Sequence[RecordPerson]) -> Iterator[str]:
    if _repeats([person.id for person in people]):
        yield "person_twice"
    if any(_TAKES_PART.get(person.how, person.attended) != person.attended for person in people):
        yield "attendance"


def _in_the_answers(body: RecordBody) -> Iterator[str]:
    known = {person.id for person in body.people}
    answers, acceptances = body.answers, body.acceptances
    if any(answer.version != body.version for answer in answers):
        yield "answer_version"
    answered, accepted = [answer.person for answer in answers], [given.person for given in acceptances]
    if _repeats(answered) or _repeats(accepted):
        yield "answer_twice"
    named = answered + accepted
    named += [name for answer in answers for name in (answer.said_by, answer.written_by) if name is not None]
    if not known.issuperset(named):
        yield "answer_unknown_person"
    if any((answer.said_by is None) != (answer.written_by is None) for answer in answers):
        yield "said_by"
    lines = {line.n for line in body.bottom_lines}
    if any(given.bottom_line is not None and given.bottom_line not in lines for given in acceptances):
        yield "acceptance_line"
    if any(given.decision != "safe" and not given.reason.strip() for given in acceptances):
        yield "acceptance_reason"


def _meets(rows: Sequence[RecordRow]) -> set[tuple[int, int]]:
    return {(row.n, line) for row in rows for line in row.meets}


def _repeats(values: Sequence[object]) -> bool:
    return len(values) != len(set(values))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        moment = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
        return moment.strftime(_MOMENT) == text
    except ValueError:
        return False

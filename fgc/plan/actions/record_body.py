"""Putting a record together from what people decided and answered: the main one, and one for each who is apart.

Nobody apart is in the main record, in no list, name or answer. Their own record has their answer, the rows that were
released to them, and the coordinator; nothing tells them who else there is.
"""

import hashlib
import inspect
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from flask import current_app
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.audit import trail
from fgc.cases import policy
from fgc.cases.people import ChildCard, Person, children_of, people_of
from fgc.conference.queries import attended, meeting_of
from fgc.core import clock
from fgc.plan import canonical, frozen, rules, wording
from fgc.plan.frozen import Frozen
from fgc.plan.models import Answer
from fgc.plan.queries.answers import acceptances_of, answer_words, last_answers, resources_of
from fgc.plan.queries.records import last_sha
from fgc.plan.queries.rows import releases_of
from fgc.plan.queries.versions import Version
from fgc.plan.record_format import (
    RECORD_TYPE,
    Choice,
    Decision,
    How,
    Outcome,
    RecordAcceptance,
    RecordAnswer,
    RecordAudit,
    RecordBody,
    RecordPerson,
    plan_hash,
)
from fgc.web.times import local


@dataclass(frozen=True, slots=True)
class Closing:
    """How the coordinator closes the meeting. All words are tidy; `apart_words` are for each who is apart, by id.

    `concern` and `child_safe` are codes of a check-up meeting, "" otherwise; `well` and `hard` its words.
    """

    outcome: str
    not_agreed: str
    next_steps: str
    review: date | None
    concern: str = ""
    child_safe: str = ""
    well: str = ""
    hard: str = ""
    apart_words: tuple[tuple[str, str], ...] = ()


def main_body(session: Session, case_id: str, version: Version, closing: Closing) -> RecordBody:
    """The record of the meeting, for everybody who may read the plan."""
    plan = version.plan if closing.outcome != "no_plan" else Frozen((), version.plan.lines, "")
    everybody = {person.id: person for person in people_of(session, case_id) if not person.seat.apart}
    stay = {key for key, person in everybody.items() if person.seat.state != "left"}
    rows_given = last_answers(session, version.id).values()
    given = [row for row in rows_given if row.circle == policy.PLAN_CIRCLE and row.member_id in stay]
    # whoever answered or held the pen is in the record, though they may never have signed in themselves
    involved = {row.member_id for row in given} | {row.written_by for row in given}
    people = tuple(
        person for key, person in everybody.items() if person.seat.state == policy.CONFIRMED or key in involved
    )
    there = attended(session, case_id) or {person.id for person in people}
    known = {person.id for person in people}
    rows, plan_b = frozen.record_rows(plan.actions), frozen.record_rows(plan.plan_b)
    lines = frozen.record_lines(plan)
    return RecordBody(
        kind="main", prev=last_sha(session, case_id, rules.MAIN, ""), rows=rows, plan_b=plan_b, bottom_lines=lines,
        people=tuple(_person(person, person.id in there) for person in people),
        answers=tuple(_answer(row, version.number) for row in given),
        acceptances=tuple(
            RecordAcceptance(one.member_id, cast(Decision, one.decision), one.reason, one.line or None)
            for one in acceptances_of(session, case_id, version.id) if one.member_id in known
        ),
        outcome=cast(Outcome, closing.outcome), not_agreed=closing.not_agreed,
        next_steps=_next_steps(session, case_id, plan, closing),
        review=closing.review.isoformat() if closing.review else None, plan_hash=plan_hash(rows, plan_b, lines),
        **_frame(session, case_id, version.number),
    )  # fmt: skip


def apart_bodies(
    session: Session, case_id: str, version: Version, closing: Closing, coordinator_id: str
) -> dict[str, RecordBody]:
    """A record for each who takes part apart and has answered, or to whom a row or words were released, by id."""
    answers, releases = last_answers(session, version.id), releases_of(session, case_id)
    words = dict(closing.apart_words)
    people = people_of(session, case_id)
    coordinator = next(person for person in people if person.id == coordinator_id)
    found = {}
    for person in people:
        mine = {origin for origin, members in releases.items() if person.id in members}
        row = answers.get(person.id)
        if person.seat.apart and person.seat.state != "left" and (row or mine or words.get(person.id)):
            found[person.id] = _apart(session, version, closing, person, coordinator, row, mine)
    return found


@lru_cache
def policy_hash() -> str:
    """SHA-256 in hex of the policy as this program holds it: which rules were in force when the record was made."""
    return hashlib.sha256(inspect.getsource(policy).encode()).hexdigest()


def child_words(child: ChildCard) -> str:
    """A child as a record names them: as they are called, with the day of birth, or the day it is expected."""
    if child.due:
        return canonical.tidy(_("%(name)s, to be born about %(day)s", name=child.called, day=_day(child.due)))
    if child.born:
        return canonical.tidy(_("%(name)s, born on %(day)s", name=child.called, day=_day(child.born)))
    return canonical.tidy(child.called)


def _apart(
    session: Session, version: Version, closing: Closing, person: Person, coordinator: Person, row: Answer | None,
    mine: set[str],
) -> RecordBody:  # fmt: skip
    nothing: frozenset[int] = frozenset()
    plan = version.plan if closing.outcome != "no_plan" else Frozen((), (), "")
    rows = frozen.record_rows([one for one in plan.actions if one.origin in mine], nothing)
    plan_b = frozen.record_rows([one for one in plan.plan_b if one.origin in mine], nothing)
    me = _person(person, False)
    if row is not None and me.how == "not_there":
        me = RecordPerson(me.id, me.name, me.role, False, "views_sent")
    case_id = person.seat.case_id
    people = (me, RecordPerson(coordinator.id, canonical.tidy(coordinator.name), coordinator.seat.role, True, "here"))
    known = {one.id for one in people}
    return RecordBody(
        kind="apart", prev=last_sha(session, case_id, rules.APART, person.id), rows=rows, plan_b=plan_b,
        bottom_lines=(), people=people,
        answers=(_answer(row, version.number),) if row is not None and row.written_by in known else (),
        acceptances=(), outcome=cast(Outcome, closing.outcome), not_agreed="",
        next_steps=dict(closing.apart_words).get(person.id, ""),
        review=None, plan_hash=plan_hash(rows, plan_b, ()), **_frame(session, case_id, version.number),
    )  # fmt: skip


def _frame(session: Session, case_id: str, number: int) -> dict[str, Any]:
    meeting = meeting_of(session, case_id)
    day = local(meeting.starts_at if meeting else clock.now()).date()
    return {
        "type": RECORD_TYPE, "case": case_id, "version": number, "at": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lang": str(get_locale() or "en"), "children": tuple(child_words(one) for one in children_of(session, case_id)),
        "meeting": day.isoformat(), "audit": RecordAudit(*trail.head_of(session, case_id)), "policy": policy_hash(),
        "app": str(current_app.extensions["fgc.version"]),
    }  # fmt: skip


def _next_steps(session: Session, case_id: str, plan: Frozen, closing: Closing) -> str:
    """The coordinator's words, then what a check-up found, then what agencies said to what was asked for."""
    parts = [closing.next_steps]
    if closing.concern:
        parts.append(" · ".join(
            [wording.concern_word(closing.concern)]
            + ([wording.child_safe_word(closing.child_safe)] if closing.child_safe else [])
        ))  # fmt: skip
    parts += [_("What has got better: %(words)s", words=closing.well)] if closing.well else []
    parts += [_("What has been hard: %(words)s", words=closing.hard)] if closing.hard else []
    said = resources_of(session, case_id)
    for row in plan.actions:
        one = said.get(row.origin)
        if one and row.asked and (one.asked, one.agency) == (row.asked, row.agency):
            answer = wording.resource_word(one.decision)
            line = _("Row %(n)s, asked for: %(words)s – %(answer)s", n=row.n, words=row.asked, answer=answer)
            parts.append(f"{line} ({one.reason})" if one.reason else line)
    return canonical.tidy("\n".join(part for part in parts if part))


def _person(person: Person, there: bool) -> RecordPerson:
    way = person.profile.takes_part
    how: How = "here" if there else "not_there"
    if way == "phone" and (there or person.seat.family_side):
        how = "phone"
    elif not there and way == "paper":
        how = "paper"
    elif not there and way == "views":
        how = "views_sent"
    came = how in ("here", "phone")
    return RecordPerson(person.id, canonical.tidy(person.known_as), person.seat.role, came, how)


def _answer(row: Answer, number: int) -> RecordAnswer:
    choice, says = answer_words(row)
    other = row.written_by != row.member_id
    said_by, written_by = (row.member_id, row.written_by) if other else (None, None)
    return RecordAnswer(row.member_id, cast(Choice, choice), says, said_by, written_by, number)


def _day(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "d MMMM yyyy"))

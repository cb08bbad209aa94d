"""Answers to a frozen plan: hidden until all have answered or the coordinator shows them; some only ever for them."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.conference.queries import attended
from fgc.plan import rules, wording
from fgc.plan.models import Acceptance, Answer, CouldSay, PlanVersion, ResourceAnswer
from fgc.plan.queries.versions import Version
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One person's last answer. `who` says “J, told to Rose” when somebody else wrote it down."""

    member_id: str
    who: str
    choice: str
    says: str
    written_by: str
    quiet: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class CouldSayView:
    """Whether somebody could say what they think, and what they added. For the coordinator alone."""

    member_id: str
    name: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class AcceptanceView:
    """What the social worker said about safety. `line` is the number of the bottom line concerned, 0 for none."""

    member_id: str
    name: str
    decision: str
    reason: str
    line: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ResourceView:
    """What an agency said to what was asked for in a row."""

    origin: str
    asked: str
    agency: str
    decision: str
    reason: str
    name: str


def last_answers(session: Session, version_id: str) -> dict[str, Answer]:
    """The answer of each person that counts, by member id. For the server's own use: filter before showing."""
    rows = session.scalars(select(Answer).where(Answer.version_id == version_id).order_by(Answer.turn))
    return {row.member_id: row for row in rows}


def own_answer(session: Session, seat: Seat, version_id: str, member_id: str = "") -> AnswerView | None:
    """What this member answered themselves (or whom they write for), to show it in the form again."""
    row = last_answers(session, version_id).get(member_id or seat.id)
    if row is None or not (policy.can(seat, "note.read", seat.at(row.circle)) and member_id in ("", seat.id)):
        return None
    return _view(row, {})


def answers_shown(session: Session, seat: Seat, version: Version) -> tuple[AnswerView, ...]:
    """The answers this viewer may see now, in the order of people.

    Those for everyone once they are shown; those for the coordinator only are for coordinators, at any time.
    """
    people = people_of(session, seat.case_id)
    known = {person.id: person for person in people if policy.sees(seat, person.seat)}
    rows = last_answers(session, version.id)
    found = []
    for person in people:
        row = rows.get(person.id)
        if row is None or person.id not in known or not policy.can(seat, "note.read", seat.at(row.circle)):
            continue
        quiet = row.circle != policy.PLAN_CIRCLE
        if (quiet and seat.role == policy.COORDINATOR) or (not quiet and version.opened):
            found.append(_view(row, known))
    return tuple(found)


def awaited(session: Session, case_id: str) -> tuple[Person, ...]:
    """Whose answers are waited for. For the server's own use; nobody apart is among them."""
    people = people_of(session, case_id)
    ids = rules.awaited(people, attended(session, case_id))
    return tuple(person for person in people if person.id in ids)


def missing(session: Session, case_id: str, version_id: str) -> tuple[Person, ...]:
    """Who has not answered yet."""
    given = last_answers(session, version_id)
    return tuple(person for person in awaited(session, case_id) if person.id not in given)


def could_say_of(session: Session, seat: Seat, version_id: str) -> tuple[CouldSayView, ...]:
    """What people said about being able to speak: one's own, and for coordinators everybody's. Never counted aloud."""
    names = {person.id: person.name for person in people_of(session, seat.case_id)}
    there = (CouldSay.version_id == version_id, CouldSay.case_id == seat.case_id)
    rows = session.scalars(select(CouldSay).where(*there).order_by(CouldSay.at))
    found = []
    for row in rows:
        circle = f"{policy.DIRECT}:{row.member_id}"
        if policy.can(seat, "note.read", seat.at(circle)):
            place = f"{row.version_id}.{row.member_id}"
            body = json.loads(current_vault().open(seat.case_id, circle, "could_say", place, "body", row.body))
            found.append(CouldSayView(row.member_id, names.get(row.member_id, ""), body["said"], body["words"]))
    return tuple(found)


def acceptances_of(session: Session, case_id: str, version_id: str) -> tuple[AcceptanceView, ...]:
    """The last word of each social worker on a version. For people who may read the plan: the caller has asked."""
    names = {person.id: person.name for person in people_of(session, case_id)}
    rows = session.scalars(select(Acceptance).where(Acceptance.version_id == version_id).order_by(Acceptance.turn))
    last = {row.member_id: row for row in rows}
    found = []
    for row in last.values():
        text = current_vault().open(case_id, policy.PLAN_CIRCLE, "plan_acceptance", row.id, "body", row.body)
        body = json.loads(text)
        found.append(
            AcceptanceView(
                row.member_id, names.get(row.member_id, ""), body["decision"], body["reason"], body["line"], row.at
            )
        )
    return tuple(found)


def resources_of(session: Session, case_id: str) -> dict[str, ResourceView]:
    """What was said to what was asked for, by origin of the row. For people who may read the plan.

    An answer counts only for the very words it was given to: compare `asked` and `agency` with the row.
    """
    names = {person.id: person.name for person in people_of(session, case_id)}
    rows = session.scalars(select(ResourceAnswer).where(ResourceAnswer.case_id == case_id))
    found = {}
    for row in rows:
        body = json.loads(
            current_vault().open(
                case_id, policy.PLAN_CIRCLE, "resource_answer", f"{case_id}.{row.origin_id}", "body", row.body, row.rev
            )
        )
        found[row.origin_id] = ResourceView(
            row.origin_id, body["asked"], body["agency"], body["decision"], body["reason"], names.get(row.member_id, "")
        )
    return found


def answer_words(row: Answer) -> tuple[str, str]:
    """Choice and words of an answer, opened. The caller has decided who may know."""
    text = current_vault().open(row.case_id, row.circle, "plan_answer", row.id, "body", row.body)
    body = json.loads(text)
    return body["choice"], body["says"]


def answered(session: Session, version: PlanVersion | Version, member_id: str) -> bool:
    """Whether somebody has answered this version."""
    return member_id in last_answers(session, version.id)


def _view(row: Answer, known: dict[str, Person]) -> AnswerView:
    choice, says = answer_words(row)
    name = known[row.member_id].name if row.member_id in known else ""
    writer = known[row.written_by].name if row.written_by != row.member_id and row.written_by in known else ""
    quiet = row.circle != policy.PLAN_CIRCLE
    return AnswerView(row.member_id, wording.told(name, writer), choice, says, row.written_by, quiet, row.at)

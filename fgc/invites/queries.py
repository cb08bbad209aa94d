"""Questions about invitations: the coordinator's desk, what needs them now, and what a waiting person sees."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.accounts.queries import account_card
from fgc.cases import joining, people, policy
from fgc.cases import queries as cases
from fgc.cases.people import Contact
from fgc.core import clock
from fgc.invites import rules
from fgc.invites.models import Invite
from fgc.vault import current_vault

URGENT = frozenset({rules.WAITING, rules.LOCKED, rules.NOT_THEM})


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said about themselves after code and PIN."""

    called: str
    language: str
    text: str
    shared: bool
    reading: str = ""
    aloud: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One person on the coordinator's desk."""

    member_id: str
    name: str
    known_as: str
    role: str
    apart: bool
    status: str
    contact: Contact
    words: str = ""
    called: str = ""
    made_at: datetime | None = None
    expires_at: datetime | None = None
    second: bool = False


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker on the desk: whether their account is set up."""

    member_id: str
    known_as: str
    role: str
    ready: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Where a claiming person is: `ask` (are you …?), `wait`, `in` once confirmed, `gone` without invitation."""

    at: str
    name: str = ""
    words: str = ""


def current_invites(session: Session, case_id: str) -> dict[str, Invite]:
    """The newest invitation of each member."""
    rows = session.scalars(select(Invite).where(Invite.case_id == case_id).order_by(Invite.made_at, Invite.id))
    return {row.member_id: row for row in rows}


def obstacles(session: Session, case_id: str) -> list[str]:
    """Why nobody can be invited yet, as codes: `consent`, `apart`. Empty when invitations can go out."""
    found = [] if cases.has_consent(session, case_id) else ["consent"]
    return [*found, "apart"] if cases.unsettled_pairs(session, case_id) else found


def desk_rows(session: Session, case_id: str) -> list[DeskRow]:
    """Everybody who comes in by invitation, those who need the coordinator first."""
    invites, now = current_invites(session, case_id), clock.now()
    contacts = joining.contacts_of(session, case_id)
    found = []
    for person in people.people_of(session, case_id):
        seat, invite = person.seat, invites.get(person.id)
        if seat.role in policy.WORKERS:
            continue
        status = rules.status_of(seat.state, invite, now)
        waiting = invite is not None and status == rules.WAITING
        answers = open_answers(invite) if invite and waiting else None
        found.append(
            DeskRow(
                person.id, person.name, person.known_as, seat.role, seat.apart, status,
                contacts.get(person.id, Contact()), words=(invite.words or "") if invite and waiting else "",
                called=answers.called if answers else "", made_at=invite.made_at if invite else None,
                expires_at=invite.expires_at if invite else None,
                second=invite is not None and invite.second_at is not None and invite.revoked_at is None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: row.status not in URGENT)


def worker_rows(session: Session, case_id: str) -> list[WorkerRow]:
    """Workers of the case and whether they can sign in yet."""
    return [
        WorkerRow(
            person.id, person.known_as, person.seat.role,
            account_card(session, person.seat.account_id).state != "invited",
        )
        for person in people.people_of(session, case_id)
        if person.seat.role in policy.WORKERS and person.seat.account_id and person.seat.state != "left"
    ]  # fmt: skip


def step_for(session: Session, case_id: str, member_id: str, state: str) -> Step:
    """What the waiting page shows this member."""
    if state == policy.CONFIRMED:
        return Step("in")
    invite = current_invites(session, case_id).get(member_id)
    if invite is None or invite.claimed_at is None or invite.revoked_at is not None:
        return Step("gone")
    if invite.ready_at is not None:
        return Step("wait", words=invite.words or "")
    name = next(person.name for person in people.people_of(session, case_id) if person.id == member_id)
    return Step("ask", name=name)


def seal_answers(invite: Invite, answers: Answers) -> bytes:
    """Ciphertext of the answers, under the coordinator's key."""
    return current_vault().seal(
        invite.case_id, policy.COORDINATOR_CIRCLE, "invite", invite.id, "answers", json.dumps(asdict(answers))
    )


def open_answers(invite: Invite) -> Answers | None:
    """The answers of an invitation, if they were given."""
    if invite.answers is None:
        return None
    text = current_vault().open(
        invite.case_id, policy.COORDINATOR_CIRCLE, "invite", invite.id, "answers", invite.answers
    )
    return Answers(**json.loads(text))

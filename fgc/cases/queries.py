"""Questions about a case that several slices ask: consent, no-contact, barred people, the list of cases."""

import json
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.models import BarredPerson, Case, Consent, Member, NoContact
from fgc.cases.people import ROSTER, children_of
from fgc.cases.policy import Seat
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list of cases."""

    id: str
    stage: str
    called: str
    held: bool
    cancelled: bool
    rehearsal: bool
    role: str


@dataclass(frozen=True, slots=True)
class CaseWords:
    """The sealed words of a case: reference for coordinators, duty contact for everybody."""

    reference: str
    duty_name: str
    duty_phone: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members who must not be in a room together."""

    id: str
    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who can never be invited."""

    id: str
    name: str
    reason: str


def has_consent(session: Session, case_id: str) -> bool:
    """Whether one person with parental responsibility has said yes and not taken it back (domain.md 1.1)."""
    return any(consents_of(session, case_id).values())


def consents_of(session: Session, case_id: str) -> dict[str, bool]:
    """The last word of each person who was asked."""
    rows = session.execute(
        select(Consent.member_id, Consent.given).where(Consent.case_id == case_id).order_by(Consent.at, Consent.id)
    )
    return {row.member_id: row.given for row in rows}


def pairs_of(session: Session, case_id: str) -> list[Pair]:
    """All no-contact pairs, with reasons: for coordinators."""
    rows = session.scalars(select(NoContact).where(NoContact.case_id == case_id).order_by(NoContact.id))
    return [
        Pair(row.id, row.first_id, row.second_id, _reason(case_id, "no_contact", row.id, row.reason)) for row in rows
    ]


def unsettled_pairs(session: Session, case_id: str) -> list[tuple[str, str]]:
    """No-contact pairs of which neither takes part apart: nobody may be invited before this is settled."""
    apart = set(session.scalars(select(Member.id).where(Member.case_id == case_id, Member.apart)))
    left = set(session.scalars(select(Member.id).where(Member.case_id == case_id, Member.state == "left")))
    rows = session.execute(select(NoContact.first_id, NoContact.second_id).where(NoContact.case_id == case_id))
    return [(first, second) for first, second in rows if not {first, second} & (apart | left)]


def barred_of(session: Session, case_id: str) -> list[Barred]:
    """People who can never be invited: for coordinators only."""
    rows = session.scalars(select(BarredPerson).where(BarredPerson.case_id == case_id).order_by(BarredPerson.id))
    vault = current_vault()
    return [
        Barred(
            row.id,
            vault.open(case_id, policy.COORDINATOR_CIRCLE, "barred_person", row.id, "name", row.name),
            _reason(case_id, "barred_person", row.id, row.reason),
        )
        for row in rows
    ]


def is_barred(session: Session, case_id: str, name: str) -> bool:
    """Whether a name is, or contains, or is contained in, the name of somebody barred (whole words, case ignored)."""
    words = _words(name)
    for person in barred_of(session, case_id):
        barred = _words(person.name)
        if barred and words and (barred <= words or words <= barred):
            return True
    return False


def case_words(session: Session, case_id: str) -> CaseWords:
    """Reference and duty contact of a case."""
    row = session.execute(select(Case.reference, Case.duty).where(Case.id == case_id)).one()
    vault = current_vault()
    reference = ""
    if row.reference is not None:
        reference = vault.open(case_id, policy.COORDINATOR_CIRCLE, "case", case_id, "reference", row.reference)
    duty = {"name": "", "phone": ""}
    if row.duty is not None:
        duty = json.loads(vault.open(case_id, ROSTER, "case", case_id, "duty", row.duty))
    return CaseWords(reference, duty["name"], duty["phone"])


def member_ids(session: Session, case_id: str) -> tuple[str, ...]:
    """The ids of everybody who is or was in the case."""
    return tuple(session.scalars(select(Member.id).where(Member.case_id == case_id)))


def lines_for(session: Session, seats: list[Seat]) -> list[CaseLine]:
    """The cases of these seats, as a list shows them; only seats that may see their case."""
    found = []
    for seat in seats:
        if not policy.can(seat, "case.see", seat.at()) and not policy.can(seat, "case.desk", seat.at()):
            continue
        row = session.execute(select(Case.cancelled_at, Case.rehearsal).where(Case.id == seat.case_id)).one()
        called = ", ".join(child.called for child in children_of(session, seat.case_id))
        found.append(
            CaseLine(
                seat.case_id, seat.stage, called, seat.held, row.cancelled_at is not None, row.rehearsal, seat.role
            )
        )
    return found


def _reason(case_id: str, table: str, row_id: str, blob: bytes | None) -> str:
    if blob is None:
        return ""
    return current_vault().open(case_id, policy.COORDINATOR_CIRCLE, table, row_id, "reason", blob)


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return frozenset(letters.split())

"""Consent, people who must not meet, people who can never be invited. Seen by coordinators only."""

from flask_babel import gettext as _
from sqlalchemy import delete, insert

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.actions.members import find_member
from fgc.cases.events import CaseChanged
from fgc.cases.models import BarredPerson, Consent, NoContact
from fgc.cases.people import open_profile
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import new_id
from fgc.vault import current_vault

HOW = ("in_person", "phone", "letter", "video")


def record_consent(seat: Seat, member_id: str, given: bool, how: str) -> None:
    """What a person with parental responsibility said about holding the conference.

    Who may: `consent.record`. Only of somebody marked as having parental responsibility. Audit: `consent:record`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "consent.record")
        row = find_member(work, seat.case_id, member_id)
        if not open_profile(seat.case_id, member_id, row.profile).parental:
            raise Refused(member=_("Only a person with parental responsibility can say yes to the conference."))
        if how not in HOW:
            raise Refused(how=_("Say how you were told."))
        work.session.execute(
            insert(Consent).values(
                id=new_id("co"), case_id=seat.case_id, member_id=member_id, given=given, how=how, recorded_by=seat.id,
                at=clock.now(),
            )
        )  # fmt: skip
        trail.record(
            work, seat.case_id, "consent:record", who=seat.id, session=seat.session, obj=member_id, given=given, how=how
        )
        work.announce(CaseChanged(seat.case_id, "consent"))


def keep_apart(seat: Seat, first: str, second: str, reason: str) -> str:
    """Name two people who must not be in a room together. Who may: `people.manage`. Audit: `no-contact:add`."""
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        if first == second:
            raise Refused(second=_("Choose two different people."))
        for member_id in (first, second):
            find_member(work, seat.case_id, member_id)
        pair_id = new_id("nc")
        work.session.execute(
            insert(NoContact).values(
                id=pair_id, case_id=seat.case_id, first_id=first, second_id=second,
                reason=_seal(seat.case_id, "no_contact", pair_id, "reason", reason),
            )
        )  # fmt: skip
        trail.record(work, seat.case_id, "no-contact:add", who=seat.id, session=seat.session, obj=pair_id)
        work.announce(CaseChanged(seat.case_id, "safety"))
    return pair_id


def bar(seat: Seat, name: str, reason: str) -> str:
    """Name a dangerous adult who can never be invited (domain.md 8 B).

    Who may: `people.manage`. Announces CaseChanged. Audit: `barred:add`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        if not name.strip():
            raise Refused(barred_name=_("Write the name."))
        barred_id = new_id("ba")
        sealed = _seal(seat.case_id, "barred_person", barred_id, "name", name.strip())
        work.session.execute(
            insert(BarredPerson).values(
                id=barred_id, case_id=seat.case_id, name=sealed,
                reason=_seal(seat.case_id, "barred_person", barred_id, "reason", reason),
            )
        )  # fmt: skip
        trail.record(work, seat.case_id, "barred:add", who=seat.id, session=seat.session, obj=barred_id)
        work.announce(CaseChanged(seat.case_id, "safety"))
    return barred_id


def drop_mark(seat: Seat, kind: str, mark_id: str) -> None:
    """Take back a pair or a barred person named by mistake. Who may: `people.manage`. Audit: `…:remove`."""
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        gone = None
        if kind == "no-contact":
            pair = delete(NoContact).where(NoContact.id == mark_id, NoContact.case_id == seat.case_id)
            gone = work.session.scalar(pair.returning(NoContact.id))
        elif kind == "barred":
            person = delete(BarredPerson).where(BarredPerson.id == mark_id, BarredPerson.case_id == seat.case_id)
            gone = work.session.scalar(person.returning(BarredPerson.id))
        if gone is None:
            raise NotFound
        trail.record(work, seat.case_id, f"{kind}:remove", who=seat.id, session=seat.session, obj=mark_id)
        work.announce(CaseChanged(seat.case_id, "safety"))


def _seal(case_id: str, table: str, row_id: str, column: str, text: str) -> bytes:
    return current_vault().seal(case_id, policy.COORDINATOR_CIRCLE, table, row_id, column, text)

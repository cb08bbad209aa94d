"""Opening a case, its children, its reference and duty contact."""

import json
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update

from fgc.accounts.sessions import LiveSession
from fgc.audit import trail
from fgc.cases import access, people, policy
from fgc.cases.events import CaseChanged
from fgc.cases.models import Case, Child, Member
from fgc.cases.people import ChildCard, Profile
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class Opening:
    """What is needed to open a case. Dates are ISO texts or empty."""

    child: ChildCard
    coordinator: str
    reference: str = ""
    rehearsal: bool = False


def open_case(live: LiveSession, opening: Opening) -> str:
    """A new case with its first child and the opener as coordinator; gives back its id.

    Who may: staff accounts. Audit: `case:open`, `child:add`, `member:add`. Announces nothing: nobody listens yet.
    """
    if not policy.can_account(live.kind, "case.open"):
        raise NotFound
    _check_child(opening.child)
    case_id = new_id("c")
    with uow.write() as work:
        vault = current_vault()
        reference = opening.reference.strip()
        work.session.execute(
            insert(Case).values(
                id=case_id, stage=policy.PREPARING, held=False, rehearsal=opening.rehearsal, created_at=clock.now(),
                reference=vault.seal(case_id, policy.COORDINATOR_CIRCLE, "case", case_id, "reference", reference),
                reference_bix=vault.blind("case/reference", reference) if reference else None,
            )
        )  # fmt: skip
        trail.record(
            work, case_id, "case:open", who=live.account_id, session=live.id, rehearsal=opening.rehearsal, children=1
        )
        _insert_child(work, case_id, opening.child, 1)
        member_id = insert_member(
            work, case_id, policy.COORDINATOR, Profile(name=opening.coordinator), account_id=live.account_id,
            state=policy.CONFIRMED,
        )  # fmt: skip
        trail.record(
            work,
            case_id,
            "member:add",
            who=member_id,
            session=live.id,
            obj=member_id,
            role=policy.COORDINATOR,
            apart=False,
        )
    return case_id


def insert_member(  # noqa: PLR0913 — a member has this many parts
    work: Work, case_id: str, role: str, profile: Profile, *, account_id: str | None = None, state: str = "listed",
    contact: bytes | None = None, member_id: str = "", supports: str | None = None, child_id: str | None = None,
    apart: bool = False,
) -> str:  # fmt: skip
    """The row of a member; the caller has checked and records it."""
    member_id = member_id or new_id("m")
    work.session.execute(
        insert(Member).values(
            id=member_id, case_id=case_id, account_id=account_id, role=role, state=state, apart=apart,
            supports_id=supports, child_id=child_id, profile=people.seal_profile(case_id, member_id, profile),
            contact=contact, created_at=clock.now(),
        )
    )  # fmt: skip
    return member_id


def add_child(seat: Seat, child: ChildCard) -> str:
    """Another child of a sibling group. Who may: `people.manage`. Announces CaseChanged. Audit: `child:add`."""
    _check_child(child)
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        position = 1 + (work.session.scalar(select(func.max(Child.position)).where(Child.case_id == seat.case_id)) or 0)
        card = _insert_child(work, seat.case_id, child, position, seat)
        work.announce(CaseChanged(seat.case_id, "children"))
    return card.id


def change_child(seat: Seat, child: ChildCard) -> None:
    """Correct a child's card. Who may: `people.manage`. Announces CaseChanged. Audit: `child:change`."""
    _check_child(child)
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        found = work.session.execute(
            update(Child)
            .where(Child.id == child.id, Child.case_id == seat.case_id)
            .values(profile=people.seal_child(seat.case_id, child))
            .returning(Child.id)
        ).one_or_none()
        if found is None:
            raise NotFound
        trail.record(work, seat.case_id, "child:change", who=seat.id, session=seat.session, obj=child.id)
        work.announce(CaseChanged(seat.case_id, "children"))


def remove_child(seat: Seat, child_id: str) -> None:
    """Take a child off that was added by mistake; one must stay.

    Who may: `people.manage`. Announces CaseChanged. Audit: `child:change`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        count = work.session.scalar(select(func.count()).select_from(Child).where(Child.case_id == seat.case_id)) or 0
        if count < 2:
            raise Refused(child=_("A case needs at least one child."))
        gone = work.session.execute(
            delete(Child).where(Child.id == child_id, Child.case_id == seat.case_id).returning(Child.id)
        ).one_or_none()
        if gone is None:
            raise NotFound
        trail.record(work, seat.case_id, "child:change", who=seat.id, session=seat.session, obj=child_id)
        work.announce(CaseChanged(seat.case_id, "children"))


def set_case_words(seat: Seat, reference: str, duty_name: str, duty_phone: str) -> None:
    """Reference and duty contact.

    Who may: `people.manage`. Announces CaseChanged. Audit: `case:change`, `case:duty`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        vault, case_id = current_vault(), seat.case_id
        reference = reference.strip()
        duty = json.dumps({"name": duty_name.strip(), "phone": duty_phone.strip()})
        work.session.execute(
            update(Case).where(Case.id == case_id).values(
                reference=vault.seal(case_id, policy.COORDINATOR_CIRCLE, "case", case_id, "reference", reference),
                reference_bix=vault.blind("case/reference", reference) if reference else None,
                duty=vault.seal(case_id, people.ROSTER, "case", case_id, "duty", duty),
            )
        )  # fmt: skip
        trail.record(work, case_id, "case:change", who=seat.id, session=seat.session, part="words")
        trail.record(work, case_id, "case:duty", who=seat.id, session=seat.session)
        work.announce(CaseChanged(case_id, "words"))


def _insert_child(work: Work, case_id: str, child: ChildCard, position: int, seat: Seat | None = None) -> ChildCard:
    card = replace(child, id=new_id("k"))
    blob = people.seal_child(case_id, card)
    work.session.execute(insert(Child).values(id=card.id, case_id=case_id, position=position, profile=blob))
    trail.record(
        work, case_id, "child:add", who=seat.id if seat else "", session=seat.session if seat else "", obj=card.id
    )
    return card


def _check_child(child: ChildCard) -> None:
    if not child.called.strip():
        raise Refused(called=_("Tell us what the child likes to be called."))
    if child.born and child.due:
        raise Refused(due=_("Give a birth date or a due date, not both."))

"""Hand-over between coordinators, cancelling, legal hold, shredding."""

from flask_babel import gettext as _
from sqlalchemy import select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.actions.opening import insert_member
from fgc.cases.events import CaseChanged, SeatChanged, StageChanged
from fgc.cases.models import Case, Member
from fgc.cases.people import Profile
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.vault import current_vault


def hand_over(seat: Seat, account_id: str, name: str) -> str:
    """Seat a second coordinator, who can then carry on alone; the first leaves when they like.

    Who may: `people.manage`. Announces SeatChanged. Audit: `member:hand-over`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        seated = select(Member.id).where(
            Member.case_id == seat.case_id, Member.account_id == account_id, Member.state != "left"
        )
        if work.session.scalar(seated.limit(1)):
            raise Refused(email=_("This person is in the case already."))
        member_id = insert_member(
            work, seat.case_id, policy.COORDINATOR, Profile(name=name), account_id=account_id, state=policy.CONFIRMED
        )
        trail.record(
            work,
            seat.case_id,
            "member:hand-over",
            who=seat.id,
            session=seat.session,
            obj=member_id,
            role=policy.COORDINATOR,
        )
        work.announce(SeatChanged(seat.case_id, member_id))
        work.announce(CaseChanged(seat.case_id, "people"))
    return member_id


def cancel_case(seat: Seat) -> None:
    """The family withdraws or the conference is called off: the case closes and nothing new is written.

    Who may: `people.manage`, in no private time. Announces StageChanged. Audit: `case:cancel`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        if seat.stage == policy.PRIVATE:
            raise Refused(case=_("The family is having private time. Wait until they are ready."))
        now = clock.now()
        work.session.execute(
            update(Case).where(Case.id == seat.case_id).values(stage=policy.CLOSED, cancelled_at=now, closed_at=now)
        )
        trail.record(work, seat.case_id, "case:cancel", who=seat.id, session=seat.session)
        work.announce(StageChanged(seat.case_id, seat.stage, policy.CLOSED))


def set_hold(seat: Seat, on: bool) -> None:
    """Legal hold: nobody reads or writes, nothing is deleted, help goes on.

    Who may: `people.remove`. Announces CaseChanged. Audit: `case:hold`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.remove")
        work.session.execute(update(Case).where(Case.id == seat.case_id).values(held=on))
        trail.record(work, seat.case_id, "case:hold", who=seat.id, session=seat.session, on=on)
        work.announce(CaseChanged(seat.case_id, "hold"))


def mark_rehearsal(case_id: str) -> None:
    """Mark a case that was opened a moment ago as a rehearsal: nobody but its coordinator is in it yet.

    Who may: the `fgc rehearse` command. Announces CaseChanged. Audit: `case:change`.
    """
    with uow.write() as work:
        work.session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
        members = work.session.scalars(select(Member.role).where(Member.case_id == case_id)).all()
        if list(members) != [policy.COORDINATOR]:
            raise NotFound
        work.session.execute(update(Case).where(Case.id == case_id).values(rehearsal=True))
        trail.record(work, case_id, "case:change", who="system", part="rehearsal")
        work.announce(CaseChanged(case_id, "rehearsal"))


def shred_rehearsal(case_id: str) -> str:
    """Destroy the keys of a rehearsal: its words are gone for ever, ids and the audit chain stay.

    Who may: the `fgc rehearse` command; real cases are refused. Gives back the receipt. Audit: `case:shred`.
    """
    with uow.write() as work:
        row = work.session.execute(select(Case.rehearsal, Case.shredded_at).where(Case.id == case_id)).one_or_none()
        if row is None or not row.rehearsal or row.shredded_at is not None:
            raise NotFound
        work.session.execute(
            update(Case)
            .where(Case.id == case_id)
            .values(shredded_at=clock.now(), stage=policy.CLOSED, reference_bix=None)
        )
        work.session.execute(update(Member).where(Member.case_id == case_id).values(state="left"))
        _seq, receipt = trail.record(work, case_id, "case:shred", who="system", receipt="keys destroyed")
    current_vault().shred_case(case_id)
    return receipt

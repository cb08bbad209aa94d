"""Taking a row off, bringing it back, its place in the list; how it was when read out; whom apart it is shown to."""

from sqlalchemy import delete, insert, select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound
from fgc.core.uow import Work
from fgc.plan.actions.rows import enter_at, found, tell
from fgc.plan.models import PlanRow, RowRelease
from fgc.plan.rules import CLEAR, DROPPED, OPEN, UNCLEAR


def drop_row(seat: Seat, row_id: str) -> None:
    """Take a row off. It is kept, and can come back. Twice is as good as once.

    Who may: who may write rows here and now. Announces CircleMoved (`row:changed`); a frozen plan is let go.
    Audit: `plan:row:drop`.
    """
    _set_state(seat, row_id, DROPPED)


def bring_back(seat: Seat, row_id: str) -> None:
    """Bring a row back that was taken off. Who may, what is announced, audit: as `drop_row` (`plan:row:back`)."""
    _set_state(seat, row_id, OPEN)


def move_row(seat: Seat, row_id: str, *, up: bool) -> None:
    """Move a row one place up or down among its kind; at the end nothing happens.

    Who may: who may write rows here and now. Announces CircleMoved (`row:changed`); a frozen plan is let go.
    Audit: `plan:row:move`.
    """
    with uow.write() as work:
        seat, row = enter_at(work, seat, row_id)
        circle = row.circle
        rows = work.session.execute(
            select(PlanRow.id, PlanRow.position)
            .where(
                PlanRow.case_id == seat.case_id, PlanRow.circle == circle, PlanRow.part == row.part,
                PlanRow.state == OPEN,
            )
            .order_by(PlanRow.position, PlanRow.id)
        ).all()  # fmt: skip
        order = [one.id for one in rows]
        if row_id not in order:
            raise NotFound
        at = order.index(row_id)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(order):
            return
        for one, place in ((rows[at].id, rows[to].position), (rows[to].id, rows[at].position)):
            work.session.execute(update(PlanRow).where(PlanRow.id == one).values(position=place))
        trail.record(work, seat.case_id, "plan:row:move", who=seat.id, session=seat.session, obj=row_id, circle=circle)
        tell(work, seat, circle, row_id)


def mark_clear(seat: Seat, row_id: str, mark: str) -> None:
    """Keep how a row was when it was read out: clear, unclear, or "" for not yet.

    Who may: coordinators while agreeing (`plan.freeze`). Announces the signal `row:held`, so that lists are drawn anew.
    No audit: the words are the same.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "plan.freeze")
        if mark not in (CLEAR, UNCLEAR, ""):
            raise NotFound
        row = found(work, seat, policy.PLAN_CIRCLE, row_id)
        work.session.execute(update(PlanRow).where(PlanRow.id == row.id).values(clear=mark))
        work.announce(Signal(seat.case_id, "row:held", "note.read", policy.PLAN_CIRCLE, detail=row_id))


def release_row(seat: Seat, origin_id: str, member_id: str, *, on: bool) -> None:
    """Show one row of the plan to somebody who takes part apart, or no longer.

    Who may: coordinators (`release.to`). Announces nothing: nobody else may learn of it. Audit: `plan:row:release`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "release.to")
        _require_apart(work, seat, origin_id, member_id)
        there = (
            RowRelease.case_id == seat.case_id, RowRelease.origin_id == origin_id, RowRelease.member_id == member_id
        )  # fmt: skip
        known = work.session.scalar(select(RowRelease.at).where(*there)) is not None
        if known == on:
            return
        if on:
            work.session.execute(
                insert(RowRelease).values(
                    case_id=seat.case_id, origin_id=origin_id, member_id=member_id, at=clock.now()
                )
            )
        else:
            work.session.execute(delete(RowRelease).where(*there))
        trail.record(
            work, seat.case_id, "plan:row:release", who=seat.id, session=seat.session, obj=origin_id,
            circle=f"{policy.DIRECT}:{member_id}", on=on,
        )  # fmt: skip


def _require_apart(work: Work, seat: Seat, origin_id: str, member_id: str) -> None:
    member = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == member_id), None)
    row = work.session.scalar(
        select(PlanRow.id).where(
            PlanRow.case_id == seat.case_id, PlanRow.circle == policy.PLAN_CIRCLE, PlanRow.origin_id == origin_id
        )
    )
    if member is None or not member.apart or member.state == "left" or row is None:
        raise NotFound


def _set_state(seat: Seat, row_id: str, state: str) -> None:
    with uow.write() as work:
        seat, row = enter_at(work, seat, row_id)
        circle = row.circle
        if row.state == state:
            return
        work.session.execute(
            update(PlanRow).where(PlanRow.id == row.id)
            .values(state=state, held_by=None, held_until=None, changed_at=clock.now())
        )  # fmt: skip
        trail.record(
            work, seat.case_id, "plan:row:drop" if state == DROPPED else "plan:row:back", who=seat.id,
            session=seat.session, obj=row_id, circle=circle, rev=row.rev,
        )  # fmt: skip
        tell(work, seat, circle, row_id)

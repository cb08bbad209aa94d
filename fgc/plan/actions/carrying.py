"""Rows between private time and the plan: out with “We are ready”, in again when the family goes back, gone in the end.

A row keeps its origin on every way, so that it is updated and never there twice. What was written later wins; what it
said before is kept in the row's past.
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from fgc.audit import trail
from fgc.cases import access, circles, policy, stages
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.conference.carry import Candidate
from fgc.core import clock, uow
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.plan.actions.rows import last_position, note_writing, put_words, seal_row
from fgc.plan.actions.versions import reopen
from fgc.plan.models import PlanRow, PlanRowPast
from fgc.plan.queries.rows import open_words, rows_for
from fgc.plan.row_words import PLAN_B
from fgc.plan.rules import DROPPED, OPEN


def heading() -> str:
    """Words above the list of rows to choose from."""
    return str(_("Rows of our plan"))


def candidates(session: Session, seat: Seat) -> list[Candidate]:
    """The rows the family can take along: all of them ticked at first."""
    rows = rows_for(session, seat, policy.PRIVATE_CIRCLE)
    more = {row.id: str(_("Plan B")) if row.part == PLAN_B else row.who for row in rows}
    return [Candidate(row.id, row.words.what or row.words.steps, more[row.id], ticked=True) for row in rows]


def carry(work: Work, seat: Seat, ids: Sequence[str]) -> int:
    """Copy the chosen private rows into the plan; a row of the plan that was not chosen again is taken off.

    Who may: the conference slice, with the case locked (“We are ready”). Announces CircleMoved (`row:changed`). Audit:
    `plan:row:write` and `plan:row:drop` in the case's chain.
    """
    private = {row.id: row for row in _rows(work.session, seat.case_id, policy.PRIVATE_CIRCLE)}
    plan = {row.origin_id: row for row in _rows(work.session, seat.case_id, policy.PLAN_CIRCLE)}
    chosen = [private[one] for one in dict.fromkeys(ids) if one in private and private[one].state == OPEN]
    for position, row in enumerate(chosen, start=1):
        _put(work, seat, row, plan.get(row.origin_id), policy.PLAN_CIRCLE, position)
    known = {row.origin_id for row in private.values()}
    kept = {row.origin_id for row in chosen}
    for origin, row in plan.items():
        if origin in known - kept and row.state == OPEN:
            _drop(work, seat, row)
    work.session.flush()
    reopen(work, seat)
    return len(chosen)


def bring_in(case_id: str) -> int:
    """Copy the rows of the plan into private time, where they are missing or were changed since; gives back how many.

    Who may: the system, when private time begins again. Announces CircleMoved (`row:changed`) in `private`. Audit:
    `plan:row:write` in the family's own chain, in the name of each row's author. Any number of calls do it once.
    """
    with uow.write() as work:
        case = stages.lock(work, case_id)
        if case is None or case.stage != policy.PRIVATE or case.held:
            return 0
        seats = {seat.id: seat for seat in access.seats_of(work.session, case_id)}
        private = {row.origin_id: row for row in _rows(work.session, case_id, policy.PRIVATE_CIRCLE)}
        count = 0
        for row in _rows(work.session, case_id, policy.PLAN_CIRCLE):
            there = private.get(row.origin_id)
            if row.author_id not in seats or (there is not None and there.changed_at >= row.changed_at):
                continue
            if row.state == OPEN:
                count += _put(work, seats[row.author_id], row, there, policy.PRIVATE_CIRCLE, row.position)
            elif there is not None and there.state == OPEN:
                _drop(work, seats[row.author_id], there)
                count += 1
        return count


def remove_private(work: Work, case_id: str) -> int:
    """Delete the private rows and their past, when their days are over; gives back how many.

    Who may: the conference slice, which destroys the key too. Announces and audits nothing: the deletion does.
    """
    ids = select(PlanRow.id).where(PlanRow.case_id == case_id, PlanRow.circle == policy.PRIVATE_CIRCLE)
    work.session.execute(delete(PlanRowPast).where(PlanRowPast.row_id.in_(ids)))
    gone = work.session.execute(
        delete(PlanRow).where(PlanRow.case_id == case_id, PlanRow.circle == policy.PRIVATE_CIRCLE).returning(PlanRow.id)
    )
    return len(gone.all())


def _rows(session: Session, case_id: str, circle: str) -> list[PlanRow]:
    return list(
        session.scalars(
            select(PlanRow)
            .where(PlanRow.case_id == case_id, PlanRow.circle == circle)
            .order_by(PlanRow.position, PlanRow.id)
        )
    )


def _put(work: Work, seat: Seat, row: PlanRow, there: PlanRow | None, circle: str, position: int) -> int:
    """Copy one row into a circle; 0 when it says the same there already."""
    words = open_words(row.case_id, row.circle, row.id, row.body, row.rev)
    if there is None:
        row_id, rev = new_id("r"), 0
        body = seal_row(row.case_id, circle, row_id, words, rev)
        work.session.execute(
            insert(PlanRow).values(
                id=row_id, case_id=row.case_id, circle=circle, origin_id=row.origin_id, part=row.part,
                position=position or last_position(work, row.case_id, circle) + 1, state=OPEN, rev=rev, body=body,
                author_id=row.author_id, clear="", changed_at=clock.now(),
            )
        )  # fmt: skip
    else:
        there.position = position
        work.session.flush()
        same = open_words(there.case_id, circle, there.id, there.body, there.rev) == words
        if same and there.state == OPEN:
            return 0
        row_id, rev = there.id, put_words(work, row.author_id, there, words)
        body = there.body
    note_writing(work, seat, circle, row_id, rev, body)
    _tell(work, seat, circle, row_id)
    return 1


def _drop(work: Work, seat: Seat, row: PlanRow) -> None:
    row.state, row.changed_at = DROPPED, clock.now()
    trail.record(
        work, seat.case_id, "plan:row:drop", who=seat.id, session=seat.session, obj=row.id, circle=row.circle,
        rev=row.rev,
    )  # fmt: skip
    _tell(work, seat, row.circle, row.id)


def _tell(work: Work, seat: Seat, circle: str, row_id: str) -> None:
    seq = circles.next_entry(work, seat.case_id, circle, "row", row_id, seat.id)
    work.announce(CircleMoved(seat.case_id, circle, row_id, seq, "row", "row:changed"))

"""“Carol is writing this row”: a soft lock. It keeps nobody out for good; saving puts both people's words together."""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update

from config.settings import Settings
from fgc.cases.events import Signal
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import Stale
from fgc.core.uow import Work
from fgc.plan.actions.rows import enter_at
from fgc.plan.models import PlanRow

HELD = "row:held"


def hold_row(seat: Seat, row_id: str) -> None:
    """Say that one is writing this row now; again while writing, or it ends after `row_lock_s` idle seconds.

    Who may: who may write rows here and now. `Stale` with a name while somebody else holds it. Announces the signal
    `row:held` (member, detail: the row). No audit: it is passing, and in private time the family's own.
    """
    with uow.write() as work:
        seat, row = enter_at(work, seat, row_id)
        now = clock.now()
        if row.held_by and row.held_by != seat.id and row.held_until and row.held_until > now:
            raise Stale(_("%(name)s is writing this row.", name=_name(work, seat.case_id, row.held_by)))
        fresh = row.held_by != seat.id or not row.held_until or row.held_until <= now
        settings: Settings = current_app.extensions["fgc.settings"]
        until = now + timedelta(seconds=settings.row_lock_s)
        work.session.execute(update(PlanRow).where(PlanRow.id == row.id).values(held_by=seat.id, held_until=until))
        if fresh:
            work.announce(Signal(seat.case_id, HELD, "note.read", row.circle, member=seat.id, detail=row_id))


def let_go(seat: Seat, row_id: str) -> None:
    """Stop writing without saving. Who may: who holds the row; of others' holds nothing changes.

    Announces the signal `row:held` (detail: the row). No audit.
    """
    with uow.write() as work:
        seat, row = enter_at(work, seat, row_id)
        if row.held_by == seat.id:
            work.session.execute(update(PlanRow).where(PlanRow.id == row.id).values(held_by=None, held_until=None))
            work.announce(Signal(seat.case_id, HELD, "note.read", row.circle, detail=row_id))


def _name(work: Work, case_id: str, member_id: str) -> str:
    return next((person.name for person in people_of(work.session, case_id) if person.id == member_id), "")

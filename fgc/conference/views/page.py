"""The meeting page, and its state for pollers. Its parts stand beside this, in `parts.py`."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.conference import queries, room, show
from fgc.conference.actions import attendance, stages
from fgc.conference.views.blueprint import bp
from fgc.core import uow


@bp.get("/c/<case_id>/meeting")
@seated("case.see")
def page(seat: Seat) -> str:
    """Waiting room, room, desk, private time or closed door: whichever is this member's now."""
    seat = stages.current(seat)
    attendance.seen(seat)
    return show.meeting_page(seat)


@bp.get("/c/<case_id>/meeting/state")
@seated("case.see")
def state(seat: Seat) -> ResponseReturnValue:
    """Stage, door, notice and this member's own place, as data."""
    seat = stages.current(seat)
    attendance.seen(seat)
    with uow.read() as session:
        here = room.room_for(session, seat)
        door = room.doorway(session, seat).state if here.kind == room.DOOR else ""
        presses = len(queries.open_presses(session, seat))
        mark = room.mark_of(session, seat, here)
    notice = here.notice
    said = {"stage": notice.stage, "seconds": notice.seconds, "may_stop": notice.may_stop} if notice else None
    return jsonify(
        ok=True,
        stage=seat.stage,
        page=here.kind,
        door=door,
        notice=said,
        me=here.mine,
        help=presses,
        mark=mark,
    )

"""The meeting page, its parts for pages that refresh themselves, and its state for pollers."""

from flask import Response, jsonify, make_response
from flask.typing import ResponseReturnValue

from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.conference import queries, room, show
from fgc.conference.actions import attendance, stages
from fgc.conference.views.blueprint import bp
from fgc.core import uow
from fgc.core.errors import NotFound


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
    notice = here.notice
    said = {"stage": notice.stage, "seconds": notice.seconds, "may_stop": notice.may_stop} if notice else None
    return jsonify(ok=True, stage=seat.stage, page=here.kind, door=door, notice=said, me=here.mine, help=presses)


@bp.get("/c/<case_id>/meeting/people")
@seated("meeting.attend")
def people(seat: Seat) -> ResponseReturnValue:
    """Who is here, as this member may know it; during private time for those inside only."""
    return _part(seat, "people", room.WAIT, room.ROOM, room.PRIVATE)


@bp.get("/c/<case_id>/meeting/desk-people")
@seated("meeting.admit")
def desk_people(seat: Seat) -> ResponseReturnValue:
    """The coordinator's list of people with its buttons."""
    return _part(seat, "desk_people", room.DESK)


@bp.get("/c/<case_id>/meeting/hands")
@seated("meeting.attend")
def hands(seat: Seat) -> ResponseReturnValue:
    """Whose turn it is, and one's own hand."""
    return _part(seat, "hands", room.ROOM, room.DESK)


@bp.get("/c/<case_id>/meeting/notice")
@seated("meeting.attend")
def notice(seat: Seat) -> ResponseReturnValue:
    """The announced move, or nothing."""
    return _part(seat, "notice", room.WAIT, room.ROOM, room.DESK, room.PRIVATE, room.DOOR)


@bp.get("/c/<case_id>/meeting/door")
@seated("meeting.attend")
def door(seat: Seat) -> ResponseReturnValue:
    """The closed door, for everybody outside private time."""
    return _part(seat, "door", room.DOOR)


@bp.get("/c/<case_id>/meeting/inside")
@seated("private.call")
def inside(seat: Seat) -> ResponseReturnValue:
    """Knock, call and “We are ready”, for those inside."""
    return _part(seat, "inside", room.PRIVATE)


def _part(seat: Seat, name: str, *kinds: str) -> Response:
    with uow.read() as session:
        kind = room.room_for(session, seat).kind
    if kind not in kinds:
        raise NotFound
    return make_response(show.fragment(seat, name))

"""Parts of the meeting page, each drawn on its own for pages that refresh themselves."""

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.conference import room, show
from fgc.conference.views.blueprint import bp
from fgc.core import uow
from fgc.core.errors import NotFound


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


@bp.get("/c/<case_id>/meeting/actions")
@seated("meeting.attend")
def actions(seat: Seat) -> ResponseReturnValue:
    """The pinned buttons of the room."""
    return _part(seat, "actions", room.ROOM)


def _part(seat: Seat, name: str, *kinds: str) -> Response:
    with uow.read() as session:
        kind = room.room_for(session, seat).kind
    if kind not in kinds:
        raise NotFound
    return make_response(show.fragment(seat, name))

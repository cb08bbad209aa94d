"""Coming and going: the waiting room, letting in, breaks, leaving."""

from flask import request
from flask.typing import ResponseReturnValue

from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.conference import show
from fgc.conference.actions import attendance, meetings
from fgc.conference.forms import OnForm
from fgc.conference.views.blueprint import bp, posted, to_meeting
from fgc.core.errors import Refused


@bp.post("/c/<case_id>/meeting/arrive")
@seated("meeting.attend")
def arrive(seat: Seat) -> ResponseReturnValue:
    """“I am here.”"""
    attendance.arrive(seat)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/out")
@seated("meeting.attend")
def step_out(seat: Seat) -> ResponseReturnValue:
    """Leave the meeting; a coordinator can end it for one person (`member`)."""
    if member_id := posted("member"):
        attendance.see_out(seat, member_id)
    else:
        attendance.step_out(seat)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/break")
@seated("break.take")
def take_break(seat: Seat) -> ResponseReturnValue:
    """A break of one's own, and back."""
    attendance.take_break(seat, on=OnForm.posted().check().is_on)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/let-in")
@seated("meeting.admit")
def let_in(seat: Seat) -> ResponseReturnValue:
    """Let one person in (`member`), or the family first."""
    if member_id := posted("member"):
        attendance.let_in(seat, member_id)
    else:
        attendance.let_family_in(seat)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/waiting-room")
@seated("meeting.manage")
def waiting_room(seat: Seat) -> ResponseReturnValue:
    """Open the waiting room before its time, or not."""
    meetings.open_waiting_room(seat, on=OnForm.posted().check().is_on)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/waiting-room/message")
@seated("meeting.admit")
def message(seat: Seat) -> ResponseReturnValue:
    """A line for the people who wait."""
    typed = request.form.get("message", "")
    try:
        meetings.tell_waiting(seat, typed)
    except Refused as refused:
        return show.meeting_page(seat, show.Kept(refused.errors, message=typed)), 422
    return to_meeting(seat)

"""Speaking: notes from the meeting page, hands, quiet questions, whose turn it is, a break for all."""

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.conference import queries, show
from fgc.conference.actions import floor
from fgc.conference.forms import OnForm
from fgc.conference.views.blueprint import bp, posted, to_meeting
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.notes.actions import NoteDraft, add_note
from fgc.notes.files.accepting import accept
from fgc.web.pages import wants_data
from fgc.web.uploads import takes_files


@bp.post("/c/<case_id>/meeting/note")
@seated("note.write")
@takes_files
def say(seat: Seat) -> ResponseReturnValue:
    """Write into the log that is on the page. Words that cannot be taken stay in the box; when the meeting moved on
    meanwhile, the page that says so gives them back (a closed door has no box).
    """
    circle, body = posted("circle"), request.form.get("body", "")
    if circle not in (policy.EVERYONE, policy.PRIVATE_CIRCLE):
        raise NotFound
    try:
        enclosed = accept(request.files, request.form)
        add_note(seat, NoteDraft(circle, body, posted("client_id") or None, enclosed=enclosed))
    except Refused as refused:
        if wants_data():
            raise
        return show.meeting_page(seat, show.Kept(refused.errors, body)), 422
    if wants_data():
        return jsonify(ok=True, to=url_for("meeting.page", case_id=seat.case_id))
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/hand")
@seated("hand.raise")
def hand(seat: Seat) -> ResponseReturnValue:
    """“I want to speak”, or not any more."""
    floor.raise_hand(seat, up=OnForm.posted().check().is_on)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/unclear")
@seated("unclear.press")
def unclear(seat: Seat) -> ResponseReturnValue:
    """“I do not get this.”"""
    floor.press_unclear(seat)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/answered")
@seated("meeting.lead")
def answered(seat: Seat) -> ResponseReturnValue:
    """A quiet question was answered."""
    floor.answer_unclear(seat, posted("member"))
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/talking")
@seated("meeting.lead")
def talking(seat: Seat) -> ResponseReturnValue:
    """Whose turn it is."""
    floor.give_floor(seat, posted("member"))
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/order")
@seated("meeting.lead")
def order(seat: Seat) -> ResponseReturnValue:
    """Move somebody up in the order of sharing (to its end, when they are not in it yet)."""
    member_id = posted("member")
    with uow.read() as session:
        meeting = queries.meeting_of(session, seat.case_id)
    members = list(meeting.order) if meeting else []
    if member_id in members:
        place = members.index(member_id)
        members.insert(max(0, place - 1), members.pop(place))
    else:
        members.append(member_id)
    floor.set_order(seat, members)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/pause")
@seated("meeting.lead")
def pause(seat: Seat) -> ResponseReturnValue:
    """A break for everybody, and on again."""
    floor.pause_meeting(seat, on=OnForm.posted().check().is_on)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/reading")
@seated("meeting.lead")
def reading(seat: Seat) -> ResponseReturnValue:
    """Which row of the plan is being read out."""
    floor.read_out(seat, posted("row"))
    return to_meeting(seat)

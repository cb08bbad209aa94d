"""Before the meeting: getting ready for it, and saying how one takes part or that one cannot come."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.actions import own
from fgc.cases.around import coordinators_among
from fgc.cases.contributions import appointment_for
from fgc.cases.forms import ComingForm
from fgc.cases.guards import seated
from fgc.cases.people import Person, people_seen
from fgc.cases.policy import Seat
from fgc.cases.queries import case_words
from fgc.cases.reading import note_reading
from fgc.conference import queries, room
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.notes.actions import NoteDraft, add_note
from fgc.web import languages

bp = Blueprint("getting_ready", __name__)


@bp.get("/c/<case_id>/get-ready")
@seated("meeting.attend")
def page(seat: Seat) -> str:
    """A list of what there is to have ready, a look at the signal, one button to the waiting room."""
    if policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        note_reading(seat, policy.EVERYONE)
    with uow.read() as session:
        people = people_seen(session, seat)
        meeting = queries.meeting_of(session, seat.case_id)
        return render_template(
            "conference/get_ready.html", me=_me(seat, people), meeting=appointment_for(session, seat),
            open=meeting is not None and room.is_open(seat, meeting), coordinators=coordinators_among(people),
            helpers=[one.name for one in people if one.seat.supports == seat.id and one.seat.state != "left"],
            interpreters=[one.name for one in people if one.seat.role == policy.INTERPRETER],
            duty=case_words(session, seat.case_id), english=languages.ENGLISH,
        )  # fmt: skip


@bp.get("/c/<case_id>/coming")
@seated("details.own")
def coming(seat: Seat) -> str:
    """How do you want to take part?"""
    with uow.read() as session:
        people = people_seen(session, seat)
    return _coming(seat, {"takes_part": _me(seat, people).profile.takes_part}, {}, people)


@bp.post("/c/<case_id>/coming")
@seated("details.own")
def say_coming(seat: Seat) -> ResponseReturnValue:
    """Keep the answer; words that came with it go to the coordinator only."""
    form = ComingForm.posted()
    words = (form.body.data or "").strip()
    try:
        form.check()
        if words:
            add_note(seat, NoteDraft(f"{policy.DIRECT}:{seat.id}", words))
        own.choose_way(seat, form.takes_part.data or "")
    except Refused as refused:
        with uow.read() as session:
            people = people_seen(session, seat)
        return _coming(seat, form.data, refused.errors, people), 422
    return redirect(url_for("getting_ready.coming", case_id=seat.case_id, saved=1), 303)


def _coming(seat: Seat, form: dict[str, object], errors: dict[str, str], people: tuple[Person, ...]) -> str:
    with uow.read() as session:
        duty = case_words(session, seat.case_id)
    return render_template(
        "conference/coming.html", form=form, errors=errors, saved=request.args.get("saved"), duty=duty,
        coordinators=coordinators_among(people),
        can_write=policy.can(seat, "note.write", seat.at(f"{policy.DIRECT}:{seat.id}")),
    )  # fmt: skip


def _me(seat: Seat, people: tuple[Person, ...]) -> Person:
    return next(person for person in people if person.id == seat.id)

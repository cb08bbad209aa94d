"""Planning a meeting: date, place, how to join; and taking it off."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.conference import queries, rules
from fgc.conference.actions import meetings
from fgc.conference.forms import MeetingForm
from fgc.conference.queries import MeetingView, MeetingWords
from fgc.conference.views.blueprint import bp, to_meeting
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.web.times import local

FIELDS = ("kind", "at", "place", "join", "bring", "message")


@bp.get("/c/<case_id>/meeting/date")
@seated("meeting.manage")
def settings(seat: Seat) -> str:
    """The form, with what is set already."""
    note_reading(seat, policy.EVERYONE)
    with uow.read() as session:
        meeting = queries.meeting_of(session, seat.case_id)
        words = queries.words_of(meeting) if meeting else MeetingWords()
    return _page(seat, _typed(seat, meeting, words), meeting, {})


@bp.post("/c/<case_id>/meeting/date")
@seated("meeting.manage")
def set_date(seat: Seat) -> ResponseReturnValue:
    """Set or move the meeting."""
    try:
        meetings.set_meeting(seat, MeetingForm.posted().draft())
    except (Refused, Stale) as problem:
        with uow.read() as session:
            meeting = queries.meeting_of(session, seat.case_id)
        typed: dict[str, object] = {name: request.form.get(name, "") for name in FIELDS}
        typed["day"] = {part: request.form.get(f"day-{part}", "") for part in ("day", "month", "year")}
        refused = isinstance(problem, Refused)
        errors = problem.errors if isinstance(problem, Refused) else {"day": problem.reason}
        return _page(seat, typed, meeting, errors), 422 if refused else 409
    return redirect(url_for("case.overview", case_id=seat.case_id), 303)


@bp.post("/c/<case_id>/meeting/cancel")
@seated("meeting.manage")
def cancel(seat: Seat) -> ResponseReturnValue:
    """Take the meeting off."""
    meetings.cancel_meeting(seat)
    return to_meeting(seat)


@bp.get("/c/<case_id>/meeting/desk")
@seated("case.desk")
def desk(seat: Seat) -> ResponseReturnValue:
    """The coordinator's name for the meeting page."""
    return to_meeting(seat)


def _typed(seat: Seat, meeting: MeetingView | None, words: MeetingWords) -> dict[str, object]:
    begins: datetime | None = local(meeting.starts_at) if meeting else None
    kind = meeting.kind if meeting else "review" if seat.stage == policy.FOLLOWING else "initial"
    return {
        "kind": kind, "day": begins.date() if begins else None, "at": begins.strftime("%H:%M") if begins else "",
        "place": words.place, "join": words.join, "bring": words.bring, "message": words.message,
    }  # fmt: skip


def _page(seat: Seat, typed: dict[str, object], meeting: MeetingView | None, errors: dict[str, str]) -> str:
    on_now = seat.stage in rules.IN_SESSION
    return render_template("conference/date.html", typed=typed, meeting=meeting, errors=errors, on_now=on_now)

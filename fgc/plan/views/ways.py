"""Ways between the pages of the plan: back to where a button was pressed, and short codes from a form."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from fgc.cases import policy
from fgc.cases.policy import Seat

PLACES = {
    "plan": "plan.page", "meeting": "meeting.page", "answers": "answers.page", "lines": "bottom_lines.page",
    "jobs": "progress.page", "board": "progress.board", "record": "record.page",
}  # fmt: skip


def back(seat: Seat, otherwise: str = "plan", *, at: str | None = None) -> Response:
    """Back to the page that the form names in `back` (a key of PLACES), to the part `at` of it."""
    place = request.values.get("back", "")
    return redirect(url_for(PLACES.get(place, PLACES[otherwise]), case_id=seat.case_id, _anchor=at), 303)


def posted(name: str, most: int = 80) -> str:
    """A short code or id from the form; too long counts as empty."""
    value = request.form.get(name, "").strip()
    return value if len(value) <= most else ""


def look(seat: Seat) -> str:
    """The stage in whose colours the page stands. Workers never get those of private time."""
    inside = policy.can(seat, "note.read", seat.at(policy.PRIVATE_CIRCLE))
    return seat.stage if seat.stage != policy.PRIVATE or inside else policy.INFORMATION

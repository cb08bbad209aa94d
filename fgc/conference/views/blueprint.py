"""The blueprint that all pages of the meeting share, so that their names stay `meeting.…`."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from fgc.cases.policy import Seat

bp = Blueprint("meeting", __name__)


def to_meeting(seat: Seat) -> Response:
    """Back to the meeting page after something was done."""
    return redirect(url_for("meeting.page", case_id=seat.case_id), 303)


def posted(name: str, most: int = 80) -> str:
    """A short code or id from the form; too long counts as empty."""
    value = request.form.get(name, "").strip()
    return value if len(value) <= most else ""

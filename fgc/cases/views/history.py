"""Timeline and “who has looked”: the audit trail of a case in words, for its coordinators.

Private time appears with its start and its end only: what was done inside has a chain of its own that no page shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask_babel import gettext as _

from fgc.audit import trail
from fgc.cases.guards import seated
from fgc.cases.history import happening
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core import uow

bp = Blueprint("history", __name__, url_prefix="/c/<case_id>")
SHOWN = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline."""

    at: datetime
    who: str
    what: str


def _lines(seat: Seat, wanted: Callable[[str], bool]) -> list[Line]:
    with uow.write() as work:
        trail.record(work, seat.case_id, "audit:read", who=seat.id, session=seat.session, chain="case")
    with uow.read() as session:
        names = {person.id: person.known_as for person in people_of(session, seat.case_id)}
        found = trail.latest(session, seat.case_id, limit=SHOWN)
    return [
        Line(entry.at, names.get(entry.who, _("the service")), happening(entry, names))
        for entry in found
        if wanted(entry.act)
    ]


@bp.get("/timeline")
@seated("audit.read")
def timeline(seat: Seat) -> str:
    """What happened, newest first."""
    lines = _lines(seat, lambda act: not act.startswith(("circle:", "audit:")))
    return render_template("cases/timeline.html", lines=lines)


@bp.get("/looked")
@seated("audit.read")
def looked(seat: Seat) -> str:
    """Who opened what, newest first."""
    return render_template("cases/looked.html", lines=_lines(seat, lambda act: act in ("circle:read", "audit:read")))

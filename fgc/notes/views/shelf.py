"""Things to read (ux F6): the shelf, a report, replies under its paragraphs, corrections beside it."""

import secrets
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.accounts.identity import is_automatic
from fgc.cases import policy, reading
from fgc.cases.guards import seated
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, strip_for
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.notes import rules
from fgc.notes.actions import add_reply, correct_report, mark_read
from fgc.notes.forms import CorrectForm, ReplyForm
from fgc.notes.queries import notes as note_queries
from fgc.notes.queries import reports as queries
from fgc.notes.queries import requests
from fgc.notes.views.blueprint import reports as bp


@dataclass(frozen=True, slots=True)
class Asking:
    """The reply that is being written: under which paragraph, of what kind, to which reply, with which words."""

    paragraph: str = ""
    kind: str = rules.QUESTION
    to: str = ""
    circle: str = ""
    body: str = ""
    client_id: str = ""


@bp.get("/c/<case_id>/read")
@seated("case.see")
def shelf(seat: Seat) -> str:
    """Everything there is to read for this member, with what is new."""
    with uow.read() as session:
        items = queries.shelf(session, seat)
        due = requests.last_due(session, seat)
    return render_template("notes/shelf.html", items=items, due=due)


@bp.get("/c/<case_id>/read/<report_id>")
@seated("case.see")
def show(seat: Seat, report_id: str) -> str:
    """A report, or a thing that was sent on to somebody apart."""
    if report_id.startswith("n_"):
        return _released(seat, report_id)
    kind = request.args.get("kind", "")
    asking = Asking(
        request.args.get("ask", ""), kind if kind in rules.REPLIES else rules.QUESTION, request.args.get("to", "")
    )
    page = _draw(seat, report_id, asking, {})
    if not is_automatic():
        mark_read(seat, report_id)
    return page


@bp.post("/c/<case_id>/read/<report_id>/reply")
@seated("note.write")
def reply(seat: Seat, report_id: str) -> ResponseReturnValue:
    """Ask about a paragraph, or say that one does not agree."""
    form = ReplyForm.posted().check()
    paragraph = form.paragraph.data or ""
    kept = Asking(
        paragraph, form.kind.data or "", form.reply_to.data or "", form.circle.data or "", form.body.data or "",
        form.client_id.data or "",
    )  # fmt: skip
    try:
        add_reply(seat, form.draft(f"{policy.DIRECT}:{seat.id}", policy.EVERYONE))
    except Refused as refused:
        return _draw(seat, report_id, kept, refused.errors), 422
    except Stale as stale:
        return _draw(seat, report_id, kept, {"body": stale.reason}), 409
    return redirect(url_for("reports.show", case_id=seat.case_id, report_id=report_id, _anchor=paragraph), 303)


@bp.post("/c/<case_id>/read/<report_id>/correct")
@seated("report.correct")
def correct(seat: Seat, report_id: str) -> ResponseReturnValue:
    """A dated correction beside one's own report."""
    form = CorrectForm.posted().check()
    try:
        correct_report(seat, report_id, form.body.data or "", form.client_id.data or None)
    except Refused as refused:
        return _draw(seat, report_id, Asking(body=form.body.data or ""), refused.errors), 422
    return redirect(url_for("reports.show", case_id=seat.case_id, report_id=report_id), 303)


def _draw(seat: Seat, report_id: str, asking: Asking, errors: dict[str, str]) -> str:
    with uow.read() as session:
        if queries.shared_row(session, seat, report_id) is None:
            raise NotFound
        people = people_of(session, seat.case_id)
    reading.note_reading(seat, *queries.circles_beside(seat, people))
    with uow.read() as session:
        report = queries.report_page(session, seat, report_id)
    options = [] if asking.to else _options(seat, people)
    return render_template(
        "notes/report.html", report=report, asking=asking, options=options, errors=errors,
        strip=strip_for(people, seat, policy.EVERYONE),
        can_write=policy.can(seat, "note.write", seat.at(policy.EVERYONE)),
        can_correct=report.mine and policy.can(seat, "report.correct", seat.at()),
        can_release=note_queries.can_release(seat, people), client_id=asking.client_id or secrets.token_urlsafe(12),
    )  # fmt: skip


def _options(seat: Seat, people: tuple[Person, ...]) -> list[Strip]:
    names = (policy.EVERYONE, f"{policy.DIRECT}:{seat.id}")
    return [strip for strip in note_queries.writable(seat, people) if strip.circle in names]


def _released(seat: Seat, note_id: str) -> str:
    with uow.read() as session:
        circle = note_queries.circle_of(session, seat, note_id)
    reading.note_reading(seat, circle)
    with uow.read() as session:
        note = note_queries.note_of(session, seat, note_id)
    if note.kind != rules.RELEASE or note.withdrawn:
        raise NotFound
    if not is_automatic():
        mark_read(seat, note_id)
    return render_template("notes/released.html", note=note)

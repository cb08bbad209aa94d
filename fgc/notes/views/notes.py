"""The notes of a case (ux C7): a log for each circle one can read, a composer with the audience first, a search."""

import secrets
from dataclasses import dataclass
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import reading
from fgc.cases.guards import seated
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, strip_for
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.notes.actions import add_note
from fgc.notes.files.accepting import accept
from fgc.notes.forms import NoteForm, SearchForm
from fgc.notes.queries import notes as queries
from fgc.notes.queries import wording
from fgc.notes.queries.opening import Words
from fgc.notes.views.blueprint import notes as bp
from fgc.web.headers import allow_recording
from fgc.web.pages import wants_data
from fgc.web.uploads import takes_files

GLANCE, PAGE = 10, 50


@dataclass(frozen=True, slots=True)
class Log:
    """Notes of one circle. `before` is the number to ask for older ones with, 0 when there are none."""

    strip: Strip
    notes: list[Words]
    before: int


@bp.get("/c/<case_id>/notes")
@seated("note.read")
def page(seat: Seat) -> str:
    """The log."""
    return _draw(seat, {"circle": request.args.get("to", "")}, {})


@bp.post("/c/<case_id>/notes")
@seated("note.write")
@takes_files
def add(seat: Seat) -> ResponseReturnValue:
    """Write a note. Scripts get `{ok, id, seq}`; a browser without them comes back to the page it wrote on."""
    form = NoteForm.posted().check()
    if wants_data():
        sent = add_note(seat, form.draft(accept(request.files, request.form)))
        to = url_for("notes.page", case_id=seat.case_id, circle=form.circle.data, _anchor=sent.id)
        return jsonify(ok=True, id=sent.id, seq=sent.seq, to=to)
    try:
        sent = add_note(seat, form.draft(accept(request.files, request.form)))
    except Refused as refused:
        return _draw(seat, form.data, refused.errors), 422
    except Stale as stale:
        return _draw(seat, form.data, {"body": stale.reason}), 409
    if request.form.get("back") == "meeting":
        return redirect(url_for("meeting.page", case_id=seat.case_id), 303)
    return redirect(url_for("notes.page", case_id=seat.case_id, circle=form.circle.data, _anchor=sent.id), 303)


@bp.post("/c/<case_id>/notes/search")
@seated("note.read")
def search(seat: Seat) -> str:
    """Look for words in what one may read."""
    text = (SearchForm.posted().check().text.data or "").strip()
    with uow.read() as session:
        people = people_of(session, seat.case_id)
    reading.note_reading(seat, *queries.readable(seat, people))
    with uow.read() as session:
        found = queries.search_notes(session, seat, text[:200])
    return render_template("notes/search.html", found=found, text=text, acts=acts_for(seat, people), errors={})


def _draw(seat: Seat, form: dict[str, Any], errors: dict[str, str]) -> str:
    allow_recording()
    circle, before = request.args.get("circle", ""), request.args.get("before", type=int)
    with uow.read() as session:
        people = people_of(session, seat.case_id)
        names = queries.circles_with_notes(session, seat, people)
    if circle and circle not in queries.readable(seat, people):
        raise NotFound
    shown = (circle,) if circle else names
    reading.note_reading(seat, *shown)
    with uow.read() as session:
        logs = [
            _log(session, seat, people, name, before if circle else None, PAGE if circle else GLANCE) for name in shown
        ]
        speakers = queries.speakers_for(seat, people)
    filters = [strip_for(people, seat, name) for name in names]
    blank = dict.fromkeys(("reason", "reason_words", "said_by", "body"), "")
    form = {**blank, **form, "client_id": form.get("client_id") or secrets.token_urlsafe(12)}
    return render_template(
        "notes/page.html", logs=logs, filters=filters, circle=circle, options=queries.writable(seat, people),
        speakers=speakers, reasons=wording.reasons(), form=form, errors=errors, acts=acts_for(seat, people),
    )  # fmt: skip


def _log(session: Any, seat: Seat, people: tuple[Person, ...], circle: str, before: int | None, size: int) -> Log:
    found = queries.notes_for(session, seat, circle, before, size + 1)
    more = len(found) > size
    shown = found[-size:]
    return Log(strip_for(people, seat, circle), shown, shown[0].seq if more and shown else 0)


def acts_for(seat: Seat, people: tuple[Person, ...]) -> dict[str, bool]:
    """What the links under notes may offer this seat; each action asks the policy again."""
    return {"release": queries.can_release(seat, people)}

"""What has to be in the plan: the page, and for the social worker the words on it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.cases.see_strip import strip_for
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.notes.actions import NoteDraft, add_note
from fgc.plan.actions.lines import take_off, write_line
from fgc.plan.forms import LineForm, ReplyForm
from fgc.plan.queries.lines import line_of, lines_panel, replies_to
from fgc.plan.views.ways import look

bp = Blueprint("bottom_lines", __name__, url_prefix="/c/<case_id>/bottom-lines")


@bp.get("")
@seated("bottom_line.read")
def page(seat: Seat) -> ResponseReturnValue:
    """Every line with its number, what it said before, and what people say about it."""
    return _page(seat, {}, {})


@bp.get("/part")
@seated("bottom_line.read")
def part(seat: Seat) -> ResponseReturnValue:
    """The panel in the meeting, to be drawn anew."""
    note_reading(seat, policy.EVERYONE)
    with uow.read() as session:
        return render_template("plan/_lines.html", panel=lines_panel(session, seat))


@bp.post("")
@seated("bottom_line.write")
def save(seat: Seat) -> ResponseReturnValue:
    """Write a line, or change the one named in `line`."""
    form = LineForm.posted()
    line_id = request.form.get("line", "")
    try:
        write_line(seat, form.check().draft(line_id))
    except (Refused, Stale) as error:
        return _refused(seat, error, {"text": form.text.data, "kind": form.kind.data, "line": line_id})
    return redirect(url_for("bottom_lines.page", case_id=seat.case_id), 303)


@bp.post("/<line_id>/off")
@seated("bottom_line.write")
def off(seat: Seat, line_id: str) -> ResponseReturnValue:
    """Ask for it no longer."""
    take_off(seat, line_id)
    return redirect(url_for("bottom_lines.page", case_id=seat.case_id), 303)


@bp.post("/<line_id>/reply")
@seated("note.write")
def reply(seat: Seat, line_id: str) -> ResponseReturnValue:
    """Say something to a line, for everybody to hear: a question, a no, an answer."""
    form = ReplyForm.posted()
    with uow.read() as session:
        line = line_of(session, seat, line_id)
    try:
        form.check()
        body, kind = str(form.body.data or ""), str(form.kind.data or "question")
        add_note(seat, NoteDraft(policy.EVERYONE, body, form.client_id.data or None, kind, about=line.id))
    except (Refused, Stale) as error:
        return _refused(seat, error, {"body": form.body.data, "reply": line_id})
    return redirect(url_for("bottom_lines.page", case_id=seat.case_id, _anchor=f"line-{line.n}"), 303)


def _refused(seat: Seat, error: Refused | Stale, kept: dict[str, str | None]) -> ResponseReturnValue:
    if isinstance(error, Refused):
        return _page(seat, error.errors, kept), 422
    return _page(seat, {"": error.reason}, kept), 409


def _page(seat: Seat, errors: dict[str, str], kept: dict[str, str | None]) -> str:
    note_reading(seat, policy.EVERYONE)
    with uow.read() as session:
        return render_template("plan/lines.html", **_values(session, seat), errors=errors, kept=kept, stage=look(seat))


def _values(session: Session, seat: Seat) -> dict[str, object]:
    panel = lines_panel(session, seat)
    return {
        "panel": panel,
        "replies": replies_to(session, seat, panel.lines),
        "strip": strip_for(people_of(session, seat.case_id), seat, policy.EVERYONE),
        "may_write": policy.can(seat, "bottom_line.write", seat.at()),
        "may_reply": policy.can(seat, "note.write", seat.at(policy.EVERYONE)),
    }

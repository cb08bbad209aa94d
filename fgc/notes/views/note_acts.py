"""What can be done with a note that stands: correct it, take it back, say yes to it, share one's own, send it on."""

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy, reading
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.notes.actions import (
    confirm_said,
    correct_note,
    release_to,
    require_reason,
    share_own,
    withdraw_note,
)  # fmt: skip
from fgc.notes.forms import CorrectForm, ReleaseForm, ShareForm
from fgc.notes.queries import notes as queries
from fgc.notes.queries import wording
from fgc.notes.queries.opening import Words
from fgc.notes.queries.reports import report_text
from fgc.notes.views.blueprint import notes as bp


@bp.route("/c/<case_id>/notes/<note_id>/correct", methods=["GET", "POST"])
@seated("note.write")
def correct(seat: Seat, note_id: str) -> ResponseReturnValue:
    """A correction stands beside the note; the note stays."""
    note = _note(seat, note_id)
    form, errors = CorrectForm.posted(), {}
    if request.method == "POST":
        try:
            correct_note(seat, note_id, form.body.data or "", form.client_id.data or None)
            return _back(seat, note.circle)
        except Refused as refused:
            errors = refused.errors
    words = {"body": form.body.data or "", "client_id": form.client_id.data or secrets.token_urlsafe(12)}
    page = render_template("notes/correct.html", note=note, form=words, errors=errors)
    return page, 422 if errors else 200


@bp.route("/c/<case_id>/notes/<note_id>/take-back", methods=["GET", "POST"])
@seated("note.write")
def take_back(seat: Seat, note_id: str) -> ResponseReturnValue:
    """A page that says what will happen, then the act."""
    note = _note(seat, note_id)
    if request.method == "GET":
        return render_template("notes/take_back.html", note=note)
    withdraw_note(seat, note_id)
    return _back(seat, note.circle)


@bp.post("/c/<case_id>/notes/<note_id>/yes")
@seated("note.read")
def confirm(seat: Seat, note_id: str) -> ResponseReturnValue:
    """“Yes, I said this.”"""
    note = _note(seat, note_id)
    confirm_said(seat, note_id)
    return _back(seat, note.circle)


@bp.route("/c/<case_id>/notes/<note_id>/share", methods=["GET", "POST"])
@seated("note.write")
def share(seat: Seat, note_id: str) -> ResponseReturnValue:
    """Show a note of one's own to others: choose them, see them named, then share."""
    note = _note(seat, note_id)
    form, errors = ShareForm.posted(), {}
    circle, reason, words = form.circle.data or "", form.reason.data or "", form.reason_words.data or ""
    options = _others(seat)
    if request.method == "POST":
        try:
            if form.confirm.data == "yes":
                share_own(seat, note_id, circle, reason, words)
                return _back(seat, circle)
            if circle == policy.WORKERS_CIRCLE:
                require_reason(reason, words)
            chosen = next((strip for strip in options if strip.circle == circle), None)
            if chosen:
                return render_template("notes/share_confirm.html", note=note, strip=chosen, form=form.data)
            errors = {"circle": wording.choose_who()}
        except Refused as refused:
            errors = refused.errors
    page = render_template(
        "notes/share.html", note=note, options=options, reasons=wording.reasons(), form=form.data, errors=errors
    )
    return page, 422 if errors else 200


@bp.route("/c/<case_id>/send-on/<item_id>", methods=["GET", "POST"])
@seated("release.to")
def send_on(seat: Seat, item_id: str) -> ResponseReturnValue:
    """Copy one thing to somebody who takes part apart; names can be taken out first."""
    text = _text_of(seat, item_id)
    with uow.read() as session:
        people = people_of(session, seat.case_id)
    form, errors = ReleaseForm.posted(), {}
    if request.method == "POST":
        try:
            release_to(seat, item_id, form.member.data or "", form.words.data or "")
            return _back(seat, f"{policy.DIRECT}:{form.member.data}")
        except Refused as refused:
            errors = refused.errors
    page = render_template(
        "notes/send_on.html", receivers=queries.apart_people(seat, people), member=form.member.data or "",
        words=form.words.data or text, item_id=item_id, errors=errors,
    )  # fmt: skip
    return page, 422 if errors else 200


def _text_of(seat: Seat, item_id: str) -> str:
    if not item_id.startswith("r_"):
        return _note(seat, item_id).body
    reading.note_reading(seat, policy.EVERYONE)
    with uow.read() as session:
        return report_text(session, seat, item_id)


def _note(seat: Seat, note_id: str) -> Words:
    with uow.read() as session:
        circle = queries.circle_of(session, seat, note_id)
    reading.note_reading(seat, circle)
    with uow.read() as session:
        return queries.note_of(session, seat, note_id)


def _others(seat: Seat) -> tuple[Strip, ...]:
    with uow.read() as session:
        options = queries.writable(seat, people_of(session, seat.case_id))
    return tuple(strip for strip in options if strip.kind != policy.OWN)


def _back(seat: Seat, circle: str) -> ResponseReturnValue:
    if not circle:
        raise NotFound
    return redirect(url_for("notes.page", case_id=seat.case_id, circle=circle), 303)

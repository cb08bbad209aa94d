"""“Translate this”: the original on top, the translation under it."""

import secrets
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy, reading
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import strip_for
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.interpreting import originals, queries, rules
from fgc.interpreting.actions import put_translation, require_translator
from fgc.interpreting.forms import TranslationForm
from fgc.interpreting.originals import Original
from fgc.web import languages

bp = Blueprint("interpreting", __name__)
BLUEPRINTS = (bp,)
PLACES = {"meeting": "meeting.page", "plan": "plan.page"}


@bp.get("/c/<case_id>/translate/<kind>/<obj_id>")
@seated("translation.write")
def page(seat: Seat, kind: str, obj_id: str) -> ResponseReturnValue:
    """The page for one note, paragraph or row."""
    original = _original(seat, kind, obj_id)
    require_translator(seat, original.circle)
    return _draw(seat, original, None, {})


@bp.post("/c/<case_id>/translate/<kind>/<obj_id>")
@seated("translation.write")
def save(seat: Seat, kind: str, obj_id: str) -> ResponseReturnValue:
    """Put the translation beside it and go back to where it stands."""
    form = TranslationForm.posted().check()
    try:
        put_translation(seat, form.draft(kind, obj_id))
    except Refused as refused:
        return _draw(seat, _original(seat, kind, obj_id), form.data, refused.errors), 422
    except Stale as stale:
        return _draw(seat, _original(seat, kind, obj_id), form.data, {"words": stale.reason}), 409
    return redirect(_back(seat, _original(seat, kind, obj_id)), 303)


def _original(seat: Seat, kind: str, obj_id: str) -> Original:
    with uow.read() as session:
        circle = originals.find(session, seat, kind, obj_id).circle
    reading.note_reading(seat, circle)
    with uow.read() as session:
        return originals.find(session, seat, kind, obj_id)


def _draw(seat: Seat, original: Original, typed: dict[str, Any] | None, errors: dict[str, str]) -> str:
    with uow.read() as session:
        people = people_of(session, seat.case_id)
        sources = {original.id: original.source}
        there = queries.beside(session, seat, [original.id], people, sources).get(original.id, ())
        lang, name = queries.first_choice(session, seat, original)
    fresh = {"lang": lang, "language": name, "words": "", "by": "", "client_id": ""}
    form = {**fresh, **(typed or {})}
    form["client_id"] = form["client_id"] or secrets.token_urlsafe(12)
    return render_template(
        "interpreting/translate.html", original=original, there=there, form=form, errors=errors,
        strip=strip_for(people, seat, original.circle), phone=seat.role == policy.COORDINATOR, other=rules.OTHER,
        choices=languages.LANGUAGES, back=_back(seat, original), came=request.values.get("back", ""),
    )  # fmt: skip


def _back(seat: Seat, original: Original) -> str:
    place = PLACES.get(request.values.get("back", ""))
    return url_for(place, case_id=seat.case_id) if place else original.back

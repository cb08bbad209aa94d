"""Answers to what went wrong: one page for not there and not yours, and pages that give typed words back.

Fetches from our own scripts (Accept: application/json) get the same answers as data.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from config.logs import log
from fgc.core.errors import Busy, NotFound, Refused, Stale
from fgc.core.ids import looks_like_id

PAGES = (400, 404, 413, 429, 500, 503)
HIDDEN = frozenset({"csrf_token", "pin", "password", "code", "totp", "new_pin", "again", "client_id"})


def wants_data() -> bool:
    """Whether the request was made by a script of ours that reads JSON."""
    return request.accept_mimetypes.best == "application/json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that was typed into."""

    label: str
    text: str


def kept_words() -> list[Kept]:
    """What the person typed, to show it again: every text field but codes, ids and passwords."""
    if request.method != "POST" or request.content_length is None or request.content_length > 300_000:
        return []
    return [
        Kept(name.replace("_", " ").capitalize(), text)
        for name, text in request.form.items(multi=True)
        if name not in HIDDEN and text.strip() and not looks_like_id(text)
    ]


def answer(status: int, errors: dict[str, str] | None = None, reason: str = "") -> ResponseReturnValue:
    """The page (or data) for one status. The body never depends on what exists."""
    if wants_data():
        return jsonify({"ok": False, "errors": errors or {}, "reason": reason}), status
    page = f"errors/{status if status in PAGES else 400}.html"
    if status in (409, 422):
        page = "errors/kept_words.html"
    words = kept_words() if status != 413 else []
    return render_template(page, fields=words, errors=errors or {}, reason=reason, again=request.path), status


def init_error_pages(app: Flask) -> None:
    """Register the handlers."""

    def http_error(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        return answer(404 if code in (401, 403, 405) else code)

    def not_found(_error: NotFound) -> ResponseReturnValue:
        return answer(404)

    def refused(error: Refused) -> ResponseReturnValue:
        return answer(422, error.errors)

    def stale(error: Stale) -> ResponseReturnValue:
        return answer(409, reason=error.reason)

    def busy(_error: Busy) -> ResponseReturnValue:
        log("web").error("store_busy", route=str(request.url_rule), exc_info=True)
        return answer(503, reason=_("We could not save this just now. Your words are below. Try again in a moment."))

    def broken(error: Exception) -> ResponseReturnValue:
        log("web").error("page_failed", route=str(request.url_rule), exc_info=error)
        return answer(500)

    handlers: tuple[tuple[type[Exception], Any], ...] = (
        (HTTPException, http_error), (NotFound, not_found), (Refused, refused), (Stale, stale),
        (Busy, busy), (Exception, broken),
    )  # fmt: skip
    for kind, handler in handlers:
        app.register_error_handler(kind, handler)

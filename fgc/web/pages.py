"""Answers to what went wrong: one page for not there and not yours, and pages that give typed words back.

Fetches from our own scripts (Accept: application/json) get the same answers as data.
"""

import re
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
HIDDEN = frozenset({"csrf_token", "pin", "password", "code", "totp", "new_pin", "again", "client_id", "kept"})
CHOSEN = frozenset(
    {
        "aloud", "answer", "audience", "box", "choice", "circle", "confirm", "feeling", "given", "how", "kind",
        "language", "line", "number", "on", "part", "phone", "reading", "reason", "rev", "role", "safe_to_text", "side",
        "state", "takes_part", "tell", "text", "to",
    }
)  # fmt: skip
CODE = re.compile(r"[a-z_]{1,24}(:[\w-]{1,60})?|[0-9]{1,4}")


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
    size = request.content_length
    if request.method != "POST" or size is None or (size > 300_000 and request.mimetype != "multipart/form-data"):
        return []
    texts = [
        text for name, text in request.form.items(multi=True)
        if name not in HIDDEN and text.strip() and not looks_like_id(text) and not _is_choice(name, text)
    ]  # fmt: skip
    if len(texts) == 1:
        return [Kept(_("What you wrote"), texts[0])]
    return [Kept(_("What you wrote, part %(number)d", number=at), text) for at, text in enumerate(texts, 1)]


def _is_choice(name: str, text: str) -> bool:
    """Whether a field was chosen rather than written: the value of a radio button, a list, a number of a row."""
    return name in CHOSEN and CODE.fullmatch(text) is not None


def answer(status: int, errors: dict[str, str] | None = None, reason: str = "") -> ResponseReturnValue:
    """The page (or data) for one status. The body never depends on what exists."""
    if wants_data():
        return jsonify({"ok": False, "errors": errors or {}, "reason": reason}), status
    page = f"errors/{status if status in PAGES else 400}.html"
    words = kept_words() if status != 413 else []
    if status in (409, 422) or (status == 404 and words):
        page = "errors/kept_words.html"
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

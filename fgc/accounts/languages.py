"""Which language a page is in: what the browser chose, what the person chose before, English for staff."""

from flask import Response, current_app, has_request_context, make_response, request
from flask.typing import ResponseReturnValue

from config.settings import Settings
from fgc.accounts import queries, sessions
from fgc.accounts.identity import live_session
from fgc.accounts.sessions import FAMILY
from fgc.core import uow
from fgc.web import languages

# Doors for staff: they are English before somebody is in, too.
STAFF_DOORS = frozenset({
    "sessions.sign_in", "sessions.check_password", "sessions.code", "sessions.check_code",
    "setup.account", "setup.create",
})  # fmt: skip


def is_for_staff() -> bool:
    """Whether this request is for a page that only staff see."""
    live = live_session()
    return request.endpoint in STAFF_DOORS or (live is not None and live.kind != FAMILY)


def page_locale() -> str:
    """Babel's locale selector: staff read English, everybody else what their browser or their choice says."""
    asked = languages.wished() if has_request_context() and not is_for_staff() else languages.ENGLISH
    return languages.locale_of(asked)


def speak(response: Response, token: str, *, shared: bool) -> None:
    """Let this browser speak the language of the family member whose session has just been opened on it.

    A choice that was made on this browser stands; it lasts as long as the session's cookie.
    """
    chosen = languages.known(request.cookies.get(languages.COOKIE))
    if not chosen:
        with uow.read() as session:
            live = sessions.find_session(session, sessions.hash_token(token))
            chosen = queries.language_of(session, live.account_id) if live else ""
    if chosen:
        keep_language(response, chosen, shared=shared)


def in_language(answer: ResponseReturnValue, code: str) -> Response:
    """A response after which a family member's own browser speaks the language they chose on a page of theirs."""
    live, response = live_session(), make_response(answer)
    if live is not None and live.kind == FAMILY and languages.known(code):
        keep_language(response, code, shared=live.shared)
    return response


def keep_language(response: Response, code: str, *, shared: bool) -> None:
    """Set the language of this browser, for as long as a session on it would last."""
    settings: Settings = current_app.extensions["fgc.settings"]
    languages.set_language_cookie(response, code, keep_days=None if shared else settings.own_phone_days)

"""Form token and origin check for every request that is not GET, HEAD or OPTIONS.

Three walls, each enough for most attacks: cookies are SameSite=Strict, the browser's Origin or Sec-Fetch-Site must be
ours, and the form carries a token bound to the session cookie (or, before sign-in, to a cookie of its own).
Socket events do not pass here: `realtime.gate` checks Origin, and the same token travels in their `auth`.
"""

import hashlib
import hmac
import secrets

from flask import Flask, Response, abort, current_app, g, request

from config.settings import Settings

FIELD = "csrf_token"
HEADER = "X-CSRF"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Leaving fast must lock the session even from a tab whose token is older than the session (it only ever locks).
UNTOKENED = frozenset({"sessions.leave"})


def _visit_cookie(settings: Settings) -> str:
    return "__Host-p" if settings.https else "p"


def token_for(key: bytes, anchor: str) -> str:
    """The token that belongs to one cookie value."""
    return hmac.new(key, b"csrf\0" + anchor.encode(), hashlib.sha256).hexdigest()[:43]


def _anchor(settings: Settings) -> str:
    session = g.get("session_token") or request.cookies.get(settings.cookie_name, "")
    visit = request.cookies.get(_visit_cookie(settings), "") or g.get("fresh_visit", "")
    if not session and not visit:
        visit = g.fresh_visit = secrets.token_urlsafe(24)
    return session or str(visit)


def csrf_token() -> str:
    """The token for forms on this page."""
    return token_for(current_app.extensions["fgc.csrf_key"], _anchor(current_app.extensions["fgc.settings"]))


def origin_allowed(settings: Settings, origin: str | None, fetch_site: str | None) -> bool:
    """Whether a writing request comes from our own pages.

    `Referrer-Policy: no-referrer` makes browsers send `Origin: null` with same-origin forms, so null is taken
    when Sec-Fetch-Site vouches for it or the browser is too old to send that header; the token decides then.
    """
    if fetch_site is not None and fetch_site not in ("same-origin", "none"):
        return False
    if origin is None:
        return fetch_site is not None
    return origin == "null" or origin in settings.origin_list


def init_csrf(app: Flask, settings: Settings) -> None:
    """Check every writing request of the app, and offer `csrf_token()` to templates."""

    def check() -> None:
        if request.method in SAFE:
            return
        if not origin_allowed(settings, request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")):
            abort(400)
        if request.endpoint in UNTOKENED:
            return
        given = request.headers.get(HEADER) or request.form.get(FIELD, "")
        if not hmac.compare_digest(given.encode(), csrf_token().encode()):
            abort(400)

    def keep_visit(response: Response) -> Response:
        if "fresh_visit" in g:
            response.set_cookie(
                _visit_cookie(settings), g.fresh_visit, httponly=True, secure=settings.https, samesite="Strict"
            )
        return response

    app.before_request(check)
    app.after_request(keep_visit)
    app.jinja_env.globals["csrf_token"] = csrf_token

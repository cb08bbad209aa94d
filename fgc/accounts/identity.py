"""Who sends this request: Flask-Login over our own session rows.

The only place that touches Flask-Login. Everything else asks `live_session()`.
"""

from typing import cast

from flask import Flask, Request, Response, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user  # noqa: TID251 — the only place that may

from config.settings import Settings
from fgc.accounts import sessions
from fgc.accounts.sessions import LiveSession
from fgc.core import uow

AUTO_HEADER = "X-FGC-Auto"
# Pages that are the same for everybody, whoever asks: they never touch the store (previews, scanners, prefetch).
STILL_PAGES = frozenset({"static", "invites.join", "setup.account", "public.front", "public.offline", "public.worker"})


class Identity(UserMixin):  # type: ignore[misc]
    """Flask-Login's view of a live session."""

    def __init__(self, live: LiveSession) -> None:
        self.id = live.account_id
        self.live = live


def _load(incoming: Request) -> Identity | None:
    settings: Settings = current_app.extensions["fgc.settings"]
    if incoming.endpoint in STILL_PAGES:
        return None
    token = incoming.cookies.get(settings.cookie_name, "")
    if not 20 <= len(token) <= 100:
        return None
    with uow.read() as session:
        live = sessions.find_session(session, sessions.hash_token(token))
    return Identity(live) if live else None


def live_session() -> LiveSession | None:
    """The session of this request, read from its row once a request; None when there is none."""
    identity = current_user
    return cast(LiveSession, identity.live) if identity and identity.is_authenticated else None


def is_automatic() -> bool:
    """Whether a page refreshed itself: such a request is no activity."""
    return request.headers.get(AUTO_HEADER) == "1" or request.args.get("auto") == "1"


def _touch() -> None:
    if request.endpoint in (None, "public.healthz", "sessions.left") or is_automatic():
        return
    live = live_session()
    if live and not live.locked and sessions.needs_touch(live):
        with uow.write() as work:
            sessions.touch(work, live)


def set_session_cookie(response: Response, token: str, *, keep_days: int | None) -> None:
    """Give the browser its session: for some days on an own phone, else until the browser closes."""
    settings: Settings = current_app.extensions["fgc.settings"]
    response.set_cookie(
        settings.cookie_name, token, max_age=keep_days * 86_400 if keep_days else None, httponly=True,
        secure=settings.https, samesite="Strict", path="/",
    )  # fmt: skip
    g.session_token = token


def drop_session_cookie(response: Response) -> None:
    """Take the session away from the browser."""
    settings: Settings = current_app.extensions["fgc.settings"]
    response.delete_cookie(settings.cookie_name, path="/", secure=settings.https, httponly=True, samesite="Strict")


def init_identity(app: Flask) -> None:
    """Connect Flask-Login: no remember cookie, no session protection of its own, no Flask session."""
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_load)
    manager.init_app(app)
    app.before_request(_touch)

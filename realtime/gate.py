"""The gate before the handshake: a live session, an exact Origin, WebSocket only, and not more than the house holds.

engine.io itself would open a session for anybody who asks, take polling with nothing but an id from the URL, and check
Origin only where there is one. What is refused here costs one small answer, and a query only with a plausible cookie.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from flask import Flask

from config.settings import Settings
from fgc.accounts.sessions import LiveSession, find_session, hash_token
from fgc.core import uow
from fgc.core.errors import Busy

PATH = "/socket.io"
LIVE, TOKEN = "fgc.live", "fgc.token"
TABS = 12  # sockets of one session at once
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]


class SocketGate:
    """WSGI in front of Flask-SocketIO; everything but its path passes untouched."""

    def __init__(self, inner: Wsgi, app: Flask, settings: Settings) -> None:
        self._inner = inner
        self._app = app
        self._settings = settings
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path != PATH and not path.startswith(f"{PATH}/"):
            return self._inner(environ, start_response)
        live = self._admitted(environ) if path == f"{PATH}/" else None
        if live is None:
            return _answer(start_response, "403 Forbidden")
        if not self._enter(live.id):
            return _answer(start_response, "503 Service Unavailable", ("Retry-After", "10"))
        try:
            self._inner({**environ, LIVE: live}, start_response)
        finally:
            self._leave(live.id)
        # the connection was a socket's and is over: gunicorn must write no response to it
        raise StopIteration

    @property
    def inside(self) -> int:
        """How many sockets this process holds."""
        return self._inside.total()

    def _admitted(self, environ: Environ) -> LiveSession | None:
        if not (_is_upgrade(environ) and environ.get("HTTP_ORIGIN") in self._settings.origin_list):
            return None
        token = _cookie(environ.get("HTTP_COOKIE", ""), self._settings.cookie_name)
        if not 20 <= len(token) <= 100:
            return None
        try:
            with self._app.app_context(), uow.read() as session:
                live = find_session(session, hash_token(token))
        except Busy:
            return None
        environ[TOKEN] = token
        return live if live and not live.half and not live.locked else None

    def _enter(self, session: str) -> bool:
        with self._lock:
            if self.inside >= self._settings.sockets_at_once or self._inside[session] >= TABS:
                return False
            self._inside[session] += 1
            return True

    def _leave(self, session: str) -> None:
        with self._lock:
            self._inside[session] -= 1
            if self._inside[session] <= 0:
                del self._inside[session]


def _is_upgrade(environ: Environ) -> bool:
    query = parse_qs(environ.get("QUERY_STRING", "")[:500])
    tokens = {part.strip() for part in environ.get("HTTP_CONNECTION", "").lower().split(",")}
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        and "upgrade" in tokens
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and len(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")) == 24
        and query.get("transport") == ["websocket"]
        and query.get("EIO") == ["4"]
        and not query.keys() & {"sid", "j"}
        and "gunicorn.socket" in environ
    )


def _cookie(header: str, name: str) -> str:
    if name not in header or len(header) > 4_096:
        return ""
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _answer(start_response: Any, status: str, *headers: tuple[str, str]) -> list[bytes]:
    body = status.encode()
    fixed = [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, [*fixed, *headers, ("Connection", "close")])
    return [body]

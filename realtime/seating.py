"""Taking a seat and leaving it: what happens when a socket connects and disconnects.

The gate has looked at the session; here it is looked at again, the page's own token is asked for, and the socket joins
the room of each member that its account is. Joining gives no right to hear anything.
"""

import hmac
from typing import Any

from flask import current_app, request

from config.settings import Settings
from fgc.accounts.sessions import LiveSession, find_session, hash_token
from fgc.cases.access import seats_for
from fgc.core import uow
from fgc.web import languages
from fgc.web.csrf import token_for
from realtime.deliver import enter
from realtime.gate import LIVE, TOKEN
from realtime.handlers.door import registry
from realtime.presence import Bucket, Connection
from realtime.transport import hang_up

PATIENCE = 10  # times the allowed rate before a socket that does not slow down is closed


def connected(auth: object = None) -> bool:
    """Seat a socket, or refuse it and end its transport. Calling it twice for one socket changes nothing."""
    sid: str = request.sid  # type: ignore[attr-defined]
    server = _server()
    eio_sid = server.manager.eio_sid_from_sid(sid, "/")
    connection = _seated(auth, sid, eio_sid)
    if connection is None:
        hang_up(server, eio_sid)
        return False
    registry().add(connection)
    for member in connection.members:
        enter(server, connection, member)
    return True


def disconnected(_reason: object = None) -> None:
    """Take a socket out. A client that merely says “disconnect” is still connected, and stays."""
    sid: str = request.sid  # type: ignore[attr-defined]
    if not _server().manager.is_connected(sid, "/"):
        registry().remove(sid)


def _seated(auth: object, sid: str, eio_sid: str) -> Connection | None:
    live: LiveSession = request.environ[LIVE]
    token: str = request.environ[TOKEN]
    given = auth.get("csrf") if isinstance(auth, dict) else None
    wanted = token_for(current_app.extensions["fgc.csrf_key"], token)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), wanted.encode()):
        return None
    with uow.read() as session:
        now = find_session(session, hash_token(token))
        if now is None or now.half or now.locked:
            return None
        members = {seat.id: seat.case_id for seat in seats_for(session, now.account_id)}
    settings: Settings = current_app.extensions["fgc.settings"]
    rate = settings.events_per_second
    return Connection(
        sid, eio_sid, live.id, live.account_id, Bucket(rate), Bucket(rate * PATIENCE),
        languages.current().code, members,
    )  # fmt: skip


def _server() -> Any:
    return current_app.extensions["socketio"].server

"""The guard of every socket event, and the table of events.

For each event the session row is read anew and the seat is taken anew: what was true at the handshake counts for
nothing. `@on(name, action)` is the only way into the table; a handler gets a seat and a payload, and gives the ack.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app

from config.logs import log
from fgc.accounts import sessions
from fgc.accounts.sessions import LiveSession
from fgc.cases.guards import admit, note_denial
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import Busy, NotFound, Refused, Stale
from realtime.presence import Connection, Registry
from realtime.transport import hang_up

Payload = Mapping[str, Any]
Ack = dict[str, Any]
Run = Callable[[Seat, Payload], Ack]
NO: Ack = {"ok": False}


@dataclass(frozen=True, slots=True)
class Handler:
    """One socket event: the policy action of its guard, whether it is a sign of life, and what it does."""

    name: str
    action: str
    quiet: bool
    run: Run


EVENTS: dict[str, Handler] = {}


def on(name: str, action: str, *, quiet: bool = False) -> Callable[[Run], Run]:
    """Put a handler into the table. `quiet` events are sent by scripts themselves and are no activity."""

    def mark(run: Run) -> Run:
        if name in EVENTS:
            raise ValueError(f"two handlers for {name}")
        run.__guard__ = action  # type: ignore[attr-defined]
        EVENTS[name] = Handler(name, action, quiet, run)
        return run

    return mark


def registry() -> Registry:
    """The sockets of the running app."""
    return cast(Registry, current_app.extensions["fgc.sockets"])


def take(handler: Handler, sid: str, data: object) -> Ack | None:
    """Run one event of one socket and give its ack; None when the socket had to be closed."""
    connection = registry().get(sid)
    if connection is None:
        return None
    if not connection.bucket.take():
        return _too_fast(connection)
    try:
        with uow.read() as session:
            live = sessions.find_session(session, connection.session)
            if live is None or live.half or live.locked:
                close(connection)
                return None
            case_id = data.get("case") if isinstance(data, Mapping) else None
            seat = admit(session, live, case_id, handler.action) if isinstance(case_id, str) else None
        if seat is None or not isinstance(data, Mapping):
            note_denial(live, case_id if isinstance(case_id, str) else "", handler.action)
            return NO
        _stay_awake(handler, live)
        return handler.run(seat, data)
    except Exception as error:  # noqa: BLE001 — translated for the person, logged by class and place
        return _told(handler, error)


def close(connection: Connection) -> None:
    """End a socket's transport."""
    hang_up(current_app.extensions["socketio"].server, connection.eio_sid)


def text(data: Payload, name: str, longest: int = 80) -> str:
    """A short text of the payload; `NotFound` when it is missing or of another kind."""
    value = data.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise NotFound
    return value


def number(data: Payload, name: str) -> int:
    """A whole number of the payload, not below zero; `NotFound` otherwise."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise NotFound
    return value


def switch(data: Payload, name: str) -> bool:
    """On or off; on when it is not said."""
    value = data.get(name, True)
    if not isinstance(value, bool):
        raise NotFound
    return value


def without(data: Payload, *names: str) -> Payload:
    """The payload as the forms of the slices know it: without what names the case or the thing."""
    return {name: value for name, value in data.items() if name not in names}


def _too_fast(connection: Connection) -> Ack | None:
    if connection.patience.take():
        return {"ok": False, "reason": "slow"}
    close(connection)
    return None


def _stay_awake(handler: Handler, live: LiveSession) -> None:
    if not handler.quiet and sessions.needs_touch(live):
        with uow.write() as work:
            sessions.touch(work, live)


def _told(handler: Handler, error: Exception) -> Ack:
    if isinstance(error, NotFound):
        return NO
    if isinstance(error, Refused):
        return {"ok": False, "errors": error.errors}
    if isinstance(error, Stale):
        return {"ok": False, "reason": "stale", "words": error.reason}
    reason = "busy" if isinstance(error, Busy) else "failed"
    log("sockets").error("event_failed", name=handler.name, exc_info=error)
    return {"ok": False, "reason": reason}

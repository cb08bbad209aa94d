"""What goes round once a second: pings, sockets that never took a seat, sessions that have ended without a word.

Sessions end by events at once. The round finds what no event told of: idle time and eight hours that are over, and
what another program (the command line) or another process did while Redis was away.
"""

import time
from contextlib import suppress
from typing import Any

from engineio.exceptions import SocketIsClosedError
from engineio.packet import PING, Packet
from flask import Flask

from config.logs import log
from fgc.accounts.sessions import good_among
from fgc.core import uow
from realtime.deliver import Deliverer
from realtime.presence import Registry
from realtime.transport import hang_up, wire_of

ROUND_S = 1.0
TAKE_A_SEAT_S = 10.0
AT_ONCE = 500  # sessions looked at in one round


class Rounds:
    """The rounds of one process."""

    def __init__(self, app: Flask, server: Any, registry: Registry, deliverer: Deliverer) -> None:
        self._app = app
        self._server = server
        self._registry = registry
        self._deliverer = deliverer
        self.stopped = False
        self._from = 0

    def run(self) -> None:
        """Go round until stopped. A round that fails is logged, and the next one comes."""
        while not self.stopped:
            time.sleep(ROUND_S)
            try:
                self.ping()
                self.end_dead_sessions()
            except Exception:  # noqa: BLE001 — without rounds nobody would be pinged and no dead session found
                log("rounds").error("round_failed", exc_info=True)

    def ping(self) -> None:
        """Ping who is due, cut who did not answer the last one, hang up on who never took a seat."""
        now, seated = time.monotonic(), {one.eio_sid for one in self._registry.everyone()}
        eio = self._server.eio
        for eio_sid, sock in list(eio.sockets.items()):
            wire = wire_of(sock)
            if wire is None:
                continue
            unanswered = sock.last_ping and time.time() - sock.last_ping > eio.ping_timeout
            late = eio_sid not in seated and now - wire.opened_at > TAKE_A_SEAT_S
            if unanswered or late or not wire.open:
                hang_up(self._server, eio_sid)
                wire.cut()
            elif not sock.last_ping and now - wire.pinged_at >= eio.ping_interval:
                wire.pinged_at, sock.last_ping = now, time.time()
                with suppress(SocketIsClosedError):
                    sock.send(Packet(PING))

    def end_dead_sessions(self) -> None:
        """Close the sockets of sessions that are not good any more."""
        names = sorted({one.session for one in self._registry.everyone()})
        if not names:
            return
        self._from = self._from + AT_ONCE if self._from + AT_ONCE < len(names) else 0
        some = names[self._from : self._from + AT_ONCE]
        with self._app.app_context():
            with uow.read() as session:
                good = good_among(session, some)
            for name in some:
                if name not in good:
                    self._deliverer.close(self._registry.of_session(name))

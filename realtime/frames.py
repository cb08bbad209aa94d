"""What a client may say at all, checked before Socket.IO looks at it.

Malformed and forged packets cost nothing but a strike; the third closes the transport. Left to itself python-socketio
writes a traceback for each of them, and calls our own `connect` and `disconnect` handlers for events of these names.
"""

import json
from typing import Any

from socketio import packet as sio_packet

from realtime.transport import hang_up, wire_of

STRIKES = 3
RESERVED = frozenset({"connect", "disconnect", "connect_error", "message", "json"})
LONGEST_NAME = 40


def _refuse(text: str) -> None:
    raise ValueError(text)


class StrictJson:
    """JSON without NaN and Infinity; what is sent is as short as it can be."""

    @staticmethod
    def loads(text: str) -> Any:
        """Parse; `ValueError` for anything that is not JSON by the book."""
        return json.loads(text, parse_constant=_refuse)

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        """Write without spaces, letters of all scripts as they are."""
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def read_packet(server: Any, data: object) -> Any:
    """A packet that is well formed and allowed from a client; `ValueError` or `RecursionError` otherwise."""
    if not isinstance(data, str):
        raise ValueError("not text")
    packet = server.packet_class(encoded_packet=data)
    if packet.namespace not in (None, "/") or packet.attachment_count:
        raise ValueError("not of this service")
    if packet.packet_type == sio_packet.EVENT:
        name = packet.data[0] if isinstance(packet.data, list) and 0 < len(packet.data) <= 2 else None
        if not isinstance(name, str) or name in RESERVED or len(name) > LONGEST_NAME:
            raise ValueError("not an event")
    elif packet.packet_type not in (sio_packet.CONNECT, sio_packet.DISCONNECT):
        raise ValueError("not for clients to send")
    return packet


def strike(server: Any, eio_sid: str) -> None:
    """One more broken rule on this transport."""
    wire = wire_of(server.eio.sockets[eio_sid]) if eio_sid in server.eio.sockets else None
    if wire is None or wire.strikes + 1 >= STRIKES:
        hang_up(server, eio_sid)
    else:
        wire.strikes += 1


def watch(server: Any) -> None:
    """Put the check between engine.io and Socket.IO, and stop engine.io's own ping thread for each socket."""

    def on_connect(eio_sid: str, environ: dict[str, Any]) -> Any:
        sock = server.eio.sockets[eio_sid]

        def answered() -> None:
            sock.last_ping = None

        sock.last_ping, sock.schedule_ping = None, answered
        return server._handle_eio_connect(eio_sid, environ)

    def on_message(eio_sid: str, data: object) -> None:
        try:
            packet = read_packet(server, data)
        except (ValueError, RecursionError):
            strike(server, eio_sid)
            return
        if packet.packet_type == sio_packet.EVENT:
            server._handle_event(eio_sid, None, packet.id, packet.data)
        elif packet.packet_type == sio_packet.CONNECT:
            server._handle_connect(eio_sid, None, packet.data)
        else:
            hang_up(server, eio_sid)

    server.eio.on("connect", on_connect)
    server.eio.on("message", on_message)

"""The transport of Socket.IO: one thread (or greenlet) a socket, and a message framed once for all its receivers.

Stands in for engine.io's own, which takes four threads a socket, frames a message anew for every receiver, reads
messages of any size into memory before it looks at the limit, and keeps without end what a slow reader leaves.
"""

from functools import partial
from typing import Any

from engineio.exceptions import EngineIOError
from engineio.packet import Packet
from wsproto.frame_protocol import Opcode

from realtime.wire import BROKEN, Wire, frame


def frame_of(packet: Packet) -> bytes:
    """The frame of an engine.io packet; a packet sent to many is framed once."""
    made = packet.__dict__.get("frame")
    if made is None:
        made = packet.frame = frame(Opcode.TEXT, packet.encode().encode())
    return bytes(made)


class Outbox:
    """What engine.io takes for its queue of packets: putting one in sends it, putting None closes."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def put(self, packet: Packet | None) -> None:
        """Send a packet, or close."""
        if packet is None:
            self.wire.close()
        else:
            self.wire.push(frame_of(packet))

    def join(self) -> None:
        """Nothing waits in here."""


class Driver:
    """What engine.io calls its websocket driver. `limit` is in characters a message."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def __call__(self, handler: Any, server: Any) -> Any:
        """engine.io's own loop (`handler`) is not used; its socket is."""
        return partial(self._serve, handler.__self__, server)

    def _serve(self, sock: Any, server: Any, environ: dict[str, Any], _start: Any) -> list[bytes]:
        wire = Wire(environ["gunicorn.socket"], self._limit, server.start_background_task)
        try:
            wire.accept(environ["HTTP_SEC_WEBSOCKET_KEY"])
            waiting, sock.queue = sock.queue, Outbox(wire)
            while not waiting.empty():
                sock.queue.put(waiting.get())
            sock.connected = sock.upgraded = True
            for text in wire.texts():
                self._take(sock, wire, text)
            sock.close(wait=False, abort=True, reason=server.reason.TRANSPORT_CLOSE)
        finally:
            wire.release()
        return []

    def _take(self, sock: Any, wire: Wire, text: str) -> None:
        """Pong, message and close are all that a client has to say; anything else ends the connection."""
        if text[:1] not in ("1", "3", "4"):
            wire.close(BROKEN)
            return
        try:
            sock.receive(Packet(encoded_packet=text))
        except (ValueError, RecursionError, EngineIOError):
            wire.close(BROKEN)


def wire_of(sock: Any) -> Wire | None:
    """The wire of an engine.io socket, once it has one."""
    return sock.queue.wire if isinstance(sock.queue, Outbox) else None


def hang_up(server: Any, eio_sid: str) -> None:
    """Close a transport for good (a Socket.IO disconnect alone would leave it open to a new CONNECT)."""
    sock = server.eio.sockets.pop(eio_sid, None)
    if sock is not None:
        sock.close(wait=False, reason=server.reason.SERVER_DISCONNECT)

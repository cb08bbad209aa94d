"""One WebSocket connection: frames in and out over a socket, limits while reading, slow readers cut.

No compression: nothing to gain for short notes, and sizes of compressed secrets tell. The rules of the protocol are
wsproto's; what a server sends is one plain frame, made here. How engine.io comes to use it: `realtime.transport`.
"""

import _socket
import base64
import hashlib
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress

from wsproto.frame_protocol import Frame, FrameProtocol, Opcode, ParseFailed

MOST_HELD = 512 * 1024  # bytes waiting for one slow reader before it is cut
READ = 8192
NORMAL, GOING_AWAY, BROKEN, NOT_TEXT, TOO_BIG = 1000, 1001, 1002, 1003, 1009
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def frame(opcode: int, payload: bytes | bytearray) -> bytes:
    """One whole unmasked frame, as a server sends it."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, size)) + payload
    if size < 65_536:
        return bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big") + payload


class Wire:
    """One connection. Sending never waits; receiving is done by the thread that serves the connection."""

    def __init__(self, sock: socket.socket, limit: int, spawn: Callable[[Callable[[], None]], object]) -> None:
        self._sock = sock
        # the same descriptor without gevent's waiting, so that a send that would block says so at once
        self._raw = _socket.socket(fileno=sock.fileno())
        self._limit = limit
        self._spawn = spawn
        self._lock = threading.Lock()
        self._held: deque[bytes] = deque()
        self._held_bytes = 0
        self._size = 0
        self._flushing = False
        self.open = True
        self.opened_at = time.monotonic()
        self.pinged_at = self.opened_at
        self.strikes = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more is taken from this connection."""
        return not self.open

    def accept(self, key: str) -> None:
        """Answer the handshake."""
        proof = base64.b64encode(hashlib.sha1((key + _MAGIC).encode(), usedforsecurity=False).digest()).decode()
        lines = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Accept: {proof}", "", "")  # fmt: skip
        self.push("\r\n".join(lines).encode())

    def push(self, data: bytes) -> None:
        """Send now what the kernel takes, hold the rest; cut a reader for whom too much is held."""
        with self._lock:
            if not self.open:
                return
            left = data if self._flushing else data[self._send(data) :]
            if not left:
                return
            self._held.append(left)
            self._held_bytes += len(left)
            if self._held_bytes > MOST_HELD:
                self._cut()
            elif not self._flushing:
                self._flushing = True
                self._spawn(self._flush)

    def close(self, code: int = NORMAL) -> None:
        """Say goodbye and end the connection in both directions."""
        self.push(frame(Opcode.CLOSE, code.to_bytes(2, "big")))
        with self._lock:
            if self.open and not self._flushing:
                self._cut()
            self.open = False

    def cut(self) -> None:
        """End the connection without a word."""
        with self._lock:
            self._cut()

    def release(self) -> None:
        """Let go of the descriptor, which the server closes: nothing may be written to its next owner."""
        with self._lock:
            self._cut()
            self._raw.detach()

    def texts(self) -> Iterator[str]:
        """Text messages from the other side, until it closes or breaks the rules."""
        protocol = FrameProtocol(client=False, extensions=[])
        parts: list[str] = []
        try:
            while self.open and (data := self._sock.recv(READ)):
                protocol.receive_bytes(data)
                for got in protocol.received_frames():
                    if self.ended:
                        return
                    if got.opcode is not Opcode.TEXT:
                        self._control(got)
                    elif self._fits(parts, str(got.payload)) and got.message_finished:
                        yield "".join(parts)
                        parts.clear()
        except ParseFailed:
            self.close(BROKEN)
        except OSError:
            self.cut()

    def _control(self, got: Frame) -> None:
        if got.opcode is Opcode.PING and isinstance(got.payload, bytes | bytearray):
            self.push(frame(Opcode.PONG, got.payload))
        elif got.opcode is Opcode.CLOSE:
            self.close()
        elif got.opcode is not Opcode.PONG:
            self.close(NOT_TEXT)

    def _fits(self, parts: list[str], more: str) -> bool:
        """Keep one more piece of a message, if the message stays within the limit; close otherwise."""
        self._size = self._size + len(more) if parts else len(more)
        parts.append(more)
        if self._size <= self._limit and len(parts) <= READ:
            return True
        self.close(TOO_BIG)
        return False

    def _send(self, data: bytes) -> int:
        try:
            return self._raw.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0
        except OSError:
            self._cut()
            return len(data)

    def _cut(self) -> None:
        self.open = False
        self._held.clear()
        with suppress(OSError):
            self._raw.shutdown(socket.SHUT_RDWR)

    def _flush(self) -> None:
        while True:
            with self._lock:
                chunk = b"".join(self._held)
                self._held.clear()
                self._held_bytes = 0
                if not chunk:
                    self._flushing = False
                    if not self.open:
                        self._cut()
                    return
            try:
                self._sock.sendall(chunk)
            except OSError:
                self.cut()
                return

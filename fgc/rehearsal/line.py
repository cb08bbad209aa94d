"""A live socket: WebSocket frames by hand over one plain connection, Socket.IO's few packet kinds on top.

Written small on purpose: one thread a socket, and every text that arrives is shown to the judge before anything is
made of it. Nothing of the server's own socket code is used, so a mistake there cannot hide behind the same one here.
"""

import base64
import contextlib
import itertools
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
PATIENCE_S = 30.0
Words = dict[str, Any]
Heard = Callable[[str, Words, float], None]
Raw = Callable[[str], None]
Acked = Callable[[Any, float], None]


class NoLine(Exception):
    """The server did not take the socket. The text is its status line, or how far it came."""


class Line:
    """One socket of one person. `heard` gets (event, words, moment), `raw` every text as it came."""

    def __init__(self, origin: str, cookie: str, csrf: str, heard: Heard, raw: Raw) -> None:
        """Connect and take a seat; raises NoLine."""
        self._heard, self._raw, self._csrf = heard, raw, csrf
        self._acks: dict[int, Acked] = {}
        self._ids = itertools.count(1)
        self._write = threading.Lock()
        self._seated = threading.Event()
        self.open = True
        self.closed_by_us = False
        self._socket, rest = _handshake(origin, cookie)
        self._buffer = bytearray(rest)
        threading.Thread(target=self._read, daemon=True).start()
        if not self._seated.wait(PATIENCE_S) or not self.open:
            self.close()
            raise NoLine("the socket was closed before it was seated")

    def tell(self, event: str, words: Mapping[str, Any], acked: Acked | None = None) -> None:
        """Send an event; `acked` is called with the answer and its moment."""
        number = ""
        if acked is not None:
            key = next(self._ids)
            self._acks[key] = acked
            number = str(key)
        self.send(f"42{number}{json.dumps([event, dict(words)], ensure_ascii=False)}")

    def ask(self, event: str, words: Mapping[str, Any], patience: float = PATIENCE_S) -> Any:
        """Send an event and wait for the answer; None when there is none."""
        found: list[Any] = []
        done = threading.Event()

        def keep(answer: Any, _moment: float) -> None:
            found.append(answer)
            done.set()

        try:
            self.tell(event, words, keep)
        except OSError:
            return None
        waited = time.monotonic() + patience
        while not done.wait(0.2):
            if not self.open or time.monotonic() > waited:
                return None
        return found[0]

    def send(self, text: str) -> None:
        """Send a text as it is (people in the audience who do not play by the rules use this)."""
        self._frame(TEXT, text.encode())

    def close(self) -> None:
        """Hang up."""
        self.closed_by_us = True
        self.open = False
        with contextlib.suppress(OSError):
            self._frame(CLOSE, (1000).to_bytes(2, "big"))
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _frame(self, opcode: int, payload: bytes) -> None:
        size, mask = len(payload), os.urandom(4)
        head = bytes((0x80 | opcode,))
        if size < 126:
            head += bytes((0x80 | size,))
        elif size < 65_536:
            head += bytes((0x80 | 126,)) + size.to_bytes(2, "big")
        else:
            head += bytes((0x80 | 127,)) + size.to_bytes(8, "big")
        masked = bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload))
        with self._write:
            self._socket.sendall(head + mask + masked)

    def _read(self) -> None:
        try:
            while self.open:
                opcode, payload = self._next()
                if opcode == TEXT:
                    self._take(payload.decode())
                elif opcode == PING:
                    self._frame(PONG, payload)
                elif opcode == CLOSE:
                    break
        except (OSError, ValueError):
            pass
        finally:
            self.open = False
            self._socket.close()
            self._seated.set()

    def _next(self) -> tuple[int, bytes]:
        first, second = self._bytes(2)
        size = second & 0x7F
        if size == 126:
            size = int.from_bytes(self._bytes(2), "big")
        elif size == 127:
            size = int.from_bytes(self._bytes(8), "big")
        return first & 0x0F, self._bytes(size)

    def _bytes(self, count: int) -> bytes:
        while len(self._buffer) < count:
            data = self._socket.recv(65_536)
            if not data:
                raise OSError("closed")
            self._buffer += data
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _take(self, text: str) -> None:
        moment = time.monotonic()
        self._raw(text)
        if text.startswith("0"):
            self.send(f"40{json.dumps({'csrf': self._csrf})}")
        elif text == "2":
            self.send("3")
        elif text.startswith("40"):
            self._seated.set()
        elif text.startswith(("41", "44")):
            raise OSError("refused")
        elif text.startswith("42"):
            name, *rest = json.loads(text[2:].lstrip("0123456789"))
            self._heard(name, rest[0] if rest and isinstance(rest[0], dict) else {}, moment)
        elif text.startswith("43"):
            body = text[2:]
            at = body.index("[")
            answer = json.loads(body[at:])
            if (acked := self._acks.pop(int(body[:at]), None)) is not None:
                acked(answer[0] if answer else None, moment)


def _handshake(origin: str, cookie: str) -> tuple[socket.socket, bytes]:
    parts = urlsplit(origin)
    secure, host = parts.scheme == "https", parts.hostname or ""
    sock = socket.create_connection((host, parts.port or (443 if secure else 80)), PATIENCE_S)
    try:
        if secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {parts.netloc}", "Upgrade: websocket",
            "Connection: Upgrade", f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13", f"Origin: {origin}", *([f"Cookie: {cookie}"] if cookie else []), "", "",
        ]  # fmt: skip
        sock.sendall("\r\n".join(lines).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            data = sock.recv(4096)
            if not data or len(answer) > 16_384:
                raise NoLine("no answer to the handshake")
            answer += data
        head, _, rest = answer.partition(b"\r\n\r\n")
        status = head.split(b"\r\n", 1)[0].decode("latin-1")
        if " 101 " not in f"{status} ":
            raise NoLine(status)
        sock.settimeout(None)
    except BaseException:
        sock.close()
        raise
    return sock, rest

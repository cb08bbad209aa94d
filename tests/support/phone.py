"""A browser's live socket for tests: speaks Engine.IO 4 / Socket.IO 5 over websocket-client, raw frames included.

`Phone(server, token, csrf)` connects; `ask("note:add", case=…)` gives the ack; `heard("note:added")` waits for an
event; `raw("42[…")` sends any frame; `closed` is set when the server has ended the transport.
"""

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol, Self

import websocket

from fgc.web import languages

Word = dict[str, Any]


class Address(Protocol):
    """Where a server listens."""

    @property
    def port(self) -> int:
        """The TCP port on 127.0.0.1."""
        ...

    @property
    def cookie_name(self) -> str:
        """The name of the session cookie."""
        ...


class Refused(Exception):
    """The handshake was refused; `status` is the HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def open_raw(
    port: int, *, cookie: str = "", origin: str | None = None, query: str = "EIO=4&transport=websocket"
) -> websocket.WebSocket:
    """Only the WebSocket handshake. Raises `Refused`."""
    headers = {"Cookie": cookie} if cookie else {}
    options: dict[str, Any] = {"origin": origin} if origin else {"suppress_origin": True}
    try:
        return websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?{query}", header=headers, timeout=10, **options
        )
    except websocket.WebSocketBadStatusException as error:
        raise Refused(error.status_code) from None


def until(ask: Callable[[], bool], timeout: float = 5.0) -> bool:
    """Whether something becomes true in time; looks again every few milliseconds."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if ask():
            return True
        time.sleep(0.005)
    return ask()


class Phone:
    """One live socket; a thread collects what it hears."""

    def __init__(self, server: Address, token: str, csrf: str, *, wait: bool = True, language: str = "") -> None:
        origin = f"http://127.0.0.1:{server.port}"
        spoken = f"; {languages.COOKIE}={language}" if language else ""
        self.ws = open_raw(server.port, cookie=f"{server.cookie_name}={token}{spoken}", origin=origin)
        self.words: list[tuple[str, Word, float]] = []
        self.acks: dict[int, Any] = {}
        self.seated, self.refused, self.closed = threading.Event(), threading.Event(), threading.Event()
        self.closed_at = 0.0
        self._next = 0
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.raw("40" + json.dumps({"csrf": csrf}))
        if wait:
            assert self.seated.wait(5), "no seat"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.leave()

    def raw(self, frame: str) -> None:
        """Send one frame as it is."""
        self.ws.send(frame)

    def say(self, event: str, **data: Any) -> int:
        """Send an event that asks for an ack; gives the number of the ack."""
        self._next += 1
        self.raw(f"42{self._next}" + json.dumps([event, data]))
        return self._next

    def ask(self, event: str, timeout: float = 5.0, **data: Any) -> Any:
        """Send an event and give its ack. `TimeoutError` when none comes."""
        number = self.say(event, **data)
        with self._news:
            if not self._news.wait_for(lambda: number in self.acks or self.closed.is_set(), timeout):
                raise TimeoutError(event)
        if number not in self.acks:
            raise ConnectionError("closed before the ack")
        return self.acks[number]

    def all(self, event: str) -> list[Word]:
        """Everything heard so far under a name."""
        return [word for name, word, _at in list(self.words) if name == event]

    def heard(self, event: str, timeout: float = 5.0, **like: Any) -> Word:
        """Wait for an event with these values. `TimeoutError` when it does not come."""

        def found() -> Word | None:
            return next((one for one in self.all(event) if all(one.get(k) == v for k, v in like.items())), None)

        with self._news:
            if not self._news.wait_for(lambda: found() is not None, timeout):
                raise TimeoutError(event)
        return found() or {}

    def leave(self) -> None:
        """Close from this side."""
        with suppress(OSError, websocket.WebSocketException):
            self.ws.close(timeout=1)
        self._thread.join(2)

    def _listen(self) -> None:
        try:
            while frame := self.ws.recv():
                self._take(str(frame))
        except (OSError, websocket.WebSocketException):
            pass
        finally:
            self.closed_at = time.monotonic()
            self.ws.shutdown()
            with self._news:
                self.closed.set()
                self._news.notify_all()

    def _take(self, frame: str) -> None:
        with self._news:
            if frame == "2":
                self.raw("3")
            elif frame.startswith("40"):
                self.seated.set()
            elif frame.startswith(("44", "41")):
                self.refused.set()
            elif frame.startswith("43"):
                number, _, rest = frame[2:].partition("[")
                self.acks[int(number)] = (json.loads(f"[{rest}") or [None])[0]
            elif frame.startswith("42"):
                name, *words = json.loads(frame[2:])
                self.words.append((name, words[0] if words else {}, time.monotonic()))
            self._news.notify_all()

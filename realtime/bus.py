"""How events reach every process: at once in this one, by Redis in the others. Ids travel, words do not.

Redis may go away at any time: what happens here is delivered here all the same, the others are told to catch up when
it is back. Nothing is stored in it.
"""

import json
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

import redis
from redis.exceptions import RedisError

from config.logs import log
from fgc.core.events import Event

CHANNEL = "fgc:events"
WAIT_S, PATIENCE_S = 1.0, 1.0
Deliver = Callable[[Event], None]
Spawn = Callable[[Callable[[], None]], object]


def _kinds(kind: type[Event] = Event) -> Iterator[type[Event]]:
    """Every kind of event there is. `slots=True` makes a class twice; the one that its module knows is the real one."""
    for sub in kind.__subclasses__():
        if vars(sys.modules[sub.__module__]).get(sub.__name__) is sub:
            yield sub
        yield from _kinds(sub)


def pack(event: Event, origin: str) -> str:
    """An event as JSON: its kind, its ids, and which process it comes from."""
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
    return json.dumps({"from": origin, "kind": type(event).__name__, "ids": plain})


def unpack(text: bytes | str) -> tuple[str, Event]:
    """Origin and event; `ValueError` for anything that is not an event of this version."""
    try:
        message = json.loads(text)
        kind = next(kind for kind in _kinds() if kind.__name__ == message["kind"])
        ids = dict(message["ids"])
        for field in fields(kind):
            if field.type in (datetime, "datetime"):
                ids[field.name] = datetime.fromisoformat(ids[field.name])
            elif not isinstance(ids[field.name], str | int):
                raise ValueError(field.name)
        return str(message["from"]), kind(**ids)
    except (StopIteration, KeyError, TypeError) as error:
        raise ValueError("not an event") from error


class LocalBus:
    """One process: whatever is published is delivered at once, in the thread that acted."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver

    def publish(self, event: Event) -> None:
        """Deliver a committed event."""
        self._deliver(event)

    def start(self, spawn: Spawn) -> None:
        """Nothing has to be started."""


class RedisBus(LocalBus):
    """Several processes. Its own events are delivered here first and never a second time."""

    def __init__(self, deliver: Deliver, url: str, resync: Callable[[], None]) -> None:
        super().__init__(deliver)
        self._resync = resync
        self._origin = secrets.token_hex(8)
        options: dict[str, Any] = {"socket_connect_timeout": PATIENCE_S, "socket_timeout": PATIENCE_S}
        self._redis: Any = redis.Redis.from_url(url, **options)
        self._away_until = 0.0
        self.listening = threading.Event()

    def publish(self, event: Event) -> None:
        """Deliver here, then tell the others; without Redis the first half stands."""
        self._deliver(event)
        if time.monotonic() < self._away_until:
            return
        try:
            self._redis.publish(CHANNEL, pack(event, self._origin))
        except RedisError:
            self._away_until = time.monotonic() + WAIT_S
            log("bus").warning("redis_gone", exc_info=True)

    def start(self, spawn: Spawn) -> None:
        """Listen for as long as the process lives."""
        spawn(self._listen_for_ever)

    def _listen_for_ever(self) -> None:
        before = False
        while True:
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    channel.subscribe(CHANNEL)
                    channel.get_message(timeout=PATIENCE_S)
                    self.listening.set()
                    if before:
                        self._resync()
                    before = True
                    while True:
                        self._hear(channel.get_message(timeout=WAIT_S / 2))
            except Exception:  # noqa: BLE001 — Redis gone, or anything else: listening must begin again
                self.listening.clear()
                log("bus").warning("redis_gone", exc_info=True)
                time.sleep(WAIT_S)

    def _hear(self, message: dict[str, Any] | None) -> None:
        if message is None:
            return
        try:
            origin, event = unpack(message["data"])
        except ValueError:
            log("bus").warning("unknown_event")
            return
        if origin != self._origin:
            self._deliver(event)

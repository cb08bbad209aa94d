"""Load: people with raw WebSockets in one process, sending on a schedule (open loop) and timing every arrival.

Latency counts from the scheduled moment of a send to the arrival at each socket of the room, the sender's included.
"""

import asyncio
import base64
import json
import os
import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seat:
    """One socket to open: its room, headers and connect payload."""

    case: str
    cookie: str
    auth: dict[str, str]


@dataclass
class Outcome:
    """What a run gave: latencies in milliseconds, counts, seconds."""

    latencies: list[float] = field(default_factory=list)
    sent: int = 0
    acked: int = 0
    seconds: float = 0.0

    def at(self, share: float) -> float:
        """The latency below which this share of deliveries stayed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Socket:
    """A client: just enough of WebSocket, engine.io and Socket.IO."""

    def __init__(self, seat: Seat, outcome: Outcome, started: dict[str, float]) -> None:
        self.seat, self.outcome, self.started = seat, outcome, started
        self.ready = asyncio.Event()
        self._acks = 0

    async def open(self, port: int) -> None:
        """Connect and take the seat."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}",
            f"Origin: http://127.0.0.1:{port}", f"Cookie: {self.seat.cookie}", "", "",
        ]  # fmt: skip
        self.writer.write("\r\n".join(lines).encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(head.split(b"\r\n", 1)[0].decode())
        self._send("40" + json.dumps(self.seat.auth))
        self.task = asyncio.create_task(self._listen())

    def note(self, mark: str, body: str) -> None:
        """Send a note."""
        self._acks += 1
        words = {
            "case": self.seat.case,
            "circle": "everyone",
            "body": f"{mark} {body}",
            "client_id": f"bench-{mark[1:]}",
        }
        self._send(f"42{self._acks}" + json.dumps(["note:add", words]))
        self.outcome.sent += 1

    def _send(self, text: str) -> None:
        payload = text.encode()
        size = len(payload)
        head = bytes((0x81, 0x80 | size)) if size < 126 else bytes((0x81, 0xFE)) + size.to_bytes(2, "big")
        self.writer.write(head + b"\0\0\0\0" + payload)

    async def _listen(self) -> None:
        try:
            while True:
                head = await self.reader.readexactly(2)
                size = head[1] & 0x7F
                if size == 126:
                    size = int.from_bytes(await self.reader.readexactly(2), "big")
                elif size == 127:
                    size = int.from_bytes(await self.reader.readexactly(8), "big")
                self._got((await self.reader.readexactly(size)).decode("utf-8", "replace"))
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    def _got(self, text: str) -> None:
        if text.startswith("2"):
            self._send("3")
        elif text.startswith("40"):
            self.ready.set()
        elif text.startswith("43"):
            self.outcome.acked += '"ok":true' in text.replace(" ", "")
        elif text.startswith('42["note:added"'):
            start = text.find("~")
            begun = self.started.get(text[start : start + 13])
            if begun is not None:
                self.outcome.latencies.append((time.perf_counter() - begun) * 1000)

    def close(self) -> None:
        """Go."""
        self.task.cancel()
        self.writer.close()


async def play(port: int, seats: list[Seat], notes_per_s: float, seconds: float, size: int) -> Outcome:
    """Open all seats, send `notes_per_s` notes of `size` characters in turn for some seconds, gather arrivals."""
    outcome, started = Outcome(), {}
    sockets = [Socket(seat, outcome, started) for seat in seats]
    for socket in sockets:
        await socket.open(port)
    await asyncio.wait_for(asyncio.gather(*(socket.ready.wait() for socket in sockets)), 60)
    people: dict[str, int] = {}
    for seat in seats:
        people[seat.case] = people.get(seat.case, 0) + 1
    wanted = await _send_all(sockets, people, started, notes_per_s, seconds, "x" * size)
    deadline = time.perf_counter() + 20
    while (len(outcome.latencies) < wanted or outcome.acked < outcome.sent) and time.perf_counter() < deadline:
        await asyncio.sleep(0.02)
    outcome.seconds = seconds
    for socket in sockets:
        socket.close()
    return outcome


async def _send_all(
    sockets: list[Socket], people: dict[str, int], started: dict[str, float], rate: float, seconds: float, body: str
) -> int:  # fmt: skip
    begin, wanted, number = time.perf_counter() + 0.05, 0, 0
    tag = os.urandom(3).hex()
    while (due := begin + number / rate) < begin + seconds:
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        socket = sockets[number % len(sockets)]
        mark = f"~{tag}{number:06d}"
        started[mark] = due
        socket.note(mark, body)
        wanted += people[socket.seat.case]
        number += 1
    return wanted

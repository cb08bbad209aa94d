"""The servers that are measured: the bare relay and the product, each in processes of their own."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from config.settings import ROOT
from tests.bench.load import Seat
from tests.factories.world import World
from tests.support.server import Server, running_server
from tests.support.services import free_port

TICK = os.sysconf("SC_CLK_TCK")
PAGE = resource.getpagesize()


@dataclass
class Target:
    """Something that can be loaded."""

    name: str
    port: int
    pid: int
    seats: list[Seat]
    worlds: list[World]
    server: Server | None = None

    def cpu_s(self) -> float:
        """User and system seconds of the server's processes so far."""
        return sum(_cpu(pid) for pid in _family(self.pid))

    def memory(self) -> int:
        """Resident bytes of the server's processes."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE for pid in _family(self.pid))


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(int(child) for child in children)]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@contextmanager
def relay(serving: str, rooms: int, people: int) -> Iterator[Target]:
    """The bare relay, with the same number of seats."""
    port = free_port()
    kind = ["-k", "gthread", "--threads", str(rooms * people + 40)] if serving == "threads" else ["-k", "gevent"]
    command = [sys.executable, "-m", "gunicorn", *kind, "-w", "1", "-b", f"127.0.0.1:{port}", "--log-level", "error",
               "--no-control-socket", "--graceful-timeout", "1", "tests.bench.relay:wsgi"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "BENCH_SERVING": serving})
    try:
        _wait(port, process)
        seats = [Seat(f"r{room}", "", {"case": f"r{room}"}) for room in range(rooms) for _ in range(people)]
        yield Target(f"bare relay, {serving}", port, process.pid, seats, [])
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def product(folder: Path, store_url: str, serving: str, rooms: int, people: int) -> Iterator[Target]:
    """The whole product on a store, with real cases, members and sessions."""
    seats_needed = rooms * people
    more = {"threads": seats_needed + 60, "socket_cap": seats_needed + 10} if serving == "threads" else {}
    with running_server(folder, store_url, serving, events_per_second=1000, **more) as server:
        worlds = [_room(server, people) for _ in range(rooms)]
        seats = [
            Seat(world.case_id, f"{server.cookie_name}={one.token}", {"csrf": server.csrf(one)})
            for world in worlds
            for one in list(world.people.values())[:people]
        ]
        assert server.process is not None
        yield Target(f"product, {serving}", server.port, server.process.pid, seats, worlds, server)


def _room(server: Server, people: int) -> World:
    world = server.world("information")
    for number in range(people - len(world.people)):
        world.add(f"more{number}", "supporter", f"Friend {number}")
    return world


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
        except requests.RequestException:
            continue
        return
    raise RuntimeError("the bare relay did not start")

"""Measure, print, write `var/bench/latest.json`. `--quick` for a look; `--postgres` adds gevent and PostgreSQL."""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import requests
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from config.settings import load_settings
from tests.bench.load import Outcome, play
from tests.bench.reading import measure_reading
from tests.bench.rows import Row
from tests.bench.servers import Target, product, relay
from tests.support import stores

ROOMS, PEOPLE, NOTES_PER_S, SIZE = 6, 15, 80, 300


@dataclass(frozen=True)
class Run:
    """One load on one target."""

    cpu_ms_per_1k: float
    p50: float
    p99: float
    delivered: int
    kib_per_person: float


def measure(target: Target, seconds: float) -> Run:
    """Load a target once."""
    memory, cpu = target.memory(), target.cpu_s()
    outcome: Outcome = asyncio.run(play(target.port, target.seats, NOTES_PER_S, seconds, SIZE))
    delivered = len(outcome.latencies)
    if outcome.acked != outcome.sent or not delivered:
        raise RuntimeError(f"{target.name}: {outcome.sent - outcome.acked} of {outcome.sent} notes were not taken")
    cpu_ms = (target.cpu_s() - cpu) * 1000 / (delivered / 1000)
    grown = max(0, target.memory() - memory) / 1024 / len(target.seats)
    return Run(cpu_ms, outcome.at(0.5), outcome.at(0.99), delivered, grown)


def pages(target: Target, path: str, cookie: str, times: int) -> float:
    """Milliseconds of one GET, the median of some."""
    with requests.Session() as browser:
        browser.headers.update({"Cookie": cookie} if cookie else {})
        taken = []
        for _ in range(times):
            begin = time.perf_counter()
            answer = browser.get(f"http://127.0.0.1:{target.port}{path}", timeout=10)
            taken.append((time.perf_counter() - begin) * 1000)
            answer.raise_for_status()
    return statistics.median(taken)


def compare(serving: str, store: str, seconds: float, rounds: int, tick: Callable[[], None], folder: Path) -> list[Row]:
    """Bare and product in turn, median of the ratios."""
    with ExitStack() as stack:
        bare = stack.enter_context(relay(serving, ROOMS, PEOPLE))
        ours = stack.enter_context(product(folder, store, serving, ROOMS, PEOPLE))
        measure(bare, 1), measure(ours, 1)
        runs = []
        for _ in range(rounds):
            runs.append((measure(bare, seconds), measure(ours, seconds)))
            tick()
        empty = pages(bare, "/page", "", 60)
        notes = pages(ours, ours.worlds[0].url("/notes"), ours.seats[0].cookie, 60)
    letter = "T" if serving == "threads" else "G"

    def ratio(pick: Callable[[Run], float]) -> float:
        return round(statistics.median(pick(o) / max(pick(b), 0.01) for b, o in runs), 2)

    last = runs[-1]
    return [
        Row(
            f"CPU per delivery, product ÷ bare Flask-SocketIO ({letter})",
            ratio(lambda run: run.cpu_ms_per_1k),
            "×",
            1.5,
            1.1,
        ),
        Row(f"p50 to everybody's socket, product ÷ bare ({letter})", ratio(lambda run: run.p50), "×", 2.5, 1.6),
        Row(f"p99 to everybody's socket, product ÷ bare ({letter})", ratio(lambda run: run.p99), "×", 4, 2),
        Row(f"page of 50 notes ÷ an empty Flask page ({letter})", round(notes / empty, 2), "×", 6, 3),
        Row(f"CPU of the product ({letter})", round(last[1].cpu_ms_per_1k, 1), "ms per 1,000 deliveries", None, None),
        Row(
            f"CPU of the bare relay ({letter})", round(last[0].cpu_ms_per_1k, 1), "ms per 1,000 deliveries", None, None
        ),
        Row(f"p99 of the product ({letter})", round(last[1].p99, 1), "ms", None, None),
        Row(f"page of 50 notes ({letter})", round(notes, 1), "ms", None, None),
    ]


def main() -> int:
    """0, or with `--strict` 1 when a floor was missed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--postgres", action="store_true", help="also gevent with PostgreSQL")
    parser.add_argument("--reading", action="store_true", help="only what a slow phone makes of the pages")
    parser.add_argument("--strict", action="store_true", help="fail when a floor is missed")
    asked = parser.parse_args()
    seconds, rounds = (2.0, 1) if asked.quick else (6.0, 3)
    rows: list[Row] = []
    with Progress(console=Console(stderr=True), transient=True) as bar, ExitStack() as stack:
        task = bar.add_task("measuring", total=rounds * (2 if asked.postgres else 1))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fgc-bench-")))

        def tick() -> None:
            bar.advance(task)

        rows += measure_reading(folder / "r", 1 if asked.quick else 3)
        if asked.reading:
            return report(rows)
        url = stack.enter_context(stores.sqlite_store(folder / "t"))
        rows += compare("threads", url, seconds, rounds, tick, folder / "t")
        if asked.postgres:
            url = stack.enter_context(stores.postgres_store())
            rows += compare("gevent", url, seconds, rounds, tick, folder / "g")
    missed = report(rows)
    return 1 if missed and asked.strict else 0


def report(rows: list[Row]) -> int:
    """Print the table and write the file; how many floors were missed."""
    table = Table("measure", "value", "floor", "aim", "")
    missed = 0
    for row in rows:
        below = row.floor is not None and row.value > row.floor
        missed += below
        verdict = "" if row.floor is None else "MISSED" if below else "aim" if row.value <= (row.aim or 0) else "ok"
        table.add_row(row.measure, f"{row.value} {row.unit}", str(row.floor or ""), str(row.aim or ""), verdict)
    Console().print(table)
    target = load_settings().data_dir / "bench" / "latest.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"rows": [asdict(row) for row in rows]}, indent=1), "utf-8")
    Console().print(f"{ROOMS} rooms × {PEOPLE} people, {NOTES_PER_S} notes/s of {SIZE} characters → {target}")
    return missed


if __name__ == "__main__":
    sys.exit(main())

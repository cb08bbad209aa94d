"""How soon a page can be read on a slow phone, and what it weighs: real Chromium, a fresh browser for every look.

The phone: CPU six times slower, 400 kbit/s, 400 ms to the server. Readable: the first words are painted and the heading
stands. Weight: all bytes of bodies and headers that came over the wire until the page was quiet.
"""

import statistics
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench.rows import Row
from tests.factories import conference, notes
from tests.factories.world import Someone
from tests.support import stores
from tests.support.needs import chromium_path
from tests.support.server import Server, running_server

SLOWER, KBIT_S, DELAY_MS = 6, 400, 400
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-quic"]
_READABLE = """() => new Promise((done) => {
  const look = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const parsed = performance.getEntriesByType("navigation")[0]?.domInteractive;
    if (paint && parsed && document.querySelector("h1")) done(Math.max(paint.startTime, parsed));
    else requestAnimationFrame(look);
  };
  look();
})"""


def slow(page: Page) -> CDPSession:
    """Make this page's machine and line slow, and count what comes over the line."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": DELAY_MS, "downloadThroughput": KBIT_S * 125, "uploadThroughput": KBIT_S * 125},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


def look(browser: Browser, server: Server, path: str, who: Someone | None) -> tuple[float, float]:
    """Seconds until a page can be read, and kilobytes until it is quiet."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=server.url)
    if who is not None:
        context.add_cookies([{"name": server.cookie_name, "value": who.token, "url": server.url}])
    page = context.new_page()
    weight: list[float] = []
    session = slow(page)
    session.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.goto(path, wait_until="commit")
    seconds = page.evaluate(_READABLE) / 1000
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, sum(weight) / 1000


def measure_reading(folder: Path, times: int) -> list[Row]:
    """The welcome page behind an invitation, and the room with twenty notes."""
    with (
        stores.sqlite_store(folder) as url, running_server(folder, url) as server,
        sync_playwright() as playwright,
    ):  # fmt: skip
        world = server.world("preparing")
        conference.plan_meeting(world)
        for number in range(20):
            notes.write(world, "nan", "everyone", f"Note {number}. " + "Some words about Mondays. " * 8)
        world.set_stage("information")
        conference.seat_everybody(world, "mum", "nan", "school", "worker")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        welcome = [look(browser, server, "/j", None) for _ in range(times)]
        room = [look(browser, server, world.url("/meeting"), world["mum"]) for _ in range(times)]
        browser.close()
    return [
        Row("welcome page readable on a slow phone", _middle(welcome, 0), "s", 2.5, 2.5),
        Row("room readable on a slow phone", _middle(room, 0), "s", 4, 4),
        Row("family's first page, packed, everything", _middle(welcome, 1), "kB", 100, 60),
        Row("the room, packed, everything", _middle(room, 1), "kB", None, None),
    ]


def _middle(looks: list[tuple[float, float]], which: int) -> float:
    return round(statistics.median(one[which] for one in looks), 2)

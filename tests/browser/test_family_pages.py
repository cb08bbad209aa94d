"""The family's pages outside the meeting: sound at every width, the next step above the fold, left alone, offline."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from fgc.accounts import actions, proofs
from fgc.accounts.models import SessionRow
from fgc.accounts.sessions import hash_token
from fgc.core import clock, uow
from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults
from tests.browser.test_keyboard import tab_to
from tests.factories import conference, notes
from tests.factories.accounts import OWN_PIN
from tests.factories.world import World

PAGES = (
    "/home",
    "/around",
    "/read",
    "/get-ready",
    "/coming",
    "/details",
    "/help",
    "/stop",
    "/my-things",
    "/wait/practise",
)
PUBLIC = ("/help", "/stopped", "/offline", "/not-there")
SECRET = "I am scared of Sunday."
OWN_IDLE_MS = 15 * 60 * 1000
_KEPT = """async () => {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const found = await Promise.all(shelves.map((shelf) => shelf.keys()));
  return found.flat().map((one) => new URL(one.url).pathname);
}"""


@pytest.fixture
def world(house: House) -> World:
    """A case before its meeting, with a day and something to read."""
    made = house.server.world()
    conference.give_consent(made)
    conference.plan_meeting(made, days=5)
    notes.shared_report(made)
    return made


def give_pin(world: World, key: str) -> None:
    """A PIN of their own."""
    with world.app.test_request_context():
        stored = proofs.hashed(OWN_PIN)
        with uow.write() as work:
            actions.set_pin(work, world[key].account_id, stored)


def idle_since(world: World, key: str, seconds: float, **more: Any) -> None:
    """Nobody has touched this person's session for so long."""
    with world.app.app_context(), uow.write() as work:
        work.session.execute(
            update(SessionRow).where(SessionRow.id_hash == hash_token(world[key].token))
            .values(last_seen=clock.now() - timedelta(seconds=seconds), **more)
        )  # fmt: skip


def test_pages_before_the_meeting_are_sound(house: House, guests: Callable[..., Person], world: World, album: Album):
    mum = guests(world["mum"])
    found = []
    for path in PAGES:
        mum.open(world.url(path))
        if path == "/around":
            mum.unfold("Show as a picture")
        found += faults(mum.page)
        if path in ("/home", "/around"):
            album.take_wide_and_narrow(mum.page, f"10-family{path.replace('/', '-')}")
    nobody = house.come("nobody")
    for path in PUBLIC[:3]:
        found += faults(nobody.open(path).page)
    assert found == []


@pytest.mark.parametrize("size", ["normal", "large", "larger"])
def test_the_next_step_is_above_the_fold_of_the_smallest_phone(
    house: House, guests: Callable[..., Person], world: World, size: str
):
    mum = guests(world["mum"], "small").open(world.url("/home"))
    mum.page.evaluate("(size) => sessionStorage.setItem('text', size)", size)
    mum.page.reload()
    button = mum.page.locator(".next .govuk-button").bounding_box()
    dock = mum.page.locator(".dock").bounding_box()
    assert button and dock
    assert button["y"] + button["height"] <= dock["y"]


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_in_the_bar_covers_anything_else(guests: Callable[..., Person], world: World, width: int):
    mum = guests(world["mum"]).open(world.url("/home"))
    mum.page.set_viewport_size({"width": width, "height": 640})
    boxes = [mum.page.locator(one).bounding_box() for one in (".bar__name", ".tools", ".leave__btn")]
    edges = [(box["x"], box["x"] + box["width"]) for box in boxes if box]
    assert all(before[1] <= after[0] + 0.5 for before, after in pairwise(edges))
    assert mum.page.evaluate(
        """() => { const name = document.querySelector(".bar__name span").getBoundingClientRect();
        return name.width < 2 || name.right <= document.querySelector(".tools").getBoundingClientRect().left + 1; }"""
    )


def test_everything_on_the_first_page_is_reached_by_keyboard(guests: Callable[..., Person], world: World):
    page = guests(world["mum"], "desk").open(world.url("/home")).page
    for words in ("Read it now", "Get ready", "I cannot come", "Things to read", "Change how I take part"):
        tab_to(page, words)
    tab_to(guests(world["mum"], "desk").open(world.url("/around")).page, "Show as a picture")


def test_one_of_the_two_pictures_is_shown_and_has_a_name(guests: Callable[..., Person], world: World):
    for kind, shown in (("phone", "phone"), ("desk", "wide")):
        mum = guests(world["mum"], kind).open(world.url("/around")).unfold("Show as a picture")
        drawings = mum.page.get_by_role("img", name="People around J")
        expect(drawings).to_have_count(1)
        expect(mum.page.locator(f".circle--{shown}")).to_be_visible()


def test_the_signal_is_told_in_words(guests: Callable[..., Person], world: World):
    mum = guests(world["mum"]).open(world.url("/get-ready")).see("Your signal is good enough.")
    mum.context.set_offline(True)
    mum.press("Look again").see("We cannot reach the meeting from here.")
    mum.context.set_offline(False)
    mum.watcher.take()


def test_without_scripts_everything_but_the_signal_is_there(guests: Callable[..., Person], world: World):
    mum = guests(world["mum"], java_script_enabled=False).open(world.url("/get-ready"))
    mum.see("How you take part").see("Go to the waiting room")
    expect(mum.page.locator("[data-signal]")).to_be_hidden()
    mum.follow("Change how I take part").choose("By phone call").send("Save").see("Saved. Thank you for telling us.")


def test_practising_covers_the_page_and_locks_nothing(guests: Callable[..., Person], world: World):
    mum = guests(world["mum"]).open(world.url("/wait/practise"))
    mum.press("Practise leaving")
    expect(mum.page.locator(".cover")).to_be_visible()
    mum.heading("That is how it works")
    mum.follow("Go on").heading("Hello Kerry")


def test_a_page_left_alone_asks_and_stays(guests: Callable[..., Person], world: World):
    mum = guests(world["mum"])
    mum.page.clock.install()
    mum.open(world.url("/details"))
    idle_since(world, "mum", 13.5 * 60)
    mum.page.clock.fast_forward(OWN_IDLE_MS - 180_000)
    mum.see("Are you still there? We will close your page in 2 minutes to keep it safe.")
    expect(mum.page.locator("#say-now")).to_contain_text("Are you still there?")
    with mum.page.expect_response("**/session/stay"):
        mum.press("Stay here")
    expect(mum.page.locator("[data-idle]")).to_be_hidden()
    assert mum.context.request.get(world.url("/home"), max_redirects=0).status == 200


def test_a_page_left_alone_closes_and_gives_the_words_back(guests: Callable[..., Person], world: World):
    give_pin(world, "mum")
    mum = guests(world["mum"])
    mum.page.clock.install()
    mum.open(world.url("/notes")).write("Your note", SECRET)
    idle_since(world, "mum", 16 * 60)
    mum.page.clock.fast_forward(OWN_IDLE_MS)
    mum.heading("Type your own PIN").not_see(SECRET).see("Your words are safe.")
    mum.page.get_by_role("textbox").fill(OWN_PIN)
    mum.send("Open my page").heading("Your words are still here")
    expect(mum.page.get_by_label("Your words")).to_have_value(SECRET)
    mum.follow("Do not send it").heading("Hello Kerry")


def test_a_page_is_never_closed_while_a_meeting_holds_the_clock(guests: Callable[..., Person], world: World):
    mum = guests(world["mum"])
    mum.page.clock.install()
    mum.open(world.url("/details"))
    idle_since(world, "mum", 30 * 60, paused_until=clock.now() + timedelta(hours=1))
    with mum.page.expect_response("**/session/left") as told:
        mum.page.clock.fast_forward(OWN_IDLE_MS)
    assert told.value.json() == {"ok": True, "left": None}
    expect(mum.page.locator("[data-idle]")).to_be_hidden()


def test_an_own_phone_has_a_kind_page_without_a_connection_and_a_shared_one_keeps_nothing(
    guests: Callable[..., Person], world: World
):
    mum = guests(world["mum"]).open(world.url("/home"))
    mum.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    mum.page.reload()
    kept = mum.page.evaluate(_KEPT)
    assert sorted(path.partition("-")[0] for path in kept) == ["/offline", "/static/app", "/static/base"]
    mum.context.set_offline(True)
    mum.page.goto(world.url("/read"))
    mum.heading("You are offline").not_see(world["mum"].name)
    assert mum.page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
    mum.context.set_offline(False)
    mum.heading("Things to read", timeout=20_000)
    mum.watcher.take()
    mum.press("Leave this page").see("Sunny.")
    mum.open("/home").heading("Type your own PIN")
    assert mum.page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    assert mum.page.evaluate("caches.keys()") == []

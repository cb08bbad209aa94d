"""Voices and drawings in a real browser: recorded, listened to, deleted, kept when the line breaks, and sent."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.album import Album
from tests.browser.conftest import CHROMIUM_ARGS
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults
from tests.factories import files
from tests.factories.conference import give_consent, plan_meeting, seat_everybody
from tests.support import stores
from tests.support.needs import chromium_path, needed
from tests.support.server import running_server

# as long as somebody needs to say a word
A_WORD = """new Promise((done) => { const start = performance.now();
const go = () => (performance.now() - start > 1200 ? done() : requestAnimationFrame(go)); go(); })"""
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.fixture(scope="module")
def speaking(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with a microphone that hums."""
    browser = playwright.chromium.launch(executable_path=needed(chromium_path), args=[*CHROMIUM_ARGS, *MICROPHONE])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def house(speaking: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server for people with that microphone."""
    folder = tmp_path_factory.mktemp("speaking")
    with stores.sqlite_store(folder) as url, running_server(folder, url) as server:
        made = House(speaking, server)
        yield made
        made.close()


def record(page: Page) -> None:
    """A recording of a moment."""
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("button", name="Stop recording")).to_be_focused()
    expect(page.locator("[data-state]")).to_have_text("We are recording. Speak now.")
    page.evaluate(A_WORD)
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("[data-heard]")).to_be_visible()


def held(page: Page, name: str) -> list[str]:
    """What a file field holds."""
    return page.eval_on_selector(f"[name={name}]", "(input) => [...input.files].map((file) => file.name)")


def test_a_voice_is_recorded_deleted_recorded_again_and_heard_by_its_circle(
    house: House, guests: Callable[..., Person], album: Album
):
    world = house.server.world("preparing")
    mum, nan = guests(world["mum"]), guests(world["nan"])
    page = mum.open(world.url("/thoughts/good")).page
    page.get_by_label("6 people in your family").or_(page.locator("[value=family]")).first.check(force=True)
    record(page)
    assert held(page, "voice") == ["voice.webm"]
    page.get_by_role("button", name="Delete the recording").click()
    assert held(page, "voice") == []
    expect(page.locator("[data-heard]")).to_be_hidden()
    record(page)
    assert faults(page) == []
    album.take(page, "voice")
    page.locator("[data-see-button]").click()
    page.wait_for_url("**/thoughts")
    page = nan.open(world.url("/notes")).page
    heard = page.locator(".note audio")
    expect(heard).to_have_count(1)
    length = heard.evaluate(
        "(audio) => new Promise((done) => { audio.onloadedmetadata = () => done(audio.duration > 0); audio.load(); })"
    )
    assert length
    assert faults(page) == []


def test_a_recording_stays_in_the_page_when_the_line_breaks_and_can_be_sent_again(
    house: House, guests: Callable[..., Person]
):
    world = house.server.world("preparing")
    mum = guests(world["mum"])
    page = mum.open(world.url("/notes")).page
    page.locator("[name=circle][value=family]").check(force=True)
    page.get_by_text("Add a picture or your voice").click()
    page.get_by_label("Your note").fill("words stay too")
    record(page)
    page.route("**/notes", lambda route: route.abort())
    button = page.locator("[data-see-button]")
    button.click()
    expect(page.locator("[data-send-failed]")).to_contain_text("It is all still here")
    expect(button).to_have_text("Try again")
    assert held(page, "voice") == ["voice.webm"]
    expect(page.get_by_label("Your note")).to_have_value("words stay too")
    page.unroute("**/notes")
    mum.watcher.take()  # the browser's own complaint about the broken line
    button.click()
    expect(page.locator("audio.file__voice[src*=files]")).to_have_count(1)


def test_what_is_too_big_or_cannot_be_opened_is_said_beside_its_field_and_nothing_goes(
    house: House, guests: Callable[..., Person]
):
    world = house.server.world("preparing")
    mum = guests(world["mum"])
    page = mum.open(world.url("/thoughts/good")).page
    page.locator("[name=circle][value=family]").check(force=True)
    page.locator("[name=words]").fill("words stay")
    page.eval_on_selector(
        "[name=picture]",
        """(input) => { const hand = new DataTransfer();
        hand.items.add(new File([new Uint8Array(40_000_000)], "p.jpg"));
        input.files = hand.files; input.dispatchEvent(new Event("change", { bubbles: true })); }""",
    )
    expect(page.locator("#picture-said")).to_contain_text("It can be up to 25 MB.")
    page.locator("[data-see-button]").click()
    expect(page.locator("[name=picture]")).to_be_focused()
    page.locator("[name=picture]").set_input_files(
        {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + bytes(200)}
    )
    expect(page.locator("#picture-said")).to_have_count(0)
    page.locator("[data-see-button]").click()
    expect(page.locator("#picture-said")).to_contain_text("(HEIC) cannot be opened here")
    expect(page.locator("[name=words]")).to_have_value("words stay")
    mum.watcher.take()  # the browser's own line about the answer 422


def test_a_child_draws_takes_a_line_away_and_shows_it_to_the_helper(
    house: House, guests: Callable[..., Person], album: Album
):
    world = house.server.world("preparing")
    child, advocate = guests(world["child"]), guests(world["advocate"])
    page = child.open(world.url("/thoughts/wish")).page
    paper = page.locator(".pad__paper")
    paper.scroll_into_view_if_needed()

    def line(y: float) -> None:
        paper.scroll_into_view_if_needed()
        box = paper.bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + y)
        page.mouse.down()
        page.mouse.move(box["x"] + 150, box["y"] + y + 40, steps=8)
        page.mouse.up()

    line(60)
    expect(page.locator("[name=picture]")).to_have_js_property("files.length", 1)
    page.get_by_role("button", name="Take the last line away").click()
    assert held(page, "picture") == []
    page.get_by_text("Blue", exact=True).click()
    line(90)
    expect(page.locator("[name=picture]")).to_have_js_property("files.length", 1)
    assert held(page, "picture") == ["drawing.png"]
    assert faults(page) == []
    album.take(page, "drawing")
    page.locator(f"[name=circle][value='helper:{world['child'].id}']").check(force=True)
    page.locator("[data-see-button]").click()
    page.wait_for_url(lambda url: not url.endswith("/thoughts/wish"))
    page = advocate.open(world.url("/thoughts")).page
    drawn = page.locator("img.file__picture")
    drawn.scroll_into_view_if_needed()
    expect(drawn).to_have_js_property("naturalWidth", 960)


def test_a_voice_and_a_picture_arrive_on_a_live_page_and_can_be_opened_there(
    house: House, guests: Callable[..., Person]
):
    world = house.server.world()
    plan_meeting(world)
    give_consent(world)
    world.set_stage("information")
    seat_everybody(world)
    world.set_stage("private")
    page = guests(world["mum"]).open(world.url("/meeting")).page
    nan = house.server.http(world["nan"])
    sound, photo = ("v.wav", BytesIO(files.wav(12))), ("p.jpg", BytesIO(files.photo()))
    sent = nan.post(
        house.url + world.url("/meeting/note"), files={"voice": sound, "picture": photo}, allow_redirects=False,
        data={"circle": "private", "body": "", "picture_words": "the swing"},
    )  # fmt: skip
    assert sent.status_code == 303
    page.locator("[data-log-bar]").click()
    expect(page.locator(".note img")).to_have_js_property("naturalWidth", 300)
    expect(page.locator(".note img")).to_have_attribute("alt", "the swing")
    expect(page.locator(".note .file__what")).to_contain_text("12 seconds")
    expect(page.locator(".note audio")).to_have_attribute("src", re.compile(r"^/c/[\w-]+/files/f_[\w-]{16}$"))
    assert faults(page) == []

"""The meeting page by itself: notes arrive, parts refresh, words wait for the line, the door wipes the table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.people.person import Person
from tests.factories.conference import give_consent, plan_meeting, seat_everybody
from tests.factories.world import World

NO_LINE = ("ERR_INTERNET_DISCONNECTED", "WebSocket")


@pytest.fixture
def meeting(house: House) -> Callable[..., tuple[World, dict[str, Person]]]:
    """Seat people at the meeting page in a stage."""

    def make(stage: str, *keys: str) -> tuple[World, dict[str, Person]]:
        world = house.server.world()
        plan_meeting(world)
        give_consent(world)
        world.set_stage("information")
        seat_everybody(world)
        world.set_stage(stage)
        people = {key: house.seat(world[key], "desk").open(world.url("/meeting")) for key in keys}
        return world, people

    return make


def share(person: Person, words: str) -> None:
    person.page.locator("form[data-send] textarea").fill(words)
    person.page.locator("form[data-send] button:not([type=button])").last.click()


def test_a_note_appears_on_the_other_pages_and_once_on_ones_own(meeting):
    _world, people = meeting("information", "mum", "nan", "worker")
    share(people["mum"], "Hello from the sofa")
    for person in people.values():
        person.get_note("Hello from the sofa")
        expect(person.page.get_by_text("Hello from the sofa")).to_have_count(1)
    assert people["mum"].page.locator("form[data-send] textarea").input_value() == ""


def test_a_hand_is_seen_by_the_coordinator_without_loading_anew(meeting):
    _world, people = meeting("information", "nan", "coordinator")
    people["nan"].press("I want to speak")
    people["coordinator"].see("hand up: 1")


def test_words_written_without_a_line_wait_and_are_sent_once(meeting):
    _world, people = meeting("information", "mum", "nan")
    mum = people["mum"]
    for part in NO_LINE:
        mum.watcher.allow(part)
    mum.context.set_offline(True)
    share(mum, "Written in a tunnel")
    mum.see("Not sent yet")
    assert not people["nan"].page.get_by_text("Written in a tunnel").count()
    mum.context.set_offline(False)
    expect(people["nan"].page.locator("[data-log-bar]")).to_be_visible(timeout=20_000)
    people["nan"].get_note("Written in a tunnel")
    expect(mum.page.locator("[data-unsent]")).to_be_hidden(timeout=20_000)
    expect(people["nan"].page.get_by_text("Written in a tunnel")).to_have_count(1)
    assert mum.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_private_time_empties_the_workers_page_at_once_and_lets_the_family_finish_typing(meeting, house: House):
    world, people = meeting("information", "mum", "nan", "worker")
    share(people["mum"], "Said at the table")
    people["worker"].get_note("Said at the table")
    people["worker"].page.locator("form[data-send] textarea").fill("half a sentence")
    people["nan"].page.locator("form[data-send] textarea").fill("half a thought")
    assert house.server.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
    people["worker"].heading("The family is having private time.")
    people["worker"].not_see("Said at the table").not_see("half a sentence")
    people["mum"].heading("Private family time")
    expect(people["mum"].page.locator("#say-now")).to_contain_text("Private family time")
    people["nan"].see("The meeting moved on.")
    assert people["nan"].page.locator("form[data-send] textarea").input_value() == "half a thought"


def test_a_network_without_websockets_still_gets_and_sends_everything(meeting, house: House):
    world, people = meeting("private", "mum")
    nan = house.seat(world["nan"], "desk")
    nan.watcher.allow("WebSocket")
    nan.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    nan.open(world.url("/meeting"))
    share(people["mum"], "Said inside")
    expect(nan.page.locator("[data-log-bar]")).to_be_visible(timeout=20_000)
    nan.get_note("Said inside")
    share(nan, "Sent the other way")
    people["mum"].get_note("Sent the other way")
    assert nan.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_signing_out_on_one_tab_empties_the_other(meeting, house: House):
    world, people = meeting("information", "mum")
    share(people["mum"], "Gone in a moment")
    people["mum"].see("Gone in a moment")
    # what the page had just asked for when the session ended is answered like anything that is not theirs
    people["mum"].watcher.allow("status of 404")
    house.server.post(world["mum"], "/sign-out")
    people["mum"].page.wait_for_url("**/home")
    people["mum"].not_see("Gone in a moment")

"""The meeting in the family's hands: nothing moves under the reader, nothing typed is lost, private stays private."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fgc.cases.people import Profile, seal_profile
from fgc.conference.actions import attendance
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults
from tests.factories import conference
from tests.factories.conference import act
from tests.factories.world import World

NO_LINE = ("ERR_INTERNET_DISCONNECTED", "WebSocket")
_WHERE = """() => ({
  scroll: scrollY, focus: document.activeElement.id || document.activeElement.tagName,
  box: Math.round(document.querySelector("form[data-send] textarea").getBoundingClientRect().top),
})"""

_SHARED = """new MutationObserver(() =>
  document.querySelector("main[data-own-phone]")?.removeAttribute("data-own-phone"))
  .observe(document, { childList: true, subtree: true });"""


@pytest.fixture
def seated(house: House, guests: Callable[..., Person]) -> Callable[..., tuple[World, dict[str, Person]]]:
    """`seated("private", "mum", "nan")`: a case in a stage, these people at the page of the meeting, on phones."""

    def make(stage: str, *keys: str, kind: str = "phone") -> tuple[World, dict[str, Person]]:
        world = house.server.world()
        conference.plan_meeting(world)
        conference.give_consent(world)
        world.set_stage("information")
        conference.seat_everybody(world)
        world.set_stage(stage)
        return world, {key: live(guests(world[key], kind), world.url("/meeting")) for key in keys}

    return make


def live(person: Person, path: str) -> Person:
    """Open a page and wait until it is connected."""
    person.open(path)
    expect(person.page.locator("main[data-line=up]")).to_have_count(1)
    return person


def add_row(house: House, world: World, key: str, what: str, **more: str) -> None:
    form = {"part": "action", "circle": "private", "what": what, **more}
    assert house.server.post(world[key], world.url("/plan/save"), **form).status_code == 303


def storage(page: Page) -> str:
    return str(page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"))


def test_new_notes_and_arrivals_move_neither_the_page_nor_the_focus(house: House, seated):
    world, people = seated("information", "mum")
    page = people["mum"].page
    for n in range(8):
        house.server.post(world["school"], world.url("/meeting/note"), circle="everyone", body=f"Line {n} of it")
    people["mum"].get_note("Line 7 of it")
    page.locator("form[data-send] textarea").focus()
    page.evaluate("scrollBy(0, -150)")
    before = page.evaluate(_WHERE)
    assert before["scroll"] > 0
    for key in ("nan", "school"):
        house.server.post(world[key], world.url("/meeting/note"), circle="everyone", body=f"From {key}")
        house.server.post(world[key], world.url("/meeting/hand"), on="y")
    expect(page.locator("[data-log-bar]")).to_have_text("2 new notes – show")
    assert page.evaluate(_WHERE) == before
    expect(page.get_by_text("From nan")).to_have_count(0)
    page.locator("[data-log-bar]").click()
    expect(page.locator("article:focus")).to_contain_text("From nan")
    expect(page.locator("[data-log-bar]")).to_be_hidden()


def test_a_row_that_somebody_reads_is_not_replaced_until_they_ask(house: House, seated):
    world, people = seated("private", "mum", kind="desk")
    add_row(house, world, "nan", "Nan rings on Mondays")
    mum = people["mum"].open(world.url("/meeting")).see("Nan rings on Mondays")
    mum = live(mum, world.url("/meeting"))
    row = mum.page.locator("[data-id]", has_text="Nan rings on Mondays").get_attribute("data-id")
    add_row(house, world, "nan", "Nan rings on Tuesdays", row=str(row), rev="0")
    bar = mum.page.locator("[data-calm-bar]:visible")
    expect(bar).to_have_text("Changed just now – show the change")
    mum.see("Nan rings on Mondays").not_see("Nan rings on Tuesdays")
    bar.click()
    mum.see("Nan rings on Tuesdays")
    expect(bar).to_have_count(0)
    house.server.post(world["nan"], world.url(f"/plan/rows/{row}/hold"))
    mum.see("Jean is writing this row").see("Open it all the same")
    expect(bar).to_have_count(0)


def test_a_hand_goes_up_in_words_and_what_was_typed_stays(house: House, seated):
    world, people = seated("information", "mum", "coordinator")
    mum = people["mum"].stay()
    box = mum.page.locator("form[data-send] textarea")
    box.fill("I want to say that")
    house.server.post(world["nan"], world.url("/meeting/hand"), on="y")
    mum.press("I want to speak").see("Your hand is up. You are second.")
    expect(mum.page.get_by_role("button", name="Put my hand down")).to_be_focused()
    mum.press("I do not get this").see("Only Samira can see that you asked.")
    mum.press("I need a break").see("You are having a break.")
    mum.press("I am back").press("Put my hand down")
    expect(mum.page.get_by_role("main").get_by_text("Your hand is up.")).to_have_count(0)
    assert box.input_value() == "I want to say that"
    mum.stayed()
    people["coordinator"].see("Kerry does not get this.")


def test_a_draft_is_kept_on_ones_own_phone_and_goes_when_it_is_sent(seated):
    world, people = seated("information", "mum")
    mum = people["mum"]
    mum.page.locator("form[data-send] textarea").fill("Half a thought")
    mum.see("Saved on this phone. Only you can see it.")
    mum.page.reload()
    box = mum.page.locator("form[data-send] textarea")
    expect(box).to_have_value("Half a thought")
    box.fill("A whole thought")
    mum.page.locator("form[data-send] button:not([type=button])").click()
    mum.see("A whole thought")
    expect(box).to_have_value("")
    assert "thought" not in storage(mum.page)
    live(mum, world.url("/meeting"))
    expect(mum.page.locator("form[data-send] textarea")).to_have_value("")


def test_nothing_of_private_time_is_kept_on_a_phone(house: House, seated):
    world, people = seated("private", "mum")
    mum = people["mum"]
    mum.page.clock.install()
    live(mum, world.url("/meeting")).page.locator("form[data-send] textarea").press_sequentially("Only for us")
    mum.page.clock.run_for(5_000)
    assert "Only" not in storage(mum.page)
    live(mum, world.url("/plan/new")).page.locator("textarea[name=what]").press_sequentially("Only our row")
    mum.page.clock.run_for(5_000)
    assert "Only" not in storage(mum.page)
    assert house.server.log.count("Only for us") == 0


def test_a_shared_phone_keeps_no_draft(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    conference.plan_meeting(world)
    world.set_stage("information")
    conference.seat_everybody(world)
    mum = guests(world["mum"])
    mum.page.add_init_script(_SHARED)
    mum.page.clock.install()
    live(mum, world.url("/meeting"))
    mum.page.locator("form[data-send] textarea").press_sequentially("Not mine to keep")
    mum.page.clock.run_for(5_000)
    assert "Not mine" not in storage(mum.page)


def test_words_that_wait_for_a_line_are_in_sight_and_can_be_deleted(seated):
    _world, people = seated("information", "mum", "nan")
    mum = people["mum"]
    for part in NO_LINE:
        mum.watcher.allow(part)
    mum.context.set_offline(True)
    mum.see("We will send your words when you are back.")
    for words in ("Said in a tunnel", "Thought better of it"):
        mum.page.locator("form[data-send] textarea").fill(words)
        mum.press("Send when I am back online")
    waiting = mum.page.locator("[data-unsent]")
    expect(waiting).to_contain_text("Thought better of it")
    assert mum.page.evaluate(
        "() => { const a = document.querySelector('form[data-send]'), b = document.querySelector('[data-unsent]');"
        " return Math.abs(b.getBoundingClientRect().top - a.getBoundingClientRect().bottom) < 60; }"
    )
    waiting.get_by_role("listitem").filter(has_text="Thought better").get_by_role("button", name="Delete").click()
    mum.context.set_offline(False)
    people["nan"].get_note("Said in a tunnel").not_see("Thought better of it")
    expect(mum.page.get_by_role("button", name="Send when I am back online")).to_have_count(0, timeout=20_000)


def test_the_waiting_room_hears_the_coordinator(house: House, guests: Callable[..., Person], album):
    world = house.server.world()
    conference.plan_meeting(world)
    house.server.post(world["coordinator"], world.url("/meeting/waiting-room"), on="y")
    act(world, "mum", attendance.arrive)
    mum = live(guests(world["mum"]), world.url("/meeting")).see("You are the first one here.").stay()
    desk = guests(world["coordinator"], "desk").open(world.url("/meeting"))
    desk.write("A line for the waiting room", "We wait for two more people. About 5 minutes.")
    desk.send("Show it in the waiting room")
    mum.see("We wait for two more people.").stayed()
    house.server.post(world["nan"], world.url("/meeting/arrive"))
    mum.see("Jean (nan)").stayed()
    assert faults(mum.page) == []
    album.take(mum.page, "f09-waiting")


def test_private_time_has_two_halves_a_door_and_no_paper(house: House, seated, album):
    world, people = seated("private", "mum", "coordinator")
    add_row(house, world, "nan", "Nan rings on Mondays")
    mum = live(people["mum"], world.url("/meeting"))
    plan, pad = mum.page.locator("#plan"), mum.page.locator("#pad")
    expect(plan).to_be_hidden()
    mum.page.get_by_role("link", name="Plan", exact=True).click()
    expect(plan).to_be_visible()
    expect(pad).to_be_hidden()
    album.take(mum.page, "f11-plan")
    mum.page.get_by_role("link", name="Talk pad").click()
    expect(pad).to_be_visible()
    mum.page.locator("form[data-send] textarea").fill("We could")
    people["coordinator"].press("Knock")
    mum.press("Let Samira in").see("They still cannot read this page.")
    people["coordinator"].see("The family says: come in.")
    assert faults(mum.page) == []
    album.take(mum.page, "f11-door")
    mum.press("Samira has gone again")
    expect(mum.page.locator(".knock")).to_have_count(0)
    assert mum.page.locator("form[data-send] textarea").input_value() == "We could"
    mum.page.emulate_media(media="print")
    expect(mum.page.get_by_text("Private family time cannot be printed")).to_be_visible()
    expect(mum.page.locator("#pad")).to_be_hidden()
    expect(mum.page.locator(".roof")).to_be_hidden()


def test_the_bar_that_the_meeting_moved_on_is_in_sight_and_leads_there(house: House, seated):
    world, people = seated("information", "nan")
    nan = people["nan"]
    nan.watcher.allow("status of 404")
    nan.page.locator("form[data-send] textarea").fill("half a thought")
    assert house.server.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
    bar = nan.page.locator("[data-moved]")
    expect(bar).to_contain_text("The meeting moved on.")
    expect(bar).to_be_in_viewport(ratio=1)
    bar.get_by_role("link", name="Go there.").click()
    nan.heading("Private family time")
    expect(nan.page.locator("main[data-line=up]")).to_have_count(1)


def test_whoever_tabs_through_the_room_never_loses_the_focus_behind_the_bar(seated):
    _world, people = seated("information", "mum")
    page = people["mum"].page
    hidden = page.evaluate(
        """async () => {
          const bar = document.querySelector(".dock").getBoundingClientRect().top;
          const all = [...document.querySelectorAll("main a, main button, main textarea, main summary")];
          const found = [];
          for (const one of all.filter((item) => item.checkVisibility({ visibilityProperty: true }))) {
            one.focus();
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const box = one.getBoundingClientRect();
            if (box.top > bar - 4 || box.bottom < 0) found.push(one.textContent.trim());
          }
          return found;
        }"""
    )
    assert hidden == []


def test_the_long_name_of_a_coordinator_does_not_make_tall_buttons(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    conference.plan_meeting(world)
    world.set_stage("information")
    conference.seat_everybody(world)
    with world.app.app_context():
        name = Profile(name="Samira Featherstonehaugh-Wojciechowska")
        world.change_member("coordinator", profile=seal_profile(world.case_id, world["coordinator"].id, name))
    world.set_stage("private")
    mum = guests(world["mum"], "small").open(world.url("/meeting"))
    heights = mum.page.locator(".dock button, .dock .govuk-button").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert max(heights) <= 112
    assert min(heights) >= 56
    mum.see("Tell only Samira")

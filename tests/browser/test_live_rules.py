"""The rules of speaking to a screen reader, on a clock that only the test moves: how often, and never while typing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from fgc.conference.actions import attendance
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.factories import conference
from tests.factories.conference import act
from tests.factories.world import World

# what both regions say from now on, with the moment of the page's own clock
_LISTEN = """() => {
  window.heard = [];
  for (const id of ["say-soft", "say-now"]) {
    new MutationObserver(() => {
      const text = document.getElementById(id).textContent;
      if (text) window.heard.push([id, text, Date.now()]);
    }).observe(document.getElementById(id), { childList: true });
  }
}"""

_TELL = """new MutationObserver(() => { if (document.body) document.body.dataset.tell = "%s"; })
  .observe(document, { childList: true, subtree: true });"""


class Ears:
    """Somebody's page on a clock that stands still."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page: Page = person.page

    def listen(self) -> "Ears":
        """From here on."""
        self.page.evaluate(_LISTEN)
        return self

    def after(self, ms: int) -> list[tuple[str, str]]:
        """Let time pass; what was said meanwhile."""
        self.page.clock.run_for(ms)
        found = self.page.evaluate("window.heard.splice(0)")
        return [(region, text) for region, text, _at in found]

    def see(self, words: str) -> "Ears":
        """Part of the page that is drawn anew has these words; its own small delay passes first."""
        self.page.clock.run_for(500)
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def bar(self, words: str) -> "Ears":
        """The bar of the log says this."""
        expect(self.page.locator("[data-log-bar]")).to_have_text(words)
        return self


@pytest.fixture
def world(house: House) -> World:
    """A meeting in its first part with everybody in the room."""
    made = house.server.world()
    conference.plan_meeting(made)
    conference.give_consent(made)
    made.set_stage("information")
    conference.seat_everybody(made)
    return made


@pytest.fixture
def ears(house: House, world: World) -> Iterator[Callable[..., Ears]]:
    """`ears("mum")`: their page of the meeting, live, its clock paused."""
    came = []

    def come(key: str, path: str = "/meeting", **options: object) -> Ears:
        person = house.seat(world[key], "phone", **options)
        came.append(person)
        person.page.clock.install()
        person.open(world.url(path))
        expect(person.page.locator("main[data-line=up]")).to_have_count(1)
        person.page.wait_for_load_state("networkidle")
        stand_still(person.page)
        return Ears(person).listen()

    yield come
    for person in came:
        person.leave()


def test_every_page_has_two_regions_from_the_start_and_both_are_empty(ears):
    mum = ears("mum")
    assert mum.page.locator("#say-soft, #say-now").count() == 2
    assert mum.page.locator("[role=status]:not(#say-soft), [role=alert]:not(#say-now), [aria-live]").count() == 2
    assert mum.page.locator("#say-soft").text_content() == mum.page.locator("#say-now").text_content() == ""


def test_several_notes_are_joined_into_one_sentence(house: House, ears, world):
    mum = ears("mum")
    for n in range(3):
        write(house, world, "nan", "everyone", f"line {n}")
    mum.bar("3 new notes – show")
    said = mum.after(10_000)
    assert [text for region, text in said if region == "say-soft"][-1] == "3 new notes."
    assert not [one for one in said if one[0] == "say-now"]


def test_two_soft_messages_are_five_seconds_apart(house: House, ears, world):
    mum = ears("mum")
    write(house, world, "nan", "everyone", "one")
    mum.bar("1 new note – show")
    assert mum.after(200) == [("say-soft", "1 new note.")]
    write(house, world, "nan", "everyone", "two")
    mum.bar("2 new notes – show")
    assert mum.after(4_500) == []
    assert mum.after(1_000) == [("say-soft", "2 new notes.")]


def test_nothing_soft_is_said_until_two_seconds_after_the_last_key(house: House, ears, world):
    mum = ears("mum")
    box = mum.page.locator("form[data-send] textarea")
    box.press_sequentially("I th")
    write(house, world, "nan", "everyone", "one")
    mum.bar("1 new note – show")
    for letter in "ink so":
        assert mum.after(1_500) == []
        box.press_sequentially(letter)
    assert mum.after(1_900) == []
    assert mum.after(300) == [("say-soft", "1 new note.")]


@pytest.mark.parametrize(("tell", "said"), [("mine", []), ("stages", []), ("everything", ["1 new note."])])
def test_the_setting_decides_what_is_said(house: House, ears, world, tell, said):
    mum = ears("mum")
    mum.page.add_init_script(_TELL % tell)
    mum.page.clock.resume()
    mum.page.reload()
    expect(mum.page.locator("main[data-line=up]")).to_have_count(1)
    mum.page.wait_for_load_state("networkidle")
    stand_still(mum.page)
    mum.listen()
    write(house, world, "nan", "everyone", "one")
    mum.bar("1 new note – show")
    assert [text for _region, text in mum.after(6_000)] == said


def test_who_speaks_is_said_softly_and_ones_own_hand_in_words(house: House, ears, world):
    mum = ears("mum")
    house.server.post(world["nan"], world.url("/meeting/hand"), on="y")
    house.server.post(world["mum"], world.url("/meeting/hand"), on="y")
    house.server.post(world["coordinator"], world.url("/meeting/talking"), member=world["school"].id)
    said = mum.see("Now talking: Ms Hale (school)").see("You are second.").after(12_000)
    assert {region for region, _text in said} == {"say-soft"}
    assert any("Now talking: Ms Hale (school)." in text for _region, text in said)
    assert any("Your hand is up. You are second." in text for _region, text in said)


def test_a_knock_interrupts_once(house: House, ears, world):
    world.set_stage("private")
    mum = ears("mum")
    house.server.post(world["coordinator"], world.url("/meeting/knock"))
    assert mum.see("is at the door").after(6_000) == [("say-now", "Samira is at the door. Do you need anything?")]
    write(house, world, "nan", "private", "shall we?")
    mum.bar("1 new note – show")
    assert all("door" not in text for _region, text in mum.after(12_000))


def test_a_lost_line_interrupts_only_after_ten_seconds_and_the_ring_in_number_comes_after_a_minute(ears):
    mum = ears("mum")
    for part in ("ERR_INTERNET_DISCONNECTED", "WebSocket"):
        mum.person.watcher.allow(part)
    mum.person.context.set_offline(True)
    mum.page.wait_for_function("navigator.onLine === false")
    heard: list[tuple[str, str]] = []
    ring = mum.page.locator("[data-ring-in]")
    first = 0
    for second in range(1, 110):
        found = mum.after(1_000)
        heard += found
        if found and not first:
            first = second
        if not first:
            assert ring.is_hidden()
        if ring.is_visible():
            break
    assert ("say-now", "The connection is gone. We keep trying.") in heard
    assert [one for one in heard if one[0] == "say-now"] == [("say-now", "The connection is gone. We keep trying.")]
    assert first >= 10, heard
    expect(ring).to_be_visible()
    mum.person.context.set_offline(False)


def test_being_let_in_and_a_new_stage_interrupt_and_take_the_reader_to_the_heading(house: House, guests):
    world = house.server.world()
    conference.plan_meeting(world)
    conference.give_consent(world)
    conference.seat_everybody(world, "worker")
    world.set_stage("information")
    act(world, "mum", attendance.arrive)
    mum = guests(world["mum"]).open(world.url("/meeting")).heading("You are in the right place.")
    mum.watcher.allow("status of 404")  # a part that was asked for in the moment in which the page was over
    house.server.post(world["coordinator"], world.url("/meeting/let-in"), member=world["mum"].id)
    mum.heading("Part 1 of 3: Sharing")
    expect(mum.page.locator("#say-now")).to_have_text("You are in. Part 1 of 3: Sharing.")
    expect(mum.page.get_by_role("heading", level=1)).to_be_focused()
    assert house.server.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
    mum.heading("Private family time")
    expect(mum.page.locator("#say-now")).to_have_text("Private family time. Only family is here.")


def stand_still(page: Page) -> None:
    """The page's clock stops where it is: a jump would end its connection."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)


def write(house: House, world: World, key: str, circle: str, body: str) -> None:
    """A note by this person, through the running server."""
    assert house.server.post(world[key], world.url("/meeting/note"), circle=circle, body=body).status_code == 303

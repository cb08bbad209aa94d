"""Reading help and a child's pages in a real browser: aloud, forced colours, contrast, 400 % zoom, 64 px targets."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults
from tests.factories import conference, notes, plan
from tests.factories.world import World

CHILD = ("/home", "/talk", "/calm", "/thoughts", "/thoughts/feeling", "/thoughts/safe", "/around", "/plan", "/details")
THUMB_OF_A_CHILD = 64
ZOOMED = {"width": 320, "height": 256}

# The browser's own speech, said to nobody: what was asked for is written down, and a test ends each sentence.
VOICE = """
(() => {
  const heard = [], voices = %s;
  let now = null;
  class Words { constructor(text) { this.text = text; } }
  const speech = {
    getVoices: () => voices, addEventListener() {},
    speak(words) { now = words; heard.push([words.text, words.lang, words.voice.name]); },
    cancel() { now = null; heard.push("cancel"); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Words });
  window.heard = heard;
  window.endSentence = () => { const words = now; now = null; words?.onend(); };
})();
"""
LOCAL = '{name: "Anna", lang: "en-GB", localService: true, default: true}'
REMOTE = '{name: "Cloud", lang: "en-GB", localService: false, default: true}'
POLISH = '{name: "Ewa", lang: "pl-PL", localService: true, default: false}'

_SMALL = """(thumb) => [...document.querySelectorAll(
    "button, .govuk-button, .big, .dock a, .answer, .choice__one label, summary, main a, footer a, .govuk-radios__label"
  )]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".say"))
  .filter((one) => getComputedStyle(one).display !== "inline"
    || one.parentElement.textContent.trim() === one.textContent.trim())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < thumb - 0.5)
  .map(([one, box]) => `${one.textContent.trim().slice(0, 40)} ${Math.round(box.width)}×${Math.round(box.height)}`)"""
_PINNED = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    const pinned = ["fixed", "sticky"].includes(style.position) && one.checkVisibility();
    return pinned && !one.matches(".govuk-skip-link, .say");
  }).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""


def made(house: House) -> World:
    """A case with a meeting, a report and a child who has said something."""
    world = house.server.world()
    conference.give_consent(world)
    conference.plan_meeting(world)
    notes.shared_report(world)
    notes.write(world, "child", "helper:child", "come early")
    world.post("child", "/thoughts/feeling", circle=notes.circle(world, "helper:child"), feeling="sad", words="a bit")
    return world


def decided(house: House) -> World:
    """The same with an agreed plan."""
    world = made(house)
    plan.syn(world)
    plan.carry_rows(world)
    plan.agreed(world)
    return world


def reader(guests: Callable[..., Person], world: World, key: str, path: str, voices: str, kind: str = "phone") -> Page:
    """Somebody on a page, in a browser with these voices."""
    person = guests(world[key], kind)
    person.context.add_init_script(VOICE % f"[{voices}]")
    return person.open(world.url(path)).page


def heard(page: Page) -> list[str]:
    """Sentences that were asked for, in order."""
    return [one[0] for one in page.evaluate("window.heard") if one != "cancel"]


def test_a_page_is_read_aloud_only_when_asked_and_each_sentence_is_marked(house: House, guests: Callable[..., Person]):
    page = reader(guests, made(house), "child", "/home", LOCAL)
    start = page.get_by_role("button", name="Read it to me")
    expect(start).to_be_visible()
    box = start.bounding_box()
    assert box
    assert box["height"] >= THUMB_OF_A_CHILD
    assert heard(page) == []
    start.press("Enter")
    assert heard(page) == ["Hi J"]
    now = page.locator("[data-listen-now]")
    expect(now).to_have_text("Hi J")
    assert now.evaluate("(one) => getComputedStyle(one).outlineStyle") == "dashed"
    assert page.evaluate("CSS.highlights.has('fgc-listen')")
    page.evaluate("endSentence()")
    assert heard(page)[1] == "Say how I feel"
    expect(now).to_have_count(1)


def test_reading_can_be_paused_gone_on_with_and_stopped_by_keyboard(house: House, guests: Callable[..., Person]):
    page = reader(guests, made(house), "child", "/home", LOCAL)
    page.get_by_role("button", name="Read it to me").press("Enter")
    page.evaluate("endSentence()")
    page.get_by_role("button", name="Pause").press("Enter")
    page.get_by_role("button", name="Go on reading").press("Enter")
    assert heard(page) == ["Hi J", "Say how I feel", "Say how I feel"]
    page.get_by_role("button", name="Stop reading").press("Enter")
    expect(page.locator("[data-listen-now]")).to_have_count(0)
    expect(page.get_by_role("button", name="Read it to me")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Stop reading")).to_be_hidden()
    assert page.evaluate("window.heard.at(-1)") == "cancel"


def test_a_report_is_read_whole_and_in_order(house: House, guests: Callable[..., Person]):
    world = made(house)
    page = reader(guests, world, "mum", "/read", LOCAL)
    page.locator("main a[href*='/read/'], main a[href*='/reports/']").first.click()
    page.get_by_role("button", name="Read it to me").click()
    for _time in range(40):
        if page.evaluate("window.heard.at(-1)") == "cancel" and len(heard(page)) > 1:
            break
        page.evaluate("endSentence()")
    said = " ".join(heard(page))
    parts = page.locator("[data-listen]").all_inner_texts()
    assert len(parts) > 2
    places = [said.index(part.split(".")[0].strip()) for part in parts]
    assert places == sorted(places)
    assert "Ask about this" not in said


def test_words_in_another_language_are_read_by_its_own_voice_or_left_out_with_a_word(
    house: House, guests: Callable[..., Person]
):
    world = made(house)
    for voices, voice in ((f"{LOCAL}, {POLISH}", "Ewa"), (LOCAL, None)):
        page = reader(guests, world, "child", "/home", voices)
        page.locator(".bigs .big__words").first.evaluate("(one) => { one.lang = 'pl'; one.textContent = 'Powiedz'; }")
        page.get_by_role("button", name="Read it to me").click()
        page.evaluate("endSentence()")
        found = [one[2] for one in page.evaluate("window.heard") if one[0] == "Powiedz"]
        assert found == ([voice] if voice else [])
        if not voice:
            expect(page.get_by_text("They were left out.")).to_be_visible()


@pytest.mark.parametrize("voices", ["", REMOTE, POLISH], ids=["none", "remote", "other language"])
def test_without_a_voice_on_the_device_there_is_no_button_but_a_sentence(
    house: House, guests: Callable[..., Person], voices: str
):
    page = reader(guests, made(house), "child", "/home", voices)
    expect(page.get_by_text("has no voice for this language")).to_be_visible()
    expect(page.get_by_role("button", name="Read it to me")).to_be_hidden()


def test_reading_stops_when_the_page_is_hidden_or_left(house: House, guests: Callable[..., Person]):
    world = made(house)
    page = reader(guests, world, "mum", "/thoughts", LOCAL)
    start = page.get_by_role("button", name="Read it to me")
    start.click()
    page.evaluate("window.heard.length = 0")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'));"
        "Object.defineProperty(document, 'hidden', { value: false, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert page.evaluate("window.heard") == ["cancel"]
    start.click()
    page.evaluate(
        "window.addEventListener('pagehide', () => sessionStorage.setItem('last', String(window.heard.at(-1))))"
    )
    page.goto(world.url("/home"))
    assert page.evaluate("sessionStorage.getItem('last')") == "cancel"


def test_leave_this_page_silences_the_voice_at_once(house: House, guests: Callable[..., Person]):
    page = reader(guests, made(house), "mum", "/thoughts", LOCAL)
    page.get_by_role("button", name="Read it to me").click()
    page.evaluate("window.addEventListener('pagehide', () => window.name = String(window.heard.at(-1)))")
    with page.expect_navigation(url=lambda url: not url.startswith(house.url)):
        for _time in range(3):
            page.keyboard.press("Shift")
    assert page.evaluate("window.name") in ("cancel", "")


def test_a_child_goes_from_home_to_a_face_and_is_shown_help_at_once(
    house: House, guests: Callable[..., Person], album: Album
):
    world = house.server.world()
    child = guests(world["child"])
    child.open(world.url("/home")).heading("Hi J")
    child.follow("Say how I feel").follow("Answer").heading("How do you feel today?")
    help_now = child.page.locator(".help-now")
    expect(help_now).to_be_hidden()
    child.choose("Happy")
    expect(help_now).to_be_hidden()
    child.choose("Not safe")
    expect(help_now).to_be_visible()
    expect(child.page.locator("#say-soft")).to_contain_text("0800 1111")
    album.take(child.page, "30-child-not-safe")
    child.choose("Just Rose, my helper").send("Tell Rose")
    child.see("We have told Samira that you need help.")


def test_a_coordinator_on_today_sees_that_a_child_is_not_safe_without_loading_anew(
    house: House, guests: Callable[..., Person]
):
    world = house.server.world()
    desk = guests(world["coordinator"], "desk").open("/work").stay()
    expect(desk.page.get_by_text("pressed for help")).to_have_count(0)
    child = guests(world["child"]).open(world.url("/thoughts/feeling"))
    child.choose("Not safe").send("Keep it for me")
    desk.see(re.compile("pressed for help"), timeout=5_000).stayed()
    expect(desk.page.locator("#say-soft")).to_contain_text("Somebody needs you now.")


def test_stop_leads_a_child_to_a_calm_page_and_nothing_is_lost(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    child = guests(world["child"]).open(world.url("/thoughts/wish"))
    child.write("Write it here", "a dog").send("Stop. I want to do something else")
    child.heading("That is OK. You can stop.").follow("Carry on").see("a dog")


@pytest.mark.parametrize("kind", ["phone", "small", "desk"])
def test_a_childs_pages_are_sound_and_made_for_small_hands(
    house: House, guests: Callable[..., Person], album: Album, kind: str
):
    world = decided(house)
    child = guests(world["child"], kind)
    found = []
    for path in CHILD:
        page = child.open(world.url(path)).page
        found += faults(page)
        found += [f"{path}: {one}" for one in page.evaluate(_SMALL, THUMB_OF_A_CHILD)]
        album.take(page, f"31-child{path.replace('/', '-')}")
    assert found == []


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("forced", {"forced_colors": "active"}),
        ("forced-dark", {"forced_colors": "active", "color_scheme": "dark"}),
        ("contrast", {"contrast": "more"}),
        ("contrast-dark", {"contrast": "more", "color_scheme": "dark"}),
        ("dark", {"color_scheme": "dark"}),
    ],
)
def test_pages_keep_their_edges_and_words_however_somebody_sees_them(
    house: House, guests: Callable[..., Person], album: Album, name: str, look: dict[str, str]
):
    world = decided(house)
    child, mum = guests(world["child"], **look), guests(world["mum"], **look)
    found = []
    for person, paths in (
        (child, ("/home", "/thoughts/feeling", "/thoughts", "/plan")),
        (mum, ("/notes", "/thoughts/good", "/plan")),
    ):
        for path in paths:
            page = person.open(world.url(path)).page
            found += [one for one in faults(page) if "forced" not in name or "contrast" not in one]
            for edge in page.locator(".see:visible, .answer:visible, .big:visible, .choice__one:visible").all():
                assert edge.evaluate("(one) => parseFloat(getComputedStyle(one).borderInlineStartWidth) > 0")
            album.take(page, f"32-{name}{path.replace('/', '-')}-{'child' if person is child else 'mum'}")
    assert found == []


def test_at_four_times_the_size_nothing_pinned_covers_more_than_a_third(
    house: House, guests: Callable[..., Person], album: Album
):
    world = decided(house)
    for key, paths in (("child", CHILD), ("mum", ("/home", "/notes", "/thoughts/good", "/plan"))):
        person = guests(world[key], "desk", viewport=ZOOMED)
        for path in paths:
            page = person.open(world.url(path)).page
            assert page.evaluate(_PINNED) <= ZOOMED["height"] / 3, path
            assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"], path
            expect(page.get_by_role("button", name="Leave this page")).to_be_in_viewport(ratio=1)
            expect(page.get_by_role("link", name="Home", exact=True)).to_be_visible()
            page.screenshot(path=album.folder / f"33-zoom{path.replace('/', '-')}-{key}.png")


def test_the_meeting_stays_usable_at_four_times_the_size(house: House, guests: Callable[..., Person], album: Album):
    world = house.server.world()
    conference.plan_meeting(world)
    conference.give_consent(world)
    world.set_stage("information")
    conference.seat_everybody(world)
    for stage in ("information", "private"):
        world.set_stage(stage)
        mum = guests(world["mum"], "desk", viewport=ZOOMED).open(world.url("/meeting"))
        page = mum.page
        assert page.evaluate(_PINNED) <= ZOOMED["height"] / 3
        assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
        page.screenshot(path=album.folder / f"33-zoom-meeting-{stage}.png")
        mum.leave()


def test_stronger_colours_can_be_asked_for_and_stay_for_this_visit(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    mum = guests(world["mum"]).open(world.url("/home"))
    mum.unfold("Text")
    button = mum.page.get_by_role("button", name="Stronger lines and colours")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    mum.open(world.url("/thoughts"))
    expect(mum.page.locator("html")).to_have_attribute("data-contrast", "more")
    assert faults(mum.page) == []

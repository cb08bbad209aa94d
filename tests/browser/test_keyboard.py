"""Only a keyboard: from the first Tab to a shared thought. And what is typed is never run."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.people.person import Person
from tests.factories import conference

MOST_TABS = 60
_FOCUSED = """() => {
  const one = document.activeElement;
  const words = one.labels?.length ? one.labels[0].textContent : one.textContent;
  const style = getComputedStyle(one);
  const drawn = style.outlineStyle !== "none" || style.boxShadow !== "none";
  return [words.trim(), drawn || one.matches("[type=radio], [type=checkbox]")];
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until this has the focus; on the way the focus must always be seen."""
    for _time in range(MOST_TABS):
        page.keyboard.press("Tab")
        text, shown = page.evaluate(_FOCUSED)
        assert shown, f"the focus cannot be seen on: {text}"
        if text.startswith(words):
            return
    raise AssertionError(f"no way to {words} by keyboard")


def test_an_aunt_can_share_a_thought_with_a_keyboard_alone(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    page = guests(world["aunt"], "desk").open(world.url("/home")).page
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)[0] == "Skip to main content"
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)[0] == "Leave this page"
    for words in ("My thoughts", "Answer"):
        tab_to(page, words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, "Only you can see this")
    page.keyboard.press("ArrowDown")
    tab_to(page, "What is going well for")
    page.keyboard.type("J sings.")
    tab_to(page, "Send to Samira only")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("J sings.")).to_be_visible()


def test_what_somebody_types_is_shown_and_never_run(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    conference.plan_meeting(world)
    world.set_stage("information")
    conference.seat_everybody(world, "mum", "school")
    mum, school = guests(world["mum"]), guests(world["school"], "desk")
    for one in (mum, school):
        one.open(world.url("/meeting")).heading("Part 1 of 3: Sharing")
    nasty = '<img src="x" onerror="window.hit = 1"><script>window.hit = 2</script>{{ 7 * 7 }}'
    mum.write("Write something", nasty).press("Share with 10 people")
    for one in (mum, school):
        one.get_note(nasty)
        one.open(world.url("/notes")).see(nasty)
        assert one.page.evaluate("window.hit") is None

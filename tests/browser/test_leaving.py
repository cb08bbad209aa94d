"""Leave this page: one press, or Shift three times. Covered at once, nothing behind, the session locked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.people.person import Person
from tests.factories import notes
from tests.factories.world import World

COVERED_WITHIN_MS = 300
SECRET = "I am scared of Sunday."
_STAMPS = """
(() => {
  const stamps = {};
  const now = () => performance.timeOrigin + performance.now();
  const press = () => { stamps.pressed = now(); };
  document.addEventListener("click", press, true);
  document.addEventListener("keyup", press, true);
  new MutationObserver(() => {
    if (!document.body.querySelector(".cover") || stamps.covered) return;
    stamps.covered = now();
    window.tellCovered(stamps.covered - stamps.pressed, document.body.innerText.trim(), document.title);
  }).observe(document.body, { childList: true });
})()
"""


@pytest.fixture
def world(house: House) -> World:
    """A case with something in it that nobody else should read."""
    made = house.server.world()
    notes.write(made, "mum", "own:mum", SECRET)
    return made


def read_it(mum: Person, world: World) -> list[tuple[float, str, str]]:
    """Two pages of history and a page full of words; gives the list into which the cover reports."""
    told: list[tuple[float, str, str]] = []
    mum.context.expose_function("tellCovered", lambda took, text, title: told.append((took, text, title)))
    mum.open(world.url("/home")).open(world.url("/notes")).see(SECRET).page.evaluate(_STAMPS)
    return told


def gone(mum: Person, world: World, told: list[tuple[float, str, str]]) -> None:
    """Covered in time, elsewhere, with nothing to go back to, and locked on the server."""
    mum.see("Sunny.")
    (took, text, title), *_more = told
    assert took < COVERED_WITHIN_MS and text == "" and title == "Weather"
    for _time in range(2):
        mum.page.go_back()
        mum.not_see(SECRET).not_see(world["mum"].name)
    answer = mum.context.request.get(world.url("/notes"), max_redirects=0)
    assert answer.status in (302, 303) and SECRET not in answer.text()
    assert "/unlock" in answer.headers["location"] or answer.headers["location"].endswith("/home")


def test_a_mother_can_leave_with_one_press(house: House, guests: Callable[..., Person], world: World):
    mum = guests(world["mum"])
    told = read_it(mum, world)
    mum.press("Leave this page")
    gone(mum, world, told)


def test_a_mother_can_leave_with_three_presses_of_shift_even_while_writing(
    house: House, guests: Callable[..., Person], world: World
):
    mum = guests(world["mum"], "desk")
    told = read_it(mum, world)
    mum.page.get_by_label("Your note").click()
    for _time in range(3):
        mum.page.keyboard.press("Shift")
    gone(mum, world, told)


def test_a_mother_can_leave_without_scripts(house: House, guests: Callable[..., Person], world: World):
    mum = guests(world["mum"], java_script_enabled=False).open(world.url("/notes")).see(SECRET)
    mum.press("Leave this page").see("Sunny.")
    mum.page.go_back()
    mum.not_see(SECRET)
    expect(mum.open(world.url("/notes")).page).to_have_url(re.compile("/unlock|/home"))

"""What comes out of a printer: the words and who can see them, nothing to press, and never private family time."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.house import House
from tests.browser.people.person import Person
from tests.factories import conference, notes
from tests.factories.plan import add_row, agreed, carry_rows, syn
from tests.factories.world import World

NOTHING_TO_PRESS = ("Leave this page", "Save it", "Print this page", "Text size", "Privacy", "http", "Skip to main")


@pytest.fixture
def decided(house: House) -> World:
    """A plan that was agreed, and something to read."""
    world = house.server.world("preparing")
    conference.give_consent(world)
    notes.shared_report(world, worries="The school worries about Mondays.")
    world.set_stage("information")
    world.ids = syn(world)
    carry_rows(world)
    agreed(world)
    return world


def sheet(page: Page) -> str:
    """All words on paper."""
    file = page.pdf(format="A4", print_background=False)
    return "\n".join(" ".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(file)).pages)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/plan", ("Our plan", "Family, the social worker and the coordinator (6 people)", "Nan rings every day")),
        ("/record", ("What was decided", "Family, the social worker", "agrees", "Who took part")),
        ("/jobs", ("My jobs", "Only you and Samira", "Nan rings every day")),
        ("/around", ("Who will be there", "Jean", "Ms Hale")),
        ("/read", ("Things to read", "Ms Hale")),
    ],
)
def test_a_family_page_prints_its_words_and_nothing_to_press(
    decided: World, guests: Callable[..., Person], path: str, words: tuple[str, ...]
):
    printed = sheet(guests(decided["nan"]).open(decided.url(path)).page)
    assert [part for part in words if part not in printed] == []
    assert [part for part in NOTHING_TO_PRESS if part in printed] == []


def test_the_strip_has_a_border_on_paper_and_paper_is_white(decided: World, guests: Callable[..., Person]):
    page = guests(decided["nan"]).open(decided.url("/plan")).page
    page.emulate_media(media="print")
    strip = page.locator(".see").first
    expect(strip).to_have_css("border-top-style", "solid")
    expect(strip).to_have_css("border-top-color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".dock")).to_be_hidden()
    expect(page.locator("h1")).to_have_css("break-after", "avoid")


@pytest.mark.parametrize("path", ["/meeting", "/plan", "/plan/new"])
def test_private_family_time_is_never_put_on_paper(house: House, guests: Callable[..., Person], path: str):
    world = house.server.world("preparing")
    conference.give_consent(world)
    conference.plan_meeting(world)
    world.set_stage("information")
    conference.seat_everybody(world, "mum")
    world.set_stage("private")
    notes.write(world, "mum", "private", "We speak of Grandad.")
    add_row(world, "mum", "Mum speaks with Grandad.")
    page = guests(world["mum"]).open(world.url(path)).page
    refusal = page.get_by_text("Private family time cannot be printed")
    expect(refusal).to_be_hidden()
    printed = sheet(page)
    assert "Private family time cannot be printed" in printed
    assert "Grandad" not in printed and "Write" not in printed


def test_a_copy_is_chosen_on_a_page_and_the_browser_saves_it(decided: World, guests: Callable[..., Person]):
    mum = guests(decided["mum"]).open(decided.url("/plan"))
    mum.follow("Save it, print it, or get it by post")
    mum.pick("In which language?", "اردو")
    with mum.page.expect_download() as saving:
        mum.page.get_by_role("button", name="Save to this phone (PDF)").click()
    saved = saving.value
    assert saved.suggested_filename == "plan.pdf"
    assert PdfReader(saved.path()).trailer["/Root"]["/Lang"] == "ur"
    mum.press("Post me a paper copy")
    mum.press("Yes, post it to me")
    mum.see("Paper is on its way. It takes about 3 days.")

"""An interpreter at work: translates a note and a row; others read it beside the original, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults
from tests.factories.conference import give_consent, plan_meeting, seat_everybody
from tests.factories.interpreting import POLISH, URDU, speaks, translate
from tests.factories.notes import shared_report, write
from tests.factories.plan import add_row
from tests.factories.world import World

ALSO = "Also in اردو"
SAID = "Nan rings every day at six."


@pytest.fixture
def private(house: House) -> World:
    """Private time with everybody there, the interpreter let in, one note and one row."""
    world = house.server.world()
    plan_meeting(world)
    give_consent(world)
    world.set_stage("information")
    seat_everybody(world)
    world.set_stage("private")
    for scope in ("family", "private"):
        world.admit("interpreter", scope)
    speaks(world, "nan", "ur")
    write(world, "mum", "private", SAID)
    add_row(world, "mum", SAID, how_often="every day", if_not="Lisa goes round.")
    return world


def folded(page: Page) -> Locator:
    return page.locator("details.translated").filter(has_text=ALSO).first


def test_an_interpreter_translates_and_the_family_reads_it_beside_the_words(
    private: World, guests: Callable[..., Person], album: Album
):
    nan = guests(private["nan"]).open(private.url("/meeting"))
    nan.see(SAID)
    ewa = guests(private["interpreter"]).open(private.url("/meeting"))
    ewa.follow("^Translate this$").heading("Translate this").see(SAID)
    expect(ewa.page.get_by_label("اردو")).to_be_checked()
    assert faults(ewa.page) == []
    album.take_wide_and_narrow(ewa.page, "60-translate")
    ewa.write("The translation", URDU).send("Share with 4 family members and Ewa").heading("Private family time")
    fold = folded(nan.page)
    expect(fold.or_(nan.page.locator("[data-log-bar]").filter(visible=True)).first).to_be_visible()
    if not fold.is_visible():
        nan.page.locator("[data-log-bar]").first.click()
    fold.locator("> summary").click()
    words = fold.locator(".note__words")
    expect(words).to_have_text(URDU)
    assert words.evaluate("one => [one.lang, one.dir, getComputedStyle(one).direction]") == ["ur", "rtl", "rtl"]
    expect(fold).to_contain_text("Translated into اردو by Ewa")
    note = nan.page.locator("article.note").filter(has_text=SAID).first
    above = note.locator("> .note__in > .note__words").bounding_box()
    below = fold.bounding_box()
    assert above and below and above["y"] < below["y"]
    assert faults(nan.page) == []
    album.take_wide_and_narrow(nan.page, "61-translated-note")


def test_who_reads_urdu_gets_the_urdu_words_unfolded_and_others_words_as_they_are(
    private: World, house: House, guests: Callable[..., Person], album: Album
):
    lisa = guests(private["aunt"])
    lisa.context.add_cookies([{"name": "lang", "value": "ur", "url": house.url}])
    page = lisa.open(private.url("/meeting")).page
    assert page.evaluate("document.documentElement.lang + document.documentElement.dir") == "urrtl"
    house.server.post(private["mum"], private.url("/notes"), circle="private", body="Tom comes on Monday.")
    page.locator("[data-log-bar]").filter(visible=True).first.click()
    first = page.locator("[data-log-list] > li").filter(has_text="Tom comes on Monday.").get_attribute("data-id")
    path = private.url(f"/translate/note/{first}")
    assert house.server.post(private["interpreter"], path, lang="ur", words=URDU).status_code == 303
    page.locator("[data-log-bar]").filter(visible=True).first.click()
    expect(page.locator(".translated[open] .note__words")).to_have_text(URDU)
    english = page.get_by_text("Tom comes on Monday.").first
    assert english.evaluate("one => [one.lang, getComputedStyle(one).direction]") == ["en", "ltr"]
    lisa.open(private.url("/notes?circle=private"))
    expect(page.locator(".translated[open] .note__words")).to_be_visible()
    assert faults(page) == []
    album.take_wide_and_narrow(page, "64-translated-for-urdu")


def test_a_translated_row_stands_in_the_plan_of_everybody_inside(
    private: World, guests: Callable[..., Person], album: Album
):
    nan = guests(private["nan"]).open(private.url("/plan"))
    ewa = guests(private["interpreter"], "desk").open(private.url("/plan"))
    ewa.follow("^Translate this").see("If it does not happen").choose("اردو").write("The translation", URDU)
    ewa.send("Share with 4 family members and Ewa").heading("Write the plan together")
    nan.open(private.url("/plan")).unfold(ALSO).see(URDU)
    assert faults(nan.page) == []
    album.take_wide_and_narrow(nan.page, "62-translated-row")


def test_everything_about_translations_works_without_scripts(
    private: World, house: House, guests: Callable[..., Person], album: Album
):
    private.set_stage("information")
    shared_report(private)
    note = write(private, "mum", "everyone", SAID)
    ewa = guests(private["interpreter"], java_script_enabled=False).open(private.url("/notes"))
    ewa.follow("^Translate this$").choose("Polski").write("The translation", "Babcia dzwni.")
    with ewa.page.expect_navigation():
        ewa.page.locator("form.composer button[type=submit]").click()
    translate(private, "interpreter", "note", note)
    translate(private, "interpreter", "note", note, "pl", POLISH)
    translate(private, "interpreter", "note", note, "other", "Nan her gün arıyor.", language="Türkçe")
    nan = guests(private["nan"], java_script_enabled=False).open(private.url("/notes"))
    nan.see(SAID).unfold(ALSO).see(URDU).unfold("Also in Polski").see(POLISH)
    nan.unfold("What the translation said before").see("Babcia dzwni.")
    album.take_wide_and_narrow(nan.page, "63-translations-without-scripts")

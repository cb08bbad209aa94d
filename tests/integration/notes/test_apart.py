"""Somebody apart (case F): nothing of the others for them, nothing of them for the others, things sent on singly."""

import pytest
from sqlalchemy import text

from fgc.core import uow
from tests.factories.notes import circle, father_apart, shared_report, write
from tests.factories.world import World

OTHERS = ("worker", "school", "mum", "nan", "aunt", "child", "advocate", "interpreter")


@pytest.fixture
def house(world: World) -> World:
    """A case with a father apart, a report, and notes on both sides."""
    father_apart(world)
    write(world, "mum", "everyone", "word-for-everyone")
    write(world, "mum", "family", "word-for-family")
    write(world, "dad", "direct:dad", "word-of-dad")
    return world


def test_the_person_apart_sees_nothing_of_the_others(house: World):
    report = shared_report(house)
    for path in ("/notes", "/read", "/thoughts", "/home"):
        page = house.get("dad", path).text
        for absent in ("word-for", "J is kind", "Kerry", "Jean", "Ms Hale", "Tom", "Lisa"):
            assert absent not in page, (path, absent)
    assert house.get("dad", f"/read/{report}").status_code == 404
    assert house.get("dad", "/notes?circle=everyone").status_code == 404
    assert house.get("dad", "/since?circle=everyone&after=0").status_code == 404
    assert "word-for" not in house.post("dad", "/notes/search", text="word").text
    assert (
        house.post(
            "dad", f"/read/{report}/reply", paragraph="p_0000000000000000", circle="everyone", body="x"
        ).status_code
        == 404
    )


@pytest.mark.parametrize("key", OTHERS)
def test_the_others_see_nothing_of_the_person_apart(house: World, key):
    for path in ("/notes", "/read", "/report"):
        page = house.get(key, path).text
        for absent in ("word-of-dad", "Marek", house["dad"].id):
            assert absent not in page, (path, absent)
    assert "word-of-dad" not in house.post(key, "/notes/search", text="word").text
    assert house.get(key, f"/notes?circle={circle(house, 'direct:dad')}").status_code == 404


def test_the_coordinator_can_send_on_one_thing_with_names_taken_out(house: World):
    report = shared_report(house)
    page = house.get("coordinator", f"/send-on/{report}").text
    assert "J is kind." in page
    assert "Marek" in page
    form = {"member": house["dad"].id, "words": "What is going well\n\nJ is kind."}
    for _again in range(2):
        assert house.post("coordinator", f"/send-on/{report}", **form).status_code == 303
    shelf = house.get("dad", "/read").text
    assert shelf.count("From Samira") == 1
    assert "New" in shelf
    with house.app.app_context(), uow.read() as session:
        note = session.scalar(text("SELECT id FROM note WHERE kind = 'release'"))
    read = house.get("dad", f"/read/{note}").text
    assert "J is kind." in read
    assert "Ms Hale" not in read
    assert "New" not in house.get("dad", "/read").text
    for key in OTHERS:
        assert house.get(key, f"/read/{note}").status_code == 404


def test_a_note_can_be_sent_on_as_it_is(house: World):
    note = write(house, "nan", "everyone", "he starts football on Monday")
    assert house.post("coordinator", f"/send-on/{note}", member=house["dad"].id).status_code == 303
    assert "he starts football on Monday" in house.get("dad", "/notes").text
    assert "Jean" not in house.get("dad", "/notes").text


def test_nothing_is_sent_to_the_wrong_person_or_by_others(house: World):
    note = write(house, "mum", "everyone", "hello")
    private = write(house, "mum", "family", "not the coordinator's")
    assert house.post("coordinator", f"/send-on/{note}", member=house["nan"].id).status_code == 404
    assert house.post("coordinator", f"/send-on/{note}", member="").status_code == 404
    assert house.post("coordinator", f"/send-on/{private}", member=house["dad"].id).status_code == 404
    assert house.post("mum", f"/send-on/{note}", member=house["dad"].id).status_code == 404
    assert house.get("worker", f"/send-on/{note}").status_code == 404


def test_notes_of_somebody_set_apart_later_are_shown_to_the_others_no_more(house: World):
    write(house, "aunt", "everyone", "word-of-aunt")
    assert "word-of-aunt" in house.get("mum", "/notes").text
    house.change_member("aunt", apart=True)
    assert "word-of-aunt" not in house.get("mum", "/notes").text
    assert "word-of-aunt" in house.get("coordinator", "/notes").text
    assert "word-of-aunt" not in str(house.get("mum", "/since?circle=everyone&after=0").json)

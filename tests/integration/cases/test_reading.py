"""How somebody likes to read: their own choice, sealed; on for children until they choose; easy words of the plan."""

import pytest
from sqlalchemy import text

from fgc.core import uow
from tests.factories import plan
from tests.factories.world import World

DETAILS = {"called": "Kerry", "takes_part": "here", "language": "en", "safe_to_text": "yes"}


def choose(world: World, key: str, **fields: str):
    return world.post(key, "/details", **{**DETAILS, "called": world[key].name, **fields})


def easy(world: World, key: str, path: str = "/home") -> bool:
    return 'data-reading="easy"' in world.get(key, path).text


def test_easy_words_are_on_for_a_child_and_off_for_adults(world: World):
    assert easy(world, "child")
    assert not easy(world, "mum")
    assert not easy(world, "advocate")


def test_a_mother_can_choose_easy_words_and_a_child_the_usual_ones(world: World):
    assert choose(world, "mum", reading="easy", aloud="yes").status_code == 303
    assert choose(world, "child", reading="normal", aloud="no").status_code == 303
    assert easy(world, "mum")
    assert not easy(world, "child")
    assert "listen--near" in world.get("mum", "/thoughts").text
    assert "listen--near" not in world.get("child", "/thoughts").text
    assert not easy(world, "nan")


def test_a_form_without_the_question_leaves_the_choice_as_it_was(world: World):
    choose(world, "mum", reading="easy", aloud="yes")
    assert choose(world, "mum").status_code == 303
    assert easy(world, "mum")


def test_the_choice_outlives_a_correction_by_the_coordinator(world: World):
    choose(world, "mum", reading="easy")
    changed = world.post("coordinator", f"/people/{world['mum'].id}", name="Kerry", role="family", language="en")
    assert changed.status_code == 303
    assert easy(world, "mum")


def test_an_unknown_choice_is_refused(world: World):
    assert choose(world, "mum", reading="loud").status_code == 422
    assert not easy(world, "mum")


def test_the_choice_is_sealed(world: World):
    choose(world, "mum", reading="easy", aloud="yes")
    with world.app.app_context(), uow.read() as session:
        blobs = session.scalars(text("SELECT profile FROM member")).all()
    assert all(b"easy" not in bytes(blob) and b"aloud" not in bytes(blob) for blob in blobs)


def test_workers_have_no_reading_help_of_the_family(world: World):
    for key in ("worker", "coordinator"):
        assert "data-reading" not in world.get(key, "/").text


@pytest.fixture
def agreed(world: World) -> World:
    plan.syn(world)
    plan.carry_rows(world)
    plan.agreed(world)
    return world


def test_a_child_sees_the_plan_one_thing_a_line_and_no_score_of_their_own(agreed: World):
    page = agreed.get("child", "/plan").text
    assert "Nan rings every day at 18:00." in page
    assert "Who does it?" in page
    assert "every day at 18:00" in page
    assert "0 of 5 stones are filled." in page
    for words in ("If it does not happen", "Who will check", "jobs are happening", "Tell how it is going"):
        assert words not in page


def test_a_stone_is_filled_when_a_grown_up_did_their_part(agreed: World):
    job = _job_of(agreed, "nan")
    assert agreed.post("nan", f"/jobs/{job}", state="happening").status_code == 303
    page = agreed.get("child", "/plan").text
    assert "1 of 5 stones is filled." in page or "1 of 5 stones are filled." in page
    assert page.count("stones__one--done") == 1


def test_an_adult_with_easy_words_gets_both(agreed: World):
    before = agreed.get("mum", "/plan").text
    assert "stones are filled" not in before
    choose(agreed, "mum", reading="easy")
    page = agreed.get("mum", "/plan").text
    assert "stones are filled" in page
    assert "All the words of the plan" in page
    assert "Who will check" in page


def _job_of(world: World, key: str) -> str:
    with world.app.app_context(), uow.read() as session:
        found = session.execute(text("SELECT id FROM plan_job WHERE member_id = :m"), {"m": world[key].id}).first()
    assert found
    return str(found[0])

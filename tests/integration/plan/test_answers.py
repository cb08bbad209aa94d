"""Agreeing: one frozen plan, answers without pressure, and the social worker's own question."""

import pytest

from fgc.conference.actions import stages
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.plan.queries.pages import answers_page
from tests.factories.plan import accept, acting, add_line, add_row, answer, freeze, rows_seen

FAMILY = ("mum", "nan", "aunt", "child")


@pytest.fixture
def asked(world_in):
    world = world_in("agreeing")
    add_line(world, "J is never alone at night.")
    add_row(world, "mum", "Nan stays on Fridays.", asked="taxi money", agency="the council")
    assert freeze(world) == 1
    return world


def shown(world, key):
    with acting(world, key) as seat, uow.read() as session:
        return answers_page(session, seat)


def test_only_the_coordinator_can_freeze_and_only_a_plan_with_rows(world_in):
    world = world_in("agreeing")
    assert world.post("mum", "/plan/freeze").status_code == 404
    empty = world.post("coordinator", "/plan/freeze")
    assert empty.status_code == 422 and "There is no row in the plan yet." in empty.text
    add_row(world, "mum", "One row")
    assert world.post("coordinator", "/plan/freeze").status_code == 303
    assert world.post("coordinator", "/plan/freeze").status_code == 409


def test_the_same_short_code_stands_on_every_screen(asked):
    codes = {shown(asked, key).version.code for key in (*FAMILY, "worker", "coordinator")}
    assert len(codes) == 1
    code = codes.pop()
    for key in ("mum", "worker", "coordinator"):
        assert code in asked.get(key, "/plan").text and code in asked.get(key, "/answers").text


def test_answers_are_hidden_until_all_have_answered(asked):
    answer(asked, "mum", "disagree", "Sundays are missing")
    for key in ("nan", "worker", "coordinator", "child"):
        assert "Sundays are missing" not in asked.get(key, "/answers").text
        assert shown(asked, key).shown == ()
    assert "We are waiting for 3 people" in asked.get("nan", "/answers").text
    assert "Sundays are missing" in asked.get("mum", "/answers").text, "one sees one's own"
    for key in ("nan", "aunt", "child"):
        answer(asked, key)
    page = asked.get("worker", "/answers").text
    assert "Sundays are missing" in page and "does not agree" in page


def test_the_coordinator_can_show_answers_before_and_sees_who_is_missing(asked):
    answer(asked, "mum", "agree_worried", "Fridays are hard")
    assert "Jean" in asked.get("coordinator", "/answers/part").text
    assert asked.post("mum", "/answers/open").status_code == 404
    assert asked.post("coordinator", "/answers/open").status_code == 303
    assert "Fridays are hard" in asked.get("nan", "/answers/part").text


def test_an_answer_for_the_coordinator_only_is_never_shown_to_others(asked):
    answer(asked, "nan", "disagree", "I am afraid to say it", audience="coordinator")
    for key in ("mum", "aunt", "child"):
        answer(asked, key)
    for key in ("mum", "worker", "child", "aunt"):
        assert "I am afraid to say it" not in asked.get(key, "/answers").text
    assert "I am afraid to say it" in asked.get("coordinator", "/answers").text
    assert "We are waiting" not in asked.get("mum", "/answers").text


def test_an_answer_can_be_changed_and_the_earlier_one_is_kept(asked):
    answer(asked, "mum", "more_time", "Let me think")
    answer(asked, "mum", "agree")
    assert shown(asked, "mum").mine.choice == "agree"
    with asked.app.app_context(), uow.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM plan_answer").scalar() == 2


@pytest.mark.parametrize("choice", ["agree_worried", "disagree", "more_time"])
def test_every_answer_but_yes_is_asked_for_a_reason(asked, choice):
    with pytest.raises(Refused) as refused:
        answer(asked, "mum", choice)
    assert "says" in refused.value.errors
    page = asked.post("mum", "/answers", choice=choice, says="", number="1")
    assert page.status_code == 422 and "There is a problem" in page.text


def test_changing_the_plan_clears_the_answers(asked):
    answer(asked, "mum")
    row = rows_seen(asked, "nan", "plan")[0]
    asked.post("nan", "/plan/save", circle="plan", row=row.id, rev=str(row.rev), what="Nan stays on Saturdays.")
    assert shown(asked, "mum").version is None and "not frozen" in asked.get("nan", "/answers/part").text
    assert freeze(asked) == 2
    assert shown(asked, "mum").mine is None and shown(asked, "mum").waiting == 4
    with pytest.raises(Stale):
        answer(asked, "mum", number=1)


def test_a_frozen_plan_is_over_when_the_family_goes_back(asked):
    answer(asked, "mum")
    with acting(asked, "coordinator") as seat:
        stages.give_notice(seat, "private")
    assert shown(asked, "mum").version is None
    assert asked.get("mum", "/plan").status_code == 200


def test_workers_cannot_answer_and_the_family_cannot_accept(asked):
    for key in ("worker", "school", "coordinator", "interpreter"):
        with pytest.raises(NotFound):
            answer(asked, key)
    for key in ("mum", "school", "coordinator"):
        assert asked.post(key, "/answers/safe", decision="safe", number="1").status_code == 404


def test_a_child_answers_on_a_simple_version(asked):
    page = asked.get("child", "/answers").text
    assert "Yes, it is good" in page and "Nan stays on Fridays." in page and "Who will check" not in page
    said = asked.post("child", "/answers", choice="agree", number="1", says="I want Max to come too.")
    assert said.status_code == 303


def test_a_child_can_answer_through_their_own_advocate_only(asked):
    asked.admit("advocate", "family")
    answer(asked, "advocate", "agree", "I want Max to come too.", member="child")
    with pytest.raises(NotFound):
        answer(asked, "advocate", member="mum")
    asked.post("coordinator", "/answers/open")
    assert "J, told to Rose" in asked.get("mum", "/answers").text


def test_somebody_on_the_phone_answers_through_the_coordinator(asked):
    page = asked.post("coordinator", "/answers", member=asked["nan"].id, choice="agree", number="1", audience="here")
    assert page.status_code == 303
    asked.post("coordinator", "/answers/open")
    assert "Jean, told to Samira" in asked.get("mum", "/answers").text
    with pytest.raises(NotFound):
        answer(asked, "coordinator", member="worker")


def test_whether_people_could_say_what_they_think_is_for_the_coordinator_alone(asked):
    answer(asked, "mum")
    said = asked.post("mum", "/answers/could-say", said="partly", words="He looked at me")
    assert said.status_code == 303
    assert "He looked at me" in asked.get("coordinator", "/answers").text
    assert "He looked at me" in asked.get("mum", "/answers").text
    for key in ("nan", "worker", "child", "school"):
        assert "He looked at me" not in asked.get(key, "/answers").text
    for key in ("worker", "coordinator"):
        assert asked.post(key, "/answers/could-say", said="yes").status_code == 404


def test_the_social_workers_answer_is_shown_at_once_with_its_reason_and_line(asked):
    with pytest.raises(Refused):
        accept(asked, "not_yet")
    accept(asked, "safe_if", "Nobody is there on Saturdays.", line=1)
    page = asked.get("mum", "/answers/part").text
    assert "Nobody is there on Saturdays." in page and "Safe if we change something" in page
    assert "J is never alone at night." in page
    accept(asked, "safe")
    assert "Safe enough" in asked.get("nan", "/answers/part").text
    assert asked.get("school", "/answers").text.count("Safe enough") == 0


def test_what_was_asked_of_an_agency_is_answered_row_by_row(asked):
    row = rows_seen(asked, "mum", "plan")[0]
    path = f"/answers/rows/{row.id}/resource"
    assert asked.post("mum", path, decision="agreed").status_code == 404
    assert asked.post("worker", path, decision="refused", reason="").status_code == 422
    assert asked.post("worker", path, decision="refused", reason="budget").status_code == 303
    page = asked.get("mum", "/plan").text
    assert "refused" in page and "budget" in page
    asked.post("mum", "/plan/save", circle="plan", row=row.id, rev="0", what=row.words.what, asked="bus pass",
               agency="the council")  # fmt: skip
    assert "budget" not in asked.get("mum", "/plan").text, "a no to the taxi is no answer to the bus"


def test_rows_are_read_out_and_marked(asked):
    row = rows_seen(asked, "mum", "plan")[0]
    assert asked.post("coordinator", f"/plan/rows/{row.id}/clear", mark="unclear").status_code == 303
    assert "Not clear yet" in asked.get("nan", "/plan").text
    assert asked.post("mum", f"/plan/rows/{row.id}/clear", mark="clear").status_code == 404
    assert shown(asked, "mum").version is not None, "a mark is no change of the plan"


def test_a_professional_sees_nothing_of_answers(asked):
    answer(asked, "mum", "disagree", "Sundays are missing")
    asked.post("coordinator", "/answers/open")
    for path in ("/answers", "/answers/part", "/plan", "/plan/part"):
        page = asked.get("school", path)
        assert "Sundays are missing" not in page.text and "Nan stays" not in page.text


def test_next_step_and_need_ask_for_the_missing_answers(asked):
    assert "Do you agree with this plan?" in asked.get("mum", "/home").text
    answer(asked, "mum")
    assert "Do you agree with this plan?" not in asked.get("mum", "/home").text
    assert "is the plan safe?" in asked.get("worker", "/").text
    accept(asked)
    assert "is the plan safe?" not in asked.get("worker", "/").text

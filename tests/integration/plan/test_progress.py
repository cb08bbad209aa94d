"""The plan goes on: my jobs first, “not yet” met with help, the board, what is no longer needed."""

from datetime import UTC, datetime, timedelta

import pytest

from fgc.core import clock, uow
from fgc.core.errors import NotFound
from fgc.plan.actions.following import MarkDraft, end_job, mark_job
from fgc.plan.queries import jobs
from tests.factories.plan import acting, add_row, agreed, carry_rows, rows_seen, syn


@pytest.fixture
def going(world_in):
    world = world_in("information")
    world.ids = syn(world)
    carry_rows(world)
    agreed(world)
    return world


def every(world, key="coordinator"):
    with acting(world, key) as seat, uow.read() as session:
        return jobs.all_jobs(session, seat)


def mine(world, key):
    with acting(world, key) as seat, uow.read() as session:
        return jobs.my_jobs(session, seat)


def hands(world, key):
    with acting(world, key) as seat, uow.read() as session:
        return [job.what for job in jobs.needs_a_hand(session, seat)]


def mark(world, key, job, state, words=""):
    with acting(world, key) as seat:
        mark_job(seat, job.id, MarkDraft(state, words))


def test_each_row_becomes_a_job_of_who_does_it(going):
    assert [(job.n, job.name) for job in every(going)] == [
        (1, "Jean"), (2, "Lisa"), (3, "Kerry"), (4, "Ms Hale"), (5, "Jean")
    ]  # fmt: skip
    page = going.get("nan", "/jobs").text
    assert page.index("Nan rings every day") < page.index("The whole plan")


def test_a_job_is_marked_in_ones_own_words_which_only_the_coordinator_sees(going):
    job = mine(going, "mum")[0]
    said = going.post("mum", f"/jobs/{job.id}", state="some", words="The bus is too dear.", ring="yes")
    assert said.status_code == 303
    board = going.get("coordinator", "/follow-up").text
    assert "The bus is too dear." in board and "asks you to ring" in board
    for key in ("nan", "worker", "school", "child"):
        assert "The bus is too dear." not in going.get(key, "/jobs").text
    assert "Some of it" in going.get("nan", "/jobs").text


def test_nobody_can_mark_a_job_of_somebody_else_but_the_coordinator_writes_down(going):
    job = mine(going, "mum")[0]
    for key in ("nan", "worker", "school"):
        assert going.post(key, f"/jobs/{job.id}", state="happening").status_code == 404
    mark(going, "coordinator", job, "happening")
    assert mine(going, "mum")[0].state == "happening"


def test_not_yet_is_met_with_help_and_goes_to_the_doer_then_the_checker_then_the_workers(going):
    job = next(one for one in every(going) if "collects J" in one.what)
    mark(going, "aunt", job, "not_yet", "My car is broken.")
    assert "That is OK. Plans can change." in going.get("aunt", "/jobs").text
    assert hands(going, "nan") == [job.what], "who checks"
    assert hands(going, "coordinator") == [] and hands(going, "worker") == []
    mark(going, "aunt", job, "not_yet")
    assert hands(going, "coordinator") == [job.what] and hands(going, "worker") == [job.what]
    assert "1 job of a plan needs a hand" in going.get("coordinator", "/").text
    mark(going, "aunt", job, "happening")
    assert hands(going, "coordinator") == []


def test_a_job_that_is_late_is_shown_to_its_doer_first(going):
    job = next(one for one in every(going) if "by bus" in one.what)
    day = datetime(2027, 1, 4, 12, tzinfo=UTC)
    for late, known in ((0, ()), (1, ("nan",)), (4, ("nan", "aunt")), (8, ("nan", "aunt", "coordinator", "worker"))):
        with clock.stopped_at(day + timedelta(days=late)):
            told = tuple(key for key in ("nan", "aunt", "coordinator", "worker") if job.what in hands_now(going, key))
        assert told == known, late


def hands_now(world, key):
    with world.app.test_request_context("/"), uow.read() as session:
        return [job.what for job in jobs.needs_a_hand(session, world.seat(key))]


def test_an_agency_is_tracked_on_the_same_board_and_sees_its_own_job_only(going):
    page = going.get("school", "/jobs").text
    assert "School texts Lisa" in page and "Nan rings" not in page and "The whole plan" not in page
    job = mine(going, "school")[0]
    assert going.post("school", f"/jobs/{job.id}", state="not_yet").status_code == 303
    assert going.post("school", f"/jobs/{job.id}", state="not_yet").status_code == 303
    assert "School texts Lisa" in going.get("coordinator", "/follow-up").text
    assert hands(going, "coordinator") == [job.what]


def test_a_job_can_be_no_longer_needed_which_is_no_failure(going):
    """Published case A: the drug agency's part ended."""
    job = next(one for one in every(going) if "alcohol service" in one.what)
    assert going.post("mum", f"/follow-up/{job.id}/end").status_code == 404
    assert going.post("coordinator", f"/follow-up/{job.id}/end").status_code == 303
    assert "No longer needed" in going.get("mum", "/jobs").text
    assert mine(going, "mum") == ()
    assert len(jobs.progress_of(every(going)).states) == 4
    with acting(going, "coordinator") as seat, pytest.raises(NotFound):
        end_job(seat, "j_0000000000000000")


def test_at_the_check_up_jobs_that_stay_go_on_and_others_are_over(going):
    ring = next(one for one in every(going) if "Nan rings" in one.what)
    mark(going, "nan", ring, "happening")
    going.set_stage("private")
    going.get("mum", "/plan")
    private = rows_seen(going, "mum", "private")
    gone = next(row for row in private if "alcohol service" in row.words.what)
    going.post("mum", f"/plan/rows/{gone.id}/drop")
    add_row(going, "aunt", "Lisa keeps Saturdays free.", doers=(going["aunt"].id,))
    carry_rows(going)
    agreed(going, number=2)
    found = {job.what: job for job in every(going)}
    assert found["Nan rings every day at 18:00."].id == ring.id
    assert found["Nan rings every day at 18:00."].state == "happening"
    assert not any("alcohol service" in what for what in found) and "Lisa keeps Saturdays free." in found


def test_the_day_of_the_check_up_can_be_moved_by_the_coordinator_only(going):
    assert going.post("mum", "/follow-up/review", review="2099-01-01").status_code == 404
    assert going.post("coordinator", "/follow-up/review", review="2020-01-01").status_code == 422
    assert going.post("coordinator", "/follow-up/review", review="2099-01-01").status_code == 303
    assert "1 January 2099" in going.get("mum", "/plan").text


def test_my_jobs_are_my_next_step(going):
    assert "You have 2 jobs in the plan" in going.get("nan", "/home").text
    for job in mine(going, "nan"):
        mark(going, "nan", job, "happening")
    assert "jobs in the plan" not in going.get("nan", "/home").text


def test_after_closing_the_family_can_read_and_nobody_can_mark(going):
    job = mine(going, "nan")[0]
    going.set_stage("closed")
    assert "Nan rings every day" in going.get("nan", "/jobs").text
    assert going.post("nan", f"/jobs/{job.id}", state="happening").status_code == 404


def test_words_said_soon_after_an_answer_belong_to_it_and_are_no_second_not_yet(going):
    job = mine(going, "mum")[0]
    mark(going, "mum", job, "not_yet")
    page = going.get("mum", "/jobs").text
    assert "That is OK. Plans can change." in page and "What would help?" in page
    mark(going, "mum", job, "not_yet", "A lift on Mondays.")
    assert [one.not_yet for one in mine(going, "mum") if one.id == job.id] == [1]
    assert "A lift on Mondays." in going.get("mum", "/jobs").text
    mark(going, "mum", job, "not_yet", "Still no lift.")
    assert [one.not_yet for one in mine(going, "mum") if one.id == job.id] == [2]

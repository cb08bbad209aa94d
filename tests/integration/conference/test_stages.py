"""Changing the stage: who can, the notice and its stop, what has to be there, what happens once and only once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fgc.audit import trail
from fgc.cases.events import StageChanged
from fgc.cases.models import Case
from fgc.conference import queries
from fgc.conference.actions import private, stages
from fgc.conference.events import StageNoticed
from fgc.conference.models import Override
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.events import Event
from tests.factories.conference import act, give_consent, plan_meeting, seat_everybody, write_note

TWENTY = 20


@pytest.fixture
def noticed(app, settings):
    """The same app with twenty seconds of notice."""
    app.extensions["fgc.settings"] = settings.model_copy(update={"stage_notice_s": TWENTY})
    return app


@pytest.fixture
def heard(app):
    events: list[Event] = []
    app.extensions["fgc.announcer"].subscribe(Event, events.append)
    return events


def stage_of(world):
    return world.seat("coordinator").stage


def test_starting_needs_a_meeting_consent_and_a_social_worker(world):
    with pytest.raises(Refused) as refused:
        act(world, "coordinator", stages.give_notice, "information", "we start")
    assert "no date" in refused.value.errors["form"]
    assert "parental responsibility" in refused.value.errors["form"]
    plan_meeting(world)
    give_consent(world)
    with pytest.raises(Refused) as refused:
        act(world, "coordinator", stages.give_notice, "information")
    assert "reason" in refused.value.errors
    seat_everybody(world, "worker")
    act(world, "coordinator", stages.give_notice, "information")
    assert stage_of(world) == "information"


def test_a_missing_social_worker_can_be_passed_over_with_a_reason_that_is_sealed(world):
    plan_meeting(world)
    give_consent(world)
    world.post("coordinator", "/meeting/stage/information", reason="He is on the train")
    assert stage_of(world) == "information"
    with world.app.app_context(), uow.read() as session:
        kept = session.execute(select(Override.missing, Override.reason)).one()
    assert kept.missing == "social_worker"
    assert b"train" not in kept.reason


@pytest.mark.parametrize("who", ["worker", "school", "mum", "child", "advocate", "interpreter"])
def test_nobody_but_a_coordinator_can_change_the_stage(meeting_in, who):
    world = meeting_in("information")
    with pytest.raises(NotFound):
        act(world, who, stages.give_notice, "private")
    assert world.post(who, "/meeting/stage/private").status_code == 404
    assert stage_of(world) == "information"


@pytest.mark.parametrize("to", ["agreeing", "preparing", "closed", "following", "private", "information"])
def test_a_coordinator_cannot_end_private_time(meeting_in, to):
    world = meeting_in("private")
    with pytest.raises(NotFound):
        act(world, "coordinator", stages.give_notice, to)
    assert world.post("coordinator", f"/meeting/stage/{to}").status_code == 404
    assert stage_of(world) == "private"


def test_a_notice_waits_and_can_be_stopped_by_family_where_it_is_about_private_time(noticed, heard, meeting_in):
    noticed.extensions["fgc.settings"] = noticed.extensions["fgc.settings"].model_copy(update={"stage_notice_s": 0})
    world = meeting_in("information")
    noticed.extensions["fgc.settings"] = noticed.extensions["fgc.settings"].model_copy(
        update={"stage_notice_s": TWENTY}
    )
    act(world, "coordinator", stages.give_notice, "private")
    assert stage_of(world) == "information"
    assert [event.stage for event in heard if isinstance(event, StageNoticed)] == ["private"]
    assert "You will leave now." in world.get("worker", "/meeting").text
    assert world.get("worker", "/meeting/state").json["notice"]["may_stop"] is False
    assert world.post("worker", "/meeting/stop").status_code == 404
    assert world.get("child", "/meeting/state").json["notice"]["may_stop"] is True
    assert world.post("child", "/meeting/stop").status_code == 303
    with clock.stopped_at(clock.now() + timedelta(seconds=TWENTY + 1)), world.app.test_request_context():
        assert stages.apply_due(world.case_id) is False
    assert stage_of(world) == "information"


def test_a_due_notice_is_applied_once_by_whoever_comes_first(noticed, heard, world):
    plan_meeting(world)
    give_consent(world)
    seat_everybody(world, "worker", "mum")
    act(world, "coordinator", stages.give_notice, "information")
    act(world, "coordinator", stages.give_notice, "information")
    with world.app.test_request_context():
        assert stages.apply_due(world.case_id) is False
    with clock.stopped_at(clock.now() + timedelta(seconds=TWENTY)):
        assert world.get("mum", "/meeting/state").json["stage"] == "information"
        with world.app.test_request_context():
            assert stages.apply_due(world.case_id) is False
    assert len([event for event in heard if isinstance(event, StageChanged)]) == 1
    with world.app.app_context(), uow.read() as session:
        acts = [entry.act for entry in trail.entries(session, world.case_id)]
        assert acts.count("stage:change") == 1
        assert queries.notice_of(session, world.case_id) is None


def test_there_is_no_notice_in_a_rehearsal(noticed, world):
    with world.app.app_context(), uow.write() as work:
        work.session.execute(Case.__table__.update().values(rehearsal=True))
    plan_meeting(world)
    give_consent(world)
    seat_everybody(world, "worker")
    act(world, "coordinator", stages.give_notice, "information")
    assert stage_of(world) == "information"


def test_a_stage_that_moved_on_cannot_be_moved_the_same_way_again(meeting_in):
    world = meeting_in("information")
    with pytest.raises(Stale):
        act(world, "coordinator", stages.give_notice, "information")


def test_the_family_can_go_back_to_private_time_while_agreeing(meeting_in):
    world = meeting_in("agreeing")
    act(world, "coordinator", stages.give_notice, "private")
    assert stage_of(world) == "private"
    act(world, "mum", private.press_ready, {})
    act(world, "nan", private.press_ready, {})
    assert stage_of(world) == "agreeing"


def test_the_page_before_private_time_says_who_leaves_and_who_stays(meeting_in):
    world = meeting_in("information")
    world.admit("advocate", "private")
    page = world.get("coordinator", "/meeting/stage/private").text
    leaving, staying = page.split("These helpers will stay")
    assert all(world[key].name in leaving for key in ("worker", "school", "gp", "interpreter"))
    assert world["advocate"].name in staying
    assert world["advocate"].name not in leaving
    assert world["mum"].name not in page


def test_the_end_of_the_meeting_lets_the_next_one_be_planned(meeting_in):
    world = meeting_in("following")
    assert world.get("mum", "/meeting").status_code == 200
    plan_meeting(world, days=40, kind="review")
    seat_everybody(world, "worker")
    act(world, "coordinator", stages.give_notice, "information")
    assert stage_of(world) == "information"


def test_the_familys_own_notice_can_be_stopped_by_any_of_them_and_not_by_the_coordinator(noticed, settings, meeting_in):
    noticed.extensions["fgc.settings"] = settings
    world = meeting_in("private")
    noticed.extensions["fgc.settings"] = settings.model_copy(update={"stage_notice_s": TWENTY})
    note = write_note(world, "nan", "private", "School on Mondays")
    for key in ("mum", "nan"):
        act(world, key, private.press_ready, {"note": [note]})
    assert stage_of(world) == "private"
    assert "The family is ready." in world.get("coordinator", "/meeting").text
    assert world.post("coordinator", "/meeting/stop").status_code == 404
    assert world.post("child", "/meeting/stop").status_code == 303
    with clock.stopped_at(clock.now() + timedelta(seconds=TWENTY)):
        assert world.get("mum", "/meeting/state").json["stage"] == "private"
    for key in ("mum", "nan"):
        act(world, key, private.press_ready, {"note": [note]})
    with clock.stopped_at(clock.now() + timedelta(seconds=TWENTY)):
        assert "School on Mondays" in world.get("coordinator", "/meeting").text
    assert stage_of(world) == "agreeing"

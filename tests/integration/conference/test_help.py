"""The help button: for everybody with a seat, in every stage, seen by coordinators only."""

import pytest

from fgc.audit import trail
from fgc.cases.contributions import needs_for
from fgc.cases.events import Signal
from fgc.cases.models import Case
from fgc.core import uow
from fgc.core.events import Event
from tests.factories.world import World, make_account

STAGES = ("preparing", "information", "private", "agreeing", "following", "closed")
PRESSED = "pressed for help"


@pytest.mark.parametrize("stage", STAGES)
def test_everybody_can_press_in_every_stage_and_only_the_coordinator_sees_it(world_in, stage):
    world: World = world_in(stage)
    world.add("dad", "family", "Dean", apart=True)
    world.add("cousin", "family", "Mo", state="claimed")
    for key in ("child", "dad", "cousin", "worker"):
        assert world.post(key, "/help", kind="help").status_code == 303
    page = world.get("coordinator", "/help").text
    assert all(world[key].name in page for key in ("child", "dad", "cousin", "worker"))
    for key in ("mum", "school", "advocate", "interpreter"):
        page = world.get(key, "/help").text
        assert "Dean" not in page
        assert "Pressed for help" not in page
        assert "We have told the coordinator." not in page
    assert "We have told the coordinator." in world.get("child", "/help").text


def test_help_can_be_pressed_under_legal_hold(world):
    with world.app.app_context(), uow.write() as work:
        work.session.execute(Case.__table__.update().values(held=True))
    assert world.post("mum", "/help", kind="help").status_code == 303
    with world.app.test_request_context(), uow.read() as session:
        assert needs_for(session, world.seat("coordinator"))[0].order == 0


def test_the_signal_and_the_need_go_to_coordinators_alone(world):
    heard: list[Event] = []
    world.app.extensions["fgc.announcer"].subscribe(Event, heard.append)
    world.post("child", "/help", kind="tell")
    assert [type(event) for event in heard] == [Signal]
    assert heard[0].action == "help.see"
    with world.app.test_request_context(), uow.read() as session:
        assert PRESSED in needs_for(session, world.seat("coordinator"))[0].text
        assert all(PRESSED not in need.text for need in needs_for(session, world.seat("worker")))


def test_only_a_coordinator_can_answer_and_it_is_in_the_trail(world):
    world.post("child", "/help", kind="help")
    with world.app.app_context(), uow.read() as session:
        entry = trail.latest(session, world.case_id)[0]
    assert (entry.act, entry.who, entry.circle) == ("help:press", world["child"].id, "coordinator")
    assert world.post("worker", "/help/answered", press=entry.obj).status_code == 404
    world.post("coordinator", "/help/answered", press=entry.obj)
    assert "Pressed for help" not in world.get("coordinator", "/help").text
    assert "We have told the coordinator." not in world.get("child", "/help").text


def test_a_stranger_cannot_press(world, app):
    world.people["stranger"] = make_account(app, "staff")
    assert world.post("stranger", "/help", kind="help").status_code == 404
    assert world.get("nobody", "/help").status_code == 404


def test_pressing_inside_private_time_leaves_no_trace_on_other_screens(meeting_in):
    world = meeting_in("private")
    before = world.get("mum", "/meeting").text.count("help")
    world.post("child", "/help", kind="tell")
    assert world.get("mum", "/meeting").text.count("help") == before
    assert "1" in str(world.get("coordinator", "/meeting/state").json["help"])
    assert world.get("mum", "/meeting/state").json["help"] == 0

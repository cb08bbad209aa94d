"""What people do in a meeting over the socket: the same acts as on the pages, with their guards."""

from realtime.handlers import EVENTS
from tests.factories.conference import give_consent, plan_meeting, seat_everybody
from tests.factories.world import World
from tests.support.server import Server


def meeting(server: Server, stage: str) -> World:
    world = server.world()
    plan_meeting(world)
    give_consent(world)
    world.set_stage("information")
    seat_everybody(world)
    world.set_stage(stage)
    return world


def test_every_event_names_its_guard():
    assert {handler.run.__guard__ for handler in EVENTS.values()} == {handler.action for handler in EVENTS.values()}
    assert set(EVENTS) >= {
        "note:add", "row:save", "row:hold", "row:drop", "hand:raise", "hand:lower", "unclear:press", "break:take",
        "knock", "call-in", "since", "heads", "ping",
    }  # fmt: skip


def test_a_hand_goes_up_and_down_and_others_hear_that_something_changed(server: Server):
    world = meeting(server, "information")
    with server.phone(world["mum"]) as mum, server.phone(world["nan"]) as nan:
        assert mum.ask("hand:raise", case=world.case_id) == {"ok": True, "place": 1}
        assert nan.heard("hand:changed") == {"case": world.case_id}
        assert nan.ask("hand:raise", case=world.case_id) == {"ok": True, "place": 2}
        assert mum.ask("hand:lower", case=world.case_id) == {"ok": True}


def test_only_the_coordinator_hears_who_does_not_understand(server: Server):
    world = meeting(server, "information")
    phones = {key: server.phone(world[key]) for key in ("mum", "nan", "worker", "coordinator")}
    assert phones["mum"].ask("unclear:press", case=world.case_id) == {"ok": True}
    assert phones["coordinator"].heard("unclear:changed")["member"] == world["mum"].id
    for key in ("nan", "worker"):
        phones[key].ask("ping", case=world.case_id)
        assert phones[key].words == []
    assert phones["worker"].ask("unclear:press", case=world.case_id) == {"ok": False}


def test_somebody_who_is_not_in_the_meeting_is_told_why(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum:
        ack = mum.ask("hand:raise", case=world.case_id)
        assert ack["ok"] is False and ack["reason"] == "stale" and ack["words"]
        assert mum.ask("break:take", case=world.case_id, on="yes") == {"ok": False}


def test_the_coordinator_knocks_and_hears_the_answer_and_nobody_else_outside_does(server: Server):
    world = meeting(server, "private")
    phones = {key: server.phone(world[key]) for key in ("mum", "worker", "coordinator")}
    assert phones["worker"].ask("knock", case=world.case_id) == {"ok": False}
    assert phones["coordinator"].ask("knock", case=world.case_id) == {"ok": True}
    phones["mum"].heard("knock")
    phones["coordinator"].heard("door")
    assert phones["mum"].ask("call-in", case=world.case_id) == {"ok": True}
    assert phones["coordinator"].ask("call-in", case=world.case_id) == {"ok": False}
    phones["worker"].ask("ping", case=world.case_id)
    assert phones["worker"].words == []


def test_rows_of_private_time_are_the_familys_and_clashes_come_back(server: Server):
    world = meeting(server, "private")
    with server.phone(world["mum"]) as mum, server.phone(world["nan"]) as nan, server.phone(world["worker"]) as worker:
        made = mum.ask(
            "row:save", case=world.case_id, circle="private", what="Nan picks up from school", client_id="row-00000001"
        )
        assert made["ok"], made
        assert nan.heard("row:changed")["id"] == made["id"]
        assert mum.ask("row:hold", case=world.case_id, row=made["id"]) == {"ok": True}
        held = nan.ask("row:hold", case=world.case_id, row=made["id"])
        assert held["reason"] == "stale" and "Kerry" in held["words"]
        row = {"case": world.case_id, "circle": "private", "row": made["id"], "rev": made["rev"]}
        assert mum.ask("row:save", **row, what="Nan picks up on Mondays")["ok"]
        clash = nan.ask("row:save", **row, what="Aunt picks up on Mondays")
        assert clash["reason"] == "clash" and clash["theirs"]["what"] == "Nan picks up on Mondays"
        assert worker.ask("row:save", **row, what="x") == {"ok": False}
        assert nan.ask("row:drop", case=world.case_id, row=made["id"]) == {"ok": True}
        assert worker.ask("row:drop", case=world.case_id, row=made["id"]) == {"ok": False}
        assert worker.words == []


def test_somebody_let_into_private_time_and_sent_out_again_hears_only_what_is_said_between(server: Server):
    world = meeting(server, "private")
    with server.phone(world["interpreter"]) as helper, server.phone(world["mum"]) as mum:
        assert mum.ask("note:add", case=world.case_id, circle="private", body="before")["ok"]
        who = {"member": world["interpreter"].id, "scope": "private"}
        assert server.post(world["mum"], world.url("/meeting/helpers"), **who, on="y").status_code == 303
        helper.heard("seat:changed")
        assert mum.ask("note:add", case=world.case_id, circle="private", body="between")["ok"]
        assert helper.heard("note:added")["body"] == "between"
        server.post(world["mum"], world.url("/meeting/helpers"), **who, on="")
        helper.heard("door")
        assert mum.ask("note:add", case=world.case_id, circle="private", body="after")["ok"]
        mum.heard("note:added", body="after")
        helper.ask("ping", case=world.case_id)
        assert [card["body"] for card in helper.all("note:added")] == ["between"]

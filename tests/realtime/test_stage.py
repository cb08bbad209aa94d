"""The stage changes: the door closes for everybody outside before those inside are told that it is closed."""

import time
from pathlib import Path

from tests.support import stores
from tests.support.server import Server, running_server

WITHIN_S = 0.25


def test_workers_get_the_door_and_nothing_else_within_a_quarter_of_a_second(server: Server):
    world = server.world("information")
    keys = ("worker", "school", "gp", "coordinator", "advocate", "interpreter", "mum", "nan", "child", "aunt")
    phones = {key: server.phone(world[key]) for key in keys}
    inside = ("mum", "nan", "child", "aunt")
    answer = server.post(world["coordinator"], world.url("/meeting/stage/private"))
    done = time.monotonic()
    assert answer.status_code == 303, answer.text
    for key in keys:
        phones[key].heard("stage:changed" if key in inside else "door")
    doors = [at for key in keys if key not in inside for name, _word, at in phones[key].words if name == "door"]
    stages = [at for key in inside for name, _word, at in phones[key].words if name == "stage:changed"]
    assert max(doors) < done + WITHIN_S and max(stages) < done + WITHIN_S
    for key in keys:
        phones[key].ask("ping", case=world.case_id)
        names = {name for name, _word, _at in phones[key].words}
        assert names == ({"stage:changed"} if key in inside else {"door"})
        assert phones[key].words[0][1].get("stage") == ("private" if key in inside else None)


def test_a_note_sent_before_and_after_the_door_closes_is_never_heard_outside(server: Server):
    world = server.world("information")
    with server.phone(world["worker"]) as worker, server.phone(world["mum"]) as mum:
        assert server.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
        worker.heard("door")
        assert mum.ask("note:add", case=world.case_id, circle="private", body="between us")["ok"]
        late = mum.ask("note:add", case=world.case_id, circle="everyone", body="read only now")
        assert late["ok"] is False
        assert mum.heard("note:added")["circle"] == "private"
        worker.ask("ping", case=world.case_id)
        assert not worker.all("note:added")


def test_an_announced_change_happens_by_itself_at_its_moment(tmp_path: Path):

    with stores.sqlite_store(tmp_path) as url, running_server(tmp_path, url, stage_notice_s=1) as server:
        world = server.world("information")
        with server.phone(world["worker"]) as worker, server.phone(world["mum"]) as mum:
            assert server.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
            notice = mum.heard("stage:notice")
            assert notice["stage"] == "private" and notice["due_at"]
            assert worker.heard("stage:notice")
            assert mum.heard("stage:changed", timeout=4)["stage"] == "private"
            assert worker.heard("door")
            server.post(world["coordinator"], world.url("/meeting/stage/private"))


def test_an_announced_change_survives_a_killed_server(tmp_path: Path):

    with stores.sqlite_store(tmp_path) as url, running_server(tmp_path, url, stage_notice_s=2) as server:
        world = server.world("information")
        assert server.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
        server.kill()
        server.start()
        with server.phone(world["mum"]) as mum:
            if mum.ask("heads", case=world.case_id)["stage"] == "information":
                assert mum.heard("stage:changed", timeout=5)["stage"] == "private"
            assert mum.ask("heads", case=world.case_id)["stage"] == "private"

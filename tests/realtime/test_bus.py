"""Several processes: what happens in one is heard in the others, once; without Redis each of them goes on."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis as redis_client

from fgc.accounts.events import SessionEnded
from fgc.cases.events import CircleMoved, Signal
from fgc.conference.events import StageNoticed
from fgc.core import clock
from realtime.bus import CHANNEL, pack, unpack
from tests.support import services, stores
from tests.support.needs import needed
from tests.support.phone import until
from tests.support.server import Server, running_server
from tests.support.services import free_port

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Two gevent processes on one store and one Redis."""
    needed(services.postgres_url)
    url = needed(lambda: services.redis_url(7))
    folder: Path = tmp_path_factory.mktemp("two")
    with (
        stores.postgres_store() as store,
        running_server(folder, store, "gevent", redis_url=url) as first,
        running_server(folder, store, "gevent", beside=first, redis_url=url) as second,
    ):
        yield first, second


def test_events_travel_as_ids_and_come_back_the_same():
    events = (
        CircleMoved("c_1", "everyone", "n_1", 7, "note", "note:added"),
        Signal("c_1", "knock", "note.read", "private", member="m_1"),
        SessionEnded("", "abc"),
        StageNoticed("c_1", clock.now(), "information", "private"),
    )
    for event in events:
        assert unpack(pack(event, "me")) == ("me", event)


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[]", "{}", '{"from":"a","kind":"Event2","ids":{}}', '{"from":"a","kind":"SessionEnded","ids":{}}',
        '{"from":"a","kind":"SessionEnded","ids":{"case_id":"","session":["x"]}}',
    ],
)  # fmt: skip
def test_anything_else_is_not_an_event(text: str):
    with pytest.raises(ValueError):
        unpack(text)


def test_notes_are_heard_in_both_processes_once(two: tuple[Server, Server]):
    first, second = two
    world = first.world("information")
    with (
        first.phone(world["mum"]) as here,
        second.phone(world["nan"]) as there,
        second.phone(world["worker"]) as worker,
    ):
        for turn in range(10):
            assert here.ask("note:add", case=world.case_id, circle="everyone", body=f"from first {turn}")["ok"]
            assert there.ask("note:add", case=world.case_id, circle="everyone", body=f"from second {turn}")["ok"]
        assert here.ask("note:add", case=world.case_id, circle="family", body="family only")["ok"]
        for phone in (here, there):
            phone.heard("note:added", body="family only")
            assert until(lambda phone=phone: len(phone.all("note:added")) == 21)
            assert sorted(card["seq"] for card in phone.all("note:added") if card["circle"] == "everyone") == [
                *range(1, 21)
            ]
        assert until(lambda: len(worker.all("note:added")) == 20)
        assert "family" not in {card["circle"] for card in worker.all("note:added")}


def test_a_session_ended_in_one_process_is_closed_in_the_other_within_a_second(two: tuple[Server, Server]):
    first, second = two
    world = first.world("information")
    with second.phone(world["mum"]) as mum:
        first.post(world["mum"], "/sign-out")
        assert mum.closed.wait(1.0)
        assert mum.all("gone")


def test_a_stage_changed_in_one_process_closes_the_door_in_the_other(two: tuple[Server, Server]):
    first, second = two
    world = first.world("information")
    with second.phone(world["worker"]) as worker, second.phone(world["mum"]) as mum:
        assert first.post(world["coordinator"], world.url("/meeting/stage/private")).status_code == 303
        worker.heard("door")
        assert mum.heard("stage:changed")["stage"] == "private"
        assert not worker.all("stage:changed")


def test_redis_holds_no_words(two: tuple[Server, Server]):
    first, _second = two
    world = first.world("information")
    heard: list[bytes] = []
    redis = redis_client.Redis.from_url(first.settings.redis_url)
    with redis, redis.pubsub(ignore_subscribe_messages=True) as channel, first.phone(world["mum"]) as mum:
        channel.subscribe(CHANNEL)
        channel.get_message(timeout=1)
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body="MARKER-words")["ok"]

        def came() -> bool:
            message = channel.get_message(timeout=0.2)
            if message:
                heard.append(message["data"])
            return any(b"CircleMoved" in one for one in heard)

        assert until(came)
        assert not any(b"MARKER" in one or b"Kerry" in one for one in heard)
        assert redis.dbsize() == 0


def test_without_redis_each_process_goes_on_and_they_find_each_other_again(tmp_path: Path):
    needed(services.postgres_url)
    program = needed(_redis_server)
    port = free_port()
    with (
        stores.postgres_store() as store,
        running_server(tmp_path, store, "gevent", redis_url=f"redis://127.0.0.1:{port}/0") as first,
        running_server(tmp_path, store, "gevent", beside=first, redis_url=f"redis://127.0.0.1:{port}/0") as second,
    ):
        world = first.world("information")
        with first.phone(world["mum"]) as here, second.phone(world["nan"]) as there, first.phone(world["aunt"]) as near:
            assert here.ask("note:add", case=world.case_id, circle="everyone", body="alone")["ok"]
            assert near.heard("note:added")["body"] == "alone"
            assert not there.all("note:added")
            command = [program, "--port", str(port), "--save", ""]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL) as redis:  # noqa: S603
                try:
                    assert until(lambda: _listens(port), 10)

                    def together() -> bool:
                        here.ask("note:add", case=world.case_id, circle="everyone", body="again")
                        return bool(there.all("note:added"))

                    assert until(together, 15)
                    missed = there.ask("since", case=world.case_id, circle="everyone", after=0)["cards"]
                    assert missed[0]["body"] == "alone"
                finally:
                    redis.terminate()


def _redis_server() -> str:
    found = shutil.which("redis-server")
    if found is None:
        raise services.ServiceMissing("redis-server is needed")
    return str(found)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

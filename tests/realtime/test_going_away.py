"""The server goes away politely: clients are told, it is quick, and it starts again on the same store."""

import time
from pathlib import Path

import pytest

from tests.factories.world import Someone
from tests.support import services, stores
from tests.support.needs import needed
from tests.support.phone import Refused, until
from tests.support.server import Server, running_server


@pytest.mark.parametrize("serving", ["threads", pytest.param("gevent", marks=pytest.mark.service)])
def test_a_stopping_server_tells_its_clients_and_does_not_wait_for_them(tmp_path: Path, serving: str):
    if serving == "gevent":
        needed(services.postgres_url)
    store = stores.postgres_store() if serving == "gevent" else stores.sqlite_store(tmp_path)
    with store as url, running_server(tmp_path, url, serving) as server:
        world = server.world("information")
        phones = [server.phone(world[key]) for key in ("mum", "nan", "worker")]
        assert phones[0].ask("note:add", case=world.case_id, circle="everyone", body="before")["ok"]
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 8
        assert all(phone.closed.wait(1) and phone.all("restarting") for phone in phones)
        assert "Traceback" not in server.log
        server.start()
        with server.phone(world["mum"]) as again:
            assert again.ask("since", case=world.case_id, circle="everyone", after=0)["cards"][0]["body"] == "before"


def test_an_empty_folder_becomes_a_service(tmp_path: Path):
    with running_server(tmp_path, f"sqlite:///{tmp_path}/data/fgc.db") as server:
        world = server.world()
        with server.phone(world["mum"]) as phone:
            assert phone.ask("ping", case=world.case_id)["ok"]


def test_a_full_house_says_so_and_pages_still_answer(tmp_path: Path):
    with stores.sqlite_store(tmp_path) as url, running_server(tmp_path, url, threads=10, socket_cap=6) as server:
        world = server.world("information")
        phones = [server.phone(world[key]) for key in ("mum", "nan", "aunt", "worker", "gp", "school")]
        with pytest.raises(Refused, match="503"):
            server.phone(world["child"])
        with server.http() as browser:
            assert browser.get(f"{server.url}/healthz", timeout=5).status_code == 200
        phones[0].leave()
        assert until(lambda: _gets_in(server, world["child"]))
        assert phones[1].ask("ping", case=world.case_id)["ok"]


def _gets_in(server: Server, who: Someone) -> bool:
    try:
        server.phone(who)
    except Refused:
        return False
    return True

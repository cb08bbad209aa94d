"""The gate: who gets as far as a handshake, and who does not."""

import pytest
import requests

from tests.factories.world import make_account
from tests.support.phone import Phone, Refused, open_raw
from tests.support.server import Server

WEBSOCKET = "EIO=4&transport=websocket"


def refused(server: Server, **how: str | None) -> int:
    try:
        open_raw(server.port, **how).close()  # type: ignore[arg-type]
    except Refused as error:
        return error.status
    return 101


def test_a_signed_in_browser_can_connect(server: Server):
    world = server.world()
    with server.phone(world["mum"]) as phone:
        assert phone.ask("ping", case=world.case_id) == {"ok": True, "stage": "preparing"}


def test_nobody_can_connect_without_a_live_session(server: Server):
    for cookie in ("", f"{server.cookie_name}=", f"{server.cookie_name}={'x' * 43}", f"{server.cookie_name}=kurz"):
        assert refused(server, cookie=cookie, origin=server.url) == 403


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1"])
def test_a_page_of_another_origin_cannot_connect(server: Server, origin: str | None):
    who = server.world()["mum"]
    assert refused(server, cookie=f"{server.cookie_name}={who.token}", origin=origin) == 403


@pytest.mark.parametrize(
    "query",
    ["EIO=4&transport=polling", "EIO=4", "transport=websocket", "EIO=3&transport=websocket", f"{WEBSOCKET}&sid=abc",
     f"{WEBSOCKET}&j=1"],
)  # fmt: skip
def test_nothing_but_a_plain_websocket_can_pass(server: Server, query: str):
    who = server.world()["mum"]
    assert refused(server, cookie=f"{server.cookie_name}={who.token}", origin=server.url, query=query) == 403


def test_polling_is_refused_by_http_too(server: Server):
    who = server.world()["mum"]
    with server.http(who) as browser:
        for path in ("/socket.io/?EIO=4&transport=polling", f"/socket.io/?{WEBSOCKET}", "/socket.io", "/socket.io/x"):
            assert browser.get(f"{server.url}{path}", timeout=5).status_code == 403
            assert browser.post(f"{server.url}{path}", data="40", timeout=5).status_code == 403


def test_a_page_without_its_own_token_cannot_take_a_seat(server: Server):
    world = server.world()
    for token in ("", "x" * 43, server.csrf(world["nan"])):
        phone = Phone(server, world["mum"].token, token, wait=False)
        assert phone.closed.wait(5)
        assert not phone.seated.is_set()


def test_a_signed_out_session_cannot_connect(server: Server):
    world = server.world()
    assert server.post(world["mum"], "/sign-out").status_code in (200, 302, 303)
    assert refused(server, cookie=f"{server.cookie_name}={world['mum'].token}", origin=server.url) == 403


def test_an_account_without_a_case_can_connect_and_hears_nothing(server: Server):
    world = server.world()
    auditor = make_account(server.app, "auditor")
    with server.phone(auditor) as phone, server.phone(world["mum"]) as mum:
        assert phone.ask("heads", case=world.case_id) == {"ok": False}
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body="hello")["ok"]
        mum.heard("note:added")
        assert phone.ask("ping", case=world.case_id) == {"ok": False}
        assert phone.words == []


def test_a_full_session_is_told_to_come_back_later(server: Server):
    world = server.world()
    phones = [server.phone(world["mum"]) for _tab in range(12)]
    assert refused(server, cookie=f"{server.cookie_name}={world['mum'].token}", origin=server.url) == 503
    phones[0].leave()
    with server.phone(world["nan"]) as other:
        assert other.ask("ping", case=world.case_id)["ok"]
    for phone in phones:
        phone.leave()


def test_the_server_does_not_say_what_it_is(server: Server):
    answer = requests.get(f"{server.url}/healthz", timeout=5)
    assert answer.json()["ok"] is True
    assert answer.headers.get("Server") == "fgc"

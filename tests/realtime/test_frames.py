"""Frames that no browser of ours sends: forged, malformed, too large, too many."""

import json
import os

import pytest
import websocket

from tests.support.phone import until
from tests.support.server import Server

MALFORMED = (
    "42[]", "42{}", "42", "42[1]", "42[null]", '42["ping",NaN]', '42["ping",{"case":Infinity}]', "42[" * 400,
    '42["' + "x" * 50 + '"]', "42" + "[" * 5000, '42["ping",{},{}]', "43[]", '42/admin,["ping",{}]', "44", "4{}",
    "451-[]", '42["connect",{}]', '42["disconnect","x"]', '42["connect_error"]', "4", '42["message","x"]',
)  # fmt: skip


@pytest.mark.parametrize("frame", MALFORMED, ids=range(len(MALFORMED)))
def test_three_broken_frames_close_the_transport_and_write_no_traceback(server: Server, frame: str):
    world = server.world()
    before = len(server.log)
    with server.phone(world["mum"]) as phone:
        try:
            for _turn in range(3):
                phone.raw(frame)
        except (OSError, websocket.WebSocketException):
            assert phone.closed.wait(5)
        assert phone.closed.wait(5)
    with server.phone(world["mum"]) as again:
        assert again.ask("ping", case=world.case_id)["ok"]
    assert "Traceback" not in server.log[before:] and "_failed" not in server.log[before:]


@pytest.mark.parametrize("frame", ['42["disconnect","x"]', '42["connect",{}]', "42[]"])
def test_one_broken_or_forged_frame_changes_nothing(server: Server, frame: str):
    world = server.world("information")
    with server.phone(world["mum"]) as mum, server.phone(world["nan"]) as nan:
        mum.raw(frame)
        mum.raw(frame)
        assert mum.ask("ping", case=world.case_id)["ok"]
        assert world["mum"].id in nan.ask("presence", case=world.case_id)["here"]
        assert nan.ask("note:add", case=world.case_id, circle="everyone", body="still here")["ok"]
        assert mum.heard("note:added")["body"] == "still here"


def test_an_oversized_message_closes_the_transport(server: Server):
    world = server.world("information")
    for size, pieces in ((17_000, 1), (30_000_000, 1), (9_000, 2)):
        with server.phone(world["mum"]) as phone:
            text = "42" + "x" * size
            try:
                if pieces == 1:
                    phone.raw(text)
                else:
                    phone.ws.send_frame(websocket.ABNF.create_frame(text, websocket.ABNF.OPCODE_TEXT, 0))
                    phone.ws.send_frame(websocket.ABNF.create_frame(b"x" * size, websocket.ABNF.OPCODE_CONT, 1))
            except (OSError, websocket.WebSocketException):
                pass
            assert phone.closed.wait(5)


def test_a_message_in_pieces_and_pings_are_understood(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as phone:
        note = {"case": world.case_id, "circle": "everyone", "body": "in é pieces"}
        data = f"421{json.dumps(['note:add', note])}".encode()
        phone.ws.ping("are you there")
        phone.ws.send_frame(websocket.ABNF.create_frame(data[:40].decode(), websocket.ABNF.OPCODE_TEXT, 0))
        phone.ws.send_frame(websocket.ABNF.create_frame(data[40:], websocket.ABNF.OPCODE_CONT, 1))
        assert phone.heard("note:added")["body"] == "in é pieces"


def test_binary_is_refused(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as phone:
        phone.ws.send_binary(os.urandom(20))
        assert phone.closed.wait(5)


def test_an_unmasked_frame_is_refused(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as phone:
        phone.ws.sock.sendall(b"\x81\x01\x33")
        assert phone.closed.wait(5)


def test_too_many_events_are_answered_with_slow_and_the_others_go_on(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum, server.phone(world["nan"]) as nan:
        numbers = [mum.say("ping", case=world.case_id) for _turn in range(300)]
        assert nan.ask("ping", case=world.case_id)["ok"]
        nan.ask("note:add", case=world.case_id, circle="everyone", body="meanwhile")
        mum.heard("note:added")
        assert until(lambda: all(number in mum.acks for number in numbers), 15)
        answers = [mum.acks[number] for number in numbers]
        assert {"ok": False, "reason": "slow"} in answers
        assert {"ok": True, "stage": "information"} in answers


def test_unknown_events_get_no_answer_and_do_no_harm(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as phone:
        phone.say("stage:set", case=world.case_id, to="private")
        phone.say("__class__", case=world.case_id)
        assert phone.ask("ping", case=world.case_id) == {"ok": True, "stage": "information"}

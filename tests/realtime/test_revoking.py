"""Ending a session or a seat ends the sockets: within a second, and for good."""

import time

import pytest
from sqlalchemy import update

from fgc.accounts.models import SessionRow
from fgc.accounts.sessions import hash_token
from fgc.core import clock, uow
from tests.support.phone import Refused
from tests.support.server import Server

WITHIN_S = 1.0


def test_signing_out_closes_the_socket_within_a_second_and_nothing_more_is_heard(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum, server.phone(world["mum"]) as tab, server.phone(world["nan"]) as nan:
        began = time.monotonic()
        server.post(world["mum"], "/sign-out")
        assert mum.closed.wait(WITHIN_S) and tab.closed.wait(WITHIN_S)
        assert max(mum.closed_at, tab.closed_at) - began < WITHIN_S
        assert mum.all("gone") and tab.all("gone")
        assert nan.ask("note:add", case=world.case_id, circle="everyone", body="after")["ok"]
        assert not mum.all("note:added")
        assert not nan.closed.is_set()


def test_a_session_revoked_behind_the_servers_back_is_refused_at_the_next_event(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum:
        with server.app.app_context(), uow.write() as work:
            work.session.execute(
                update(SessionRow)
                .where(SessionRow.id_hash == hash_token(world["mum"].token))
                .values(revoked_at=clock.now())
            )
        try:
            ack = mum.ask("note:add", case=world.case_id, circle="everyone", body="too late")
        except ConnectionError:
            ack = {"ok": False}
        assert not ack["ok"]
        assert mum.closed.wait(5)


def test_the_round_finds_a_session_that_ended_without_a_word(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum:
        with server.app.app_context(), uow.write() as work:
            work.session.execute(
                update(SessionRow)
                .where(SessionRow.id_hash == hash_token(world["mum"].token))
                .values(locked_at=clock.now())
            )
        assert mum.closed.wait(5)
        assert mum.all("gone")


def test_somebody_removed_from_the_case_is_out_at_once(server: Server):
    world = server.world("information")
    with server.phone(world["aunt"]) as aunt, server.phone(world["mum"]) as mum:
        began = time.monotonic()
        answer = server.post(world["coordinator"], world.url(f"/people/{world['aunt'].id}"), leave="yes")
        assert answer.status_code == 303, answer.text
        assert aunt.closed.wait(WITHIN_S) and aunt.closed_at - began < WITHIN_S
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body="after")["ok"]
        assert not aunt.all("note:added")
        with pytest.raises(Refused):
            server.phone(world["aunt"])


def test_saying_connect_again_on_a_closed_transport_brings_nothing(server: Server):
    world = server.world("information")
    phone = server.phone(world["mum"])
    server.post(world["mum"], "/sign-out")
    assert phone.closed.wait(WITHIN_S)
    with pytest.raises(Refused, match="403"):
        server.phone(world["mum"])

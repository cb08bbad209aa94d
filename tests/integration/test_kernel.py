"""The kernel: the server answers, a world can be seated, the audit chain holds, nobody else gets in."""

from fgc.audit import trail
from fgc.core import uow
from tests.factories.world import World


def test_anybody_can_ask_whether_it_is_up(app):
    assert app.test_client().get("/healthz").json["ok"] is True


def test_a_member_can_take_their_seat_and_nobody_else(world: World):
    assert world.seat("mum").role == "family"
    assert world.seat("advocate").supports == world["child"].id


def test_the_system_chain_can_be_checked_and_cannot_be_edited(world: World):
    with world.app.app_context(), uow.read() as session:
        assert trail.head_of(session, trail.SYSTEM)[0] == len(world.people)
        assert trail.verify(session, trail.SYSTEM) == ""

"""Weighty steps ask for the second factor again, in place, and lose nothing that was typed."""

from datetime import timedelta

from sqlalchemy import update

from fgc.accounts.models import Account
from fgc.accounts.words import seal_factor
from fgc.core import clock, uow
from tests.factories.accounts import Worker, add_invited, give_consent, invite
from tests.factories.world import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LATER = timedelta(minutes=6)


def with_factor(world: World) -> Worker:
    """Give the coordinator a second factor."""
    account_id = world["coordinator"].account_id
    with world.app.app_context(), uow.write() as work:
        blob = seal_factor(account_id, SECRET)
        work.session.execute(update(Account).where(Account.id == account_id).values(totp=blob))
    return Worker(account_id, "", SECRET)


def make_path(world: World) -> str:
    """Where invitations for the uncle are made."""
    return f"/invites/{world['uncle'].id}/make"


def ready(world: World) -> Worker:
    """A case in which the uncle can be invited."""
    give_consent(world)
    add_invited(world)
    return with_factor(world)


def test_a_coordinator_is_asked_for_the_code_and_goes_on_with_what_was_typed(world: World):
    worker = ready(world)
    with clock.stopped_at(clock.now() + LATER):
        asked = world.post("coordinator", make_path(world), made_with="form-1")
        assert asked.status_code == 200
        assert 'name="made_with" value="form-1"' in asked.text
        assert "Note the PIN" not in asked.text
        made = world.post("coordinator", make_path(world), made_with="form-1", totp=worker.code())
        assert "Note the PIN" in made.text
        assert world.post("coordinator", make_path(world), made_with="form-2").status_code == 200


def test_a_code_that_was_used_cannot_step_up(world: World):
    worker = ready(world)
    with clock.stopped_at(clock.now() + LATER):
        code = worker.code()
        world.post("coordinator", make_path(world), made_with="form-1", totp=code)
    with clock.stopped_at(clock.now() + 2 * LATER):
        again = world.post("coordinator", make_path(world), made_with="form-2", totp=code)
    assert again.status_code == 422


def test_five_wrong_codes_end_the_session(world: World):
    ready(world)
    with clock.stopped_at(clock.now() + LATER):
        for _number in range(5):
            assert world.post("coordinator", make_path(world), made_with="x", totp="000000").status_code == 422
        assert world.post("coordinator", make_path(world), made_with="x", totp="000000").status_code == 404


def test_signing_in_counts_for_five_minutes(world: World):
    ready(world)
    assert "Note the PIN" in world.post("coordinator", make_path(world), made_with="form-1").text


def test_looking_needs_no_second_factor(world: World):
    ready(world)
    invite(world)
    with clock.stopped_at(clock.now() + LATER):
        assert world.get("coordinator", "/invites").status_code == 200

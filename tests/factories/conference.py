"""Builders for meetings: a date, consent, people in the room, words in a circle."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from fgc.cases import access
from fgc.cases.models import Consent
from fgc.conference.actions import attendance, meetings, stages
from fgc.conference.actions.meetings import MeetingDraft
from fgc.conference.queries import MeetingWords
from fgc.core import clock, uow
from fgc.core.ids import new_id
from fgc.notes.actions import NoteDraft, add_note
from fgc.web.times import local
from tests.factories.world import World

PLACE, JOIN = "Church hall, side door", "0113 496 0002"


def plan_meeting(world: World, *, days: int = 1, kind: str = "initial") -> str:
    """Set a meeting some days from now."""
    with world.app.test_request_context():
        when = local(clock.now()) + timedelta(days=days)
        draft = MeetingDraft(kind, when.date(), when.time().replace(second=0, microsecond=0), MeetingWords(PLACE, JOIN))
        return meetings.set_meeting(world.seat("coordinator"), draft)


def give_consent(world: World, key: str = "mum") -> None:
    """Somebody with parental responsibility said yes."""
    with world.app.app_context(), uow.write() as work:
        work.session.execute(
            insert(Consent).values(
                id=new_id("co"), case_id=world.case_id, member_id=world[key].id, given=True, how="said",
                recorded_by=world["coordinator"].id, at=clock.now(),
            )
        )  # fmt: skip


def act(world: World, key: str, action: Any, *args: Any, **kwargs: Any) -> Any:
    """Call an action as this person, in their own session, with a language to speak."""
    with world.app.test_request_context():
        return action(world.seat(key), *args, **kwargs)


def seat_everybody(world: World, *keys: str) -> None:
    """Bring people into the room (everybody of the world when none is named)."""
    for key in keys or tuple(world.people):
        if key != "coordinator":
            act(world, "coordinator", attendance.let_in, world[key].id)


def write_note(world: World, key: str, circle: str, body: str) -> str:
    """A note by this person; gives its id."""
    return str(act(world, key, add_note, NoteDraft(circle, body)).id)


def end_meeting(world: World) -> None:
    """From agreeing to following, as the signing of the record does it."""
    with world.app.test_request_context(), uow.write() as work:
        stages.change(work, access.settle(work, world.seat("coordinator")), "following")

"""A meeting with everybody in it, in any stage."""

from collections.abc import Callable

import pytest
from flask import Flask

from fgc.conference.actions import stages
from tests.factories.conference import act, end_meeting, give_consent, plan_meeting, seat_everybody
from tests.factories.world import World, make_world

WAY = ("information", "private", "agreeing", "following")


@pytest.fixture
def meeting_in(app: Flask) -> Callable[[str], World]:
    """A world whose meeting went to a stage by the front door: `meeting_in("private")`."""

    def make(stage: str) -> World:
        world = make_world(app)
        plan_meeting(world)
        give_consent(world)
        seat_everybody(world)
        for step in WAY[: WAY.index(stage) + 1] if stage in WAY else ():
            if step == "agreeing":
                world.set_stage("agreeing")
            elif step == "following":
                end_meeting(world)
            else:
                act(world, "coordinator", stages.give_notice, step)
        return world

    return make

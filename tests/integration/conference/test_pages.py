"""Every page of the meeting opens for whom it is meant, and looks the same as nothing to everybody else."""

import pytest

from tests.factories.conference import PLACE, plan_meeting


@pytest.mark.parametrize("stage", ["preparing", "information", "private", "agreeing"])
@pytest.mark.parametrize("who", ["coordinator", "worker", "school", "mum", "child", "aunt", "advocate", "interpreter"])
def test_everybody_can_open_the_meeting_page_in_every_stage(meeting_in, stage, who):
    world = meeting_in(stage)
    answer = world.get(who, "/meeting")
    assert answer.status_code == 200
    assert world.get(who, "/meeting/state").json["stage"] == stage


def test_family_can_see_date_and_place_and_people_apart_cannot(world):
    world.add("dad", "family", "Dean", apart=True)
    plan_meeting(world)
    assert PLACE in world.get("mum", "/meeting").text
    assert PLACE not in world.get("dad", "/meeting").text
    assert world.get("dad", "/meeting").status_code == 200


@pytest.mark.parametrize("path", ["/meeting", "/meeting/state", "/meeting/people", "/meeting/notice", "/meeting/door"])
def test_somebody_not_confirmed_cannot_open_anything_of_the_meeting(world, path):
    plan_meeting(world)
    world.change_member("aunt", state="claimed")
    assert world.get("aunt", path).status_code == 404
    assert world.get("aunt", "/help").status_code == 200

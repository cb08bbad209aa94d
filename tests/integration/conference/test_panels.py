"""Panels of other slices on the meeting page: the policy is asked before the maker is."""

from collections.abc import Iterator

import pytest

from fgc.cases import policy
from fgc.conference import panels
from fgc.conference.panels import Panel
from fgc.core import uow


@pytest.fixture
def made() -> Iterator[list[str]]:
    """Three panels that remember for whom they were made."""
    before, calls = dict(panels._panels), []

    def maker(_session, seat):
        calls.append(seat.role)
        return {"rows": ()}

    stages = frozenset({"information", "private"})
    template = "conference/_notice.html"
    panels.register_panel(
        Panel("t-inside", 1, stages, "note.read", template, maker, circle="private", reads=("private",))
    )
    panels.register_panel(Panel("t-desk", 2, stages, "meeting.lead", template, maker, place=panels.DESK))
    panels.register_panel(Panel("t-late", 3, frozenset({"agreeing"}), "case.see", template, maker))
    yield calls
    panels._panels.clear()
    panels._panels.update(before)


def keys(world, who):
    with world.app.test_request_context(), uow.read() as session:
        drawn = panels.panels_for(session, world.seat(who))
    return [panel.key for panel in drawn if panel.key.startswith("t-")]


def test_a_panel_is_made_only_for_those_the_policy_allows(meeting_in, made):
    world = meeting_in("private")
    assert keys(world, "mum") == ["t-inside"]
    assert keys(world, "coordinator") == keys(world, "worker") == keys(world, "advocate") == []
    assert set(made) == {"family"}
    assert "private" in panels.circles_read(world.seat("mum"))
    assert panels.circles_read(world.seat("coordinator")) == ()


def test_the_desk_panel_is_the_coordinators(meeting_in, made):
    world = meeting_in("information")
    assert keys(world, "coordinator") == ["t-desk"]
    assert "t-desk" not in keys(world, "mum")
    assert "t-late" not in keys(world, "mum")


def test_the_meeting_page_draws_panels_with_their_fragment(meeting_in, made):
    world = meeting_in("private")
    assert 'id="panel-t-inside"' in world.get("mum", "/meeting").text
    assert "panel-t-" not in world.get("coordinator", "/meeting").text
    assert policy.PRIVATE_CIRCLE not in panels.circles_read(world.seat("worker"))

"""Panels: what other slices show on the meeting page. The page has the places, the slices have the content.

A slice registers `Panel`s in its `hooks.connect`. The page asks the policy first (`action`, `circle`), then the maker;
what the maker gives is `panel` in the panel's own template (`templates/<slice>/_….html`, drawn with the page's context,
so `seat`, `stage` and macros are there). While scripts run, the section refreshes itself from `fragment`, a view of the
slice that renders the same template with the same values.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.policy import Seat

MAIN, SIDE, DESK = "main", "side", "desk"

PanelMaker = Callable[[Session, Seat], object | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel.

    `place`: `main` (beside the notes), `side` (smaller, below on a phone), `desk` (coordinators only).
    `action`/`circle`: what the viewer must be allowed, asked of the policy in the present stage.
    `reads`: circles whose words the maker opens; the page enters the reading in the trail before it calls the maker.
    `fragment`: endpoint taking `case_id` ("" for none); `on`: names of socket events that make it stale.
    `make`: gives the values for the template, or None for no panel at all.
    """

    key: str
    order: int
    stages: frozenset[str]
    action: str
    template: str
    make: PanelMaker
    circle: str = ""
    place: str = MAIN
    reads: tuple[str, ...] = ()
    fragment: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel made for one viewer, ready for the page."""

    key: str
    place: str
    template: str
    values: object
    fragment: str
    on: str


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel; the same key again replaces it."""
    _panels[panel.key] = panel


def open_to(seat: Seat) -> list[Panel]:
    """The panels this member may have in the present stage, in order."""
    found = [panel for panel in _panels.values() if _allowed(panel, seat)]
    return sorted(found, key=lambda panel: panel.order)


def circles_read(seat: Seat) -> tuple[str, ...]:
    """Circles whose words the panels of this member will open."""
    return tuple({circle: None for panel in open_to(seat) for circle in panel.reads})


def panels_for(session: Session, seat: Seat) -> list[Drawn]:
    """The panels of the meeting page for this member now."""
    made = ((panel, panel.make(session, seat)) for panel in open_to(seat))
    return [
        Drawn(
            panel.key, panel.place, panel.template, values,
            url_for(panel.fragment, case_id=seat.case_id) if panel.fragment else "", panel.on,
        )
        for panel, values in made if values is not None
    ]  # fmt: skip


def _allowed(panel: Panel, seat: Seat) -> bool:
    if seat.stage not in panel.stages or (panel.place == DESK and seat.role != policy.COORDINATOR):
        return False
    return policy.can(seat, panel.action, seat.at(panel.circle))

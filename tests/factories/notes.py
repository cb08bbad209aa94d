"""Quick starts for tests about words: circles of a world by short names, notes, shared reports, people apart."""

import re
from typing import Any

from fgc.notes.actions import NoteDraft, add_note, save_report_draft, share_report
from fgc.notes.queries.reports import ReportDraft
from tests.factories.world import World

PARTS = {
    "going_well": "J is kind.\n\nJ comes to school on Mondays.",
    "worries": "J is often tired.",
    "needs_change": "",
    "help": "",
}


def circle(world: World, name: str) -> str:
    """`everyone` as it is; `own:mum` with mum's id."""
    kind, _, owner = name.partition(":")
    return f"{kind}:{world[owner].id}" if owner else name


def write(world: World, key: str, name: str, body: str, **more: Any) -> str:
    """A note by somebody; gives back its id."""
    seat = world.seat(key)
    with world.app.test_request_context():
        return add_note(seat, NoteDraft(circle(world, name), body, **more)).id


def shared_report(world: World, key: str = "school", **parts: str) -> str:
    """A report that stands on the shelf; gives back its id."""
    seat = world.seat(key)
    with world.app.test_request_context():
        saved = save_report_draft(seat, ReportDraft({**PARTS, **parts}))
        return share_report(seat, saved.id, saved.rev, "me").id


def paragraphs(page: str) -> list[str]:
    """Ids of the paragraphs of a report page, in order."""
    return list(dict.fromkeys(re.findall(r'<div id="(p_[\w-]+)"', page)))


def father_apart(world: World) -> None:
    """Somebody who takes part apart, known to the coordinator only."""
    world.add("dad", "family", "Marek", "dad", apart=True)

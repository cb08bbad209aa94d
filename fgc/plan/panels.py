"""What the plan shows on the meeting page, stage by stage."""

from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.policy import Seat
from fgc.conference.panels import DESK, MAIN, SIDE, Panel, register_panel
from fgc.plan.queries import jobs, overview, pages, versions
from fgc.plan.queries.jobs import ProgressPanel
from fgc.plan.queries.lines import LinesPanel, lines_panel
from fgc.plan.queries.overview import OwnPanel

SIGNS = "row:changed row:held answers:changed floor:changed line:changed"


def register() -> None:
    """Register all panels; twice is as good as once."""
    for panel in PANELS:
        register_panel(panel)


def _lines(session: Session, seat: Seat) -> LinesPanel | None:
    panel = lines_panel(session, seat)
    return panel if panel.lines or panel.may_write else None


def _own(session: Session, seat: Seat) -> OwnPanel | None:
    panel = overview.own_panel(session, seat)
    return panel if panel.rows else None


def _progress(session: Session, seat: Seat) -> ProgressPanel | None:
    panel = jobs.progress_panel(session, seat)
    return panel if panel.every or panel.mine else None


def _signing(session: Session, seat: Seat) -> int | None:
    row = versions.standing(session, seat.case_id)
    return row.number if row else 0


PANELS = (
    Panel(
        "plan-lines", 20, frozenset({policy.PREPARING, policy.INFORMATION}), "bottom_line.read", "plan/_lines.html",
        _lines, place=SIDE, reads=(policy.EVERYONE,), fragment="bottom_lines.part", on="line:changed",
    ),
    Panel(
        "plan-private", 20, frozenset({policy.PRIVATE}), "note.read", "plan/_rows.html", pages.rows_page,
        circle=policy.PRIVATE_CIRCLE, place=MAIN, reads=(policy.EVERYONE, policy.PRIVATE_CIRCLE),
        fragment="plan.part", on=SIGNS,
    ),
    Panel(
        "plan-rows", 20, frozenset({policy.AGREEING}), "note.read", "plan/_rows.html", pages.rows_page,
        circle=policy.PLAN_CIRCLE, place=MAIN, reads=(policy.EVERYONE, policy.PLAN_CIRCLE), fragment="plan.part",
        on=SIGNS,
    ),
    Panel(
        "plan-own", 20, frozenset({policy.AGREEING, policy.FOLLOWING}), "plan.own_rows", "plan/_own.html", _own,
        place=MAIN, reads=(policy.PLAN_CIRCLE,), fragment="plan.part", on="row:changed",
    ),
    Panel(
        "plan-answers", 30, frozenset({policy.AGREEING}), "note.read", "plan/_answers.html", pages.answers_page,
        circle=policy.PLAN_CIRCLE, place=MAIN, reads=(policy.PLAN_CIRCLE,), fragment="answers.part",
        on="answers:changed",
    ),
    Panel(
        "plan-signing", 40, frozenset({policy.AGREEING}), "record.sign", "plan/_signing.html", _signing, place=DESK,
        on="answers:changed",
    ),
    Panel(
        "plan-progress", 20, frozenset({policy.FOLLOWING}), "progress.see", "plan/_progress.html", _progress,
        place=MAIN, reads=(policy.PLAN_CIRCLE,), fragment="progress.part", on="jobs:changed",
    ),
)  # fmt: skip

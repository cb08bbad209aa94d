"""Which page of the plan somebody gets, and what is on it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, strip_for
from fgc.interpreting.queries import Beside
from fgc.plan.frozen import FrozenRow
from fgc.plan.queries import jobs, pages, records, stones, versions
from fgc.plan.queries.answers import resources_of
from fgc.plan.queries.extracts import extract_for, released_to
from fgc.plan.queries.lines import lines_of
from fgc.plan.queries.rows import circle_now
from fgc.plan.queries.translated import beside_frozen

WRITE, DECIDED, OWN, APART, DOOR = "write", "decided", "own", "apart", "door"


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """Rows of the plan that somebody may see without seeing all of it."""

    rows: tuple[FrozenRow, ...]
    strip: Strip
    translations: Beside


def kind_for(seat: Seat) -> str:
    """The page this member gets: the plan being written, the decided one, their own rows, or the closed door."""
    if seat.apart and seat.role != policy.COORDINATOR:
        return APART
    circle = circle_now(seat)
    if circle and policy.can(seat, "note.read", seat.at(circle)):
        return WRITE
    if seat.stage == policy.PRIVATE and seat.role in policy.WORKERS | policy.HELPERS:
        return DOOR
    if policy.can(seat, "note.read", seat.at(policy.PLAN_CIRCLE)):
        return DECIDED
    return OWN


def circles_opened(seat: Seat, kind: str) -> tuple[str, ...]:
    """Circles whose words are on that page, for the trail."""
    if kind == WRITE:
        return (policy.EVERYONE, circle_now(seat))
    if kind == DECIDED:
        return (policy.EVERYONE, policy.PLAN_CIRCLE)
    if kind == APART:
        return (f"{policy.DIRECT}:{seat.id}",)
    return (policy.PLAN_CIRCLE,) if kind == OWN else ()


def plan_page(session: Session, seat: Seat, kind: str) -> dict[str, object]:
    """Values of the page of this kind."""
    if kind == WRITE:
        return {"panel": pages.rows_page(session, seat), "before": versions.signed_version(session, seat)}
    if kind == DECIDED:
        return _decided(session, seat)
    if kind in (OWN, APART):
        return {"panel": own_panel(session, seat), "number": pages.answering_number(session, seat) if seat.apart else 0}
    return {}


def own_panel(session: Session, seat: Seat) -> OwnPanel:
    """Somebody's own rows: a professional's, or those released to somebody apart."""
    rows = released_to(session, seat) if seat.apart else extract_for(session, seat).rows
    circle = f"{policy.DIRECT}:{seat.id}"
    strip = strip_for(people_of(session, seat.case_id), seat, circle)
    return OwnPanel(rows, strip, beside_frozen(session, seat, rows))


def _decided(session: Session, seat: Seat) -> dict[str, object]:
    version = versions.signed_version(session, seat)
    every = jobs.all_jobs(session, seat)
    return {
        "version": version,
        "beside": beside_frozen(session, seat, version.plan.rows) if version else {},
        "record": records.record_shown(records.records_for(session, seat)),
        "mine": jobs.my_jobs(session, seat),
        "progress": jobs.progress_of(every),
        "way": stones.way_of(every, people_of(session, seat.case_id)),
        "resources": resources_of(session, seat.case_id) if version else {},
        "review": versions.review_text(session, seat.case_id),
        "lines": lines_of(session, seat.case_id),
        "strip": strip_for(people_of(session, seat.case_id), seat, policy.PLAN_CIRCLE),
        "child": seat.role == policy.CHILD,
    }

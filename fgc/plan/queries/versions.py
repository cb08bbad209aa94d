"""Frozen versions of the plan, and the plan as it would be frozen now."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.policy import Seat
from fgc.conference.queries import stage_since
from fgc.core.errors import NotFound
from fgc.plan import frozen
from fgc.plan.frozen import Frozen, FrozenLine, FrozenRow
from fgc.plan.gaps import Cover, Gap, bottom_line_cover, gaps
from fgc.plan.models import PlanVersion, ReviewDate
from fgc.plan.queries.lines import lines_of
from fgc.plan.queries.rows import RowView, rows_for
from fgc.plan.record_format import short_code
from fgc.plan.row_words import ACTION
from fgc.plan.rules import OPEN, SIGNED
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen plan. `code` is short enough to compare by eye; `opened` says whether answers are shown."""

    id: str
    number: int
    state: str
    at: datetime
    opened: bool
    plan: Frozen

    @property
    def code(self) -> str:
        """The short code that stands on every screen."""
        return short_code(self.plan.sha)

    @property
    def signed(self) -> bool:
        """Whether a record was signed for it."""
        return self.state == SIGNED


def standing(session: Session, case_id: str) -> PlanVersion | None:
    """The version that is being answered now: frozen in this part of the meeting and nothing changed since."""
    row = _last(session, case_id, OPEN)
    since = stage_since(session, case_id, policy.AGREEING)
    return None if row is None or (since is not None and row.at < since) else row


def open_version(session: Session, seat: Seat) -> Version | None:
    """The version people answer now, for those who may read the plan; None when nothing is frozen."""
    row = standing(session, seat.case_id) if seat.stage == policy.AGREEING else None
    return opened(row) if row and policy.can(seat, "note.read", seat.at(policy.PLAN_CIRCLE)) else None


def signed_version(session: Session, seat: Seat) -> Version | None:
    """The plan that was decided last, for those who may read it."""
    row = _last(session, seat.case_id, SIGNED)
    return opened(row) if row and policy.can(seat, "note.read", seat.at(policy.PLAN_CIRCLE)) else None


def signed_versions(session: Session, seat: Seat) -> tuple[Version, ...]:
    """Every plan that was decided, newest first."""
    if not policy.can(seat, "note.read", seat.at(policy.PLAN_CIRCLE)):
        return ()
    rows = session.scalars(
        select(PlanVersion)
        .where(PlanVersion.case_id == seat.case_id, PlanVersion.state == SIGNED)
        .order_by(PlanVersion.number.desc())
    )
    return tuple(opened(row) for row in rows)


def agreed_plan(session: Session, case_id: str) -> Version | None:
    """The plan that was decided last, for the server's own use: extracts, jobs. Never show it whole."""
    row = _last(session, case_id, SIGNED)
    return opened(row) if row else None


def opened(row: PlanVersion) -> Version:
    """A version from its row."""
    text = current_vault().open(row.case_id, policy.PLAN_CIRCLE, "plan_version", row.id, "body", row.body)
    return Version(row.id, row.number, row.state, row.at, row.opened_at is not None, frozen.from_text(text))


def draft(session: Session, seat: Seat, circle: str) -> Frozen:
    """The plan of a circle as it would be frozen now. Raises `NotFound` when this seat may not read the circle."""
    lines = lines_of(session, seat.case_id)
    rows = [frozen_row(row) for row in rows_for(session, seat, circle)]
    kept = tuple(FrozenLine(line.id, line.n, line.kind, line.text, line.now.version) for line in lines)
    return frozen.freeze(rows, kept)


def frozen_row(row: RowView) -> FrozenRow:
    """A row as it is frozen: names instead of ids where people read it."""
    words, action = row.words, row.part == ACTION
    return FrozenRow(
        origin=row.origin, part=row.part, n=row.n, what=words.what, who=row.who, by=row.by, by_day=words.by_day,
        how_often=words.how_often, if_not=words.if_not, checks=row.checks, meets=row.meets,
        steps="" if action else words.steps, calls="" if action else words.calls, asked=words.asked if action else "",
        agency=words.agency if action else "", doers=words.doers, checker=words.checker, share_with=words.share_with,
    )  # fmt: skip


def gaps_of(plan: Frozen, review: date | None) -> tuple[Gap, ...]:
    """What is still open: shown kindly, and never in anybody's way."""
    return gaps([row.line() for row in plan.actions], frozen.must_haves(plan), review)


def cover_of(plan: Frozen) -> tuple[Cover, ...]:
    """How each line is met."""
    return bottom_line_cover([row.line() for row in plan.actions], frozen.must_haves(plan))


def review_of(session: Session, case_id: str) -> date | None:
    """When the family comes together again."""
    return session.scalar(select(ReviewDate.day).where(ReviewDate.case_id == case_id))


def review_text(session: Session, case_id: str) -> str:
    """The same, ready to read; "" when there is no date."""
    day = review_of(session, case_id)
    return str(format_date(day, "d MMMM yyyy")) if day else ""


def version_row(session: Session, case_id: str, version_id: str) -> PlanVersion:
    """A version of this case by its id. Raises `NotFound`."""
    row = session.get(PlanVersion, version_id)
    if row is None or row.case_id != case_id:
        raise NotFound
    return row


def _last(session: Session, case_id: str, state: str) -> PlanVersion | None:
    return session.scalars(
        select(PlanVersion)
        .where(PlanVersion.case_id == case_id, PlanVersion.state == state)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    ).one_or_none()

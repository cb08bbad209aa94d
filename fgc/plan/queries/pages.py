"""Whole pages of the plan as values: the same for a page, for its fragment and for the panel in the meeting."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import Person, people_of, people_seen
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, strip_for
from fgc.conference.queries import meeting_of
from fgc.plan.gaps import Gap
from fgc.plan.queries import answers, versions
from fgc.plan.queries.answers import AcceptanceView, AnswerView, CouldSayView, ResourceView
from fgc.plan.queries.lines import Line, lines_of
from fgc.plan.queries.rows import RowView, circle_now, releases_of, rows_for
from fgc.plan.queries.translated import with_translations
from fgc.plan.queries.versions import Version
from fgc.plan.record_format import short_code
from fgc.plan.row_words import ACTION


@dataclass(frozen=True, slots=True)
class RowsPage:
    """The plan while it is being written or agreed. `row_gaps` is by origin of the row; `reading` the row read out now.

    `may_write` rows, `desk` the coordinator's own buttons, `asks` lines with whether a row answers them.
    """

    circle: str
    strip: Strip
    actions: tuple[RowView, ...]
    plan_b: tuple[RowView, ...]
    dropped: tuple[RowView, ...]
    lines: tuple[Line, ...]
    met_by: dict[int, tuple[int, ...]]
    row_gaps: dict[str, tuple[Gap, ...]]
    gaps: tuple[Gap, ...]
    may_write: bool
    desk: bool
    worker: bool
    version: Version | None
    code: str
    resources: dict[str, ResourceView]
    reading: str
    apart: tuple[Person, ...]
    released: dict[str, set[str]]
    child: bool
    me: str


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Answers to the frozen plan, as one member may see them. `missing` names are for coordinators only."""

    version: Version | None
    strip: Strip
    mine: AnswerView | None
    could_say: tuple[CouldSayView, ...]
    shown: tuple[AnswerView, ...]
    waiting: int
    missing: tuple[Person, ...]
    opened: bool
    acceptances: tuple[AcceptanceView, ...]
    lines: tuple[tuple[int, str], ...]
    may_answer: bool
    may_accept: bool
    desk: bool
    write_for: tuple[Person, ...]
    number_now: int
    child: bool


def rows_page(session: Session, seat: Seat) -> RowsPage:
    """The plan where it is being written now. Raises `NotFound` for who may not read it."""
    circle = circle_now(seat)
    rows = with_translations(session, seat, rows_for(session, seat, circle))
    plan = versions.draft(session, seat, circle)
    gaps = versions.gaps_of(plan, versions.review_of(session, seat.case_id)) if rows else ()
    desk = policy.can(seat, "plan.freeze", seat.at())
    shared = circle == policy.PLAN_CIRCLE
    version = versions.open_version(session, seat)
    meeting = meeting_of(session, seat.case_id)
    people = people_of(session, seat.case_id)
    return RowsPage(
        circle=circle, strip=strip_for(people, seat, circle),
        actions=tuple(row for row in rows if row.part == ACTION),
        plan_b=tuple(row for row in rows if row.part != ACTION), dropped=rows_for(session, seat, circle, dropped=True),
        lines=lines_of(session, seat.case_id),
        met_by={cover.line_n: cover.row_numbers for cover in versions.cover_of(plan)},
        row_gaps={row.origin: tuple(gap for gap in gaps if gap.row_id == row.origin) for row in rows},
        gaps=tuple(gap for gap in gaps if gap.row_id is None),
        may_write=policy.can(seat, "note.write", seat.at(circle)), desk=desk,
        worker=policy.can(seat, "acceptance.give", seat.at()), version=version,
        code=version.code if version else short_code(plan.sha) if shared and rows else "",
        resources=answers.resources_of(session, seat.case_id) if shared else {},
        reading=meeting.read_row_id if meeting and shared else "",
        apart=tuple(one for one in people if one.seat.apart and one.seat.state != "left") if desk else (),
        released=releases_of(session, seat.case_id) if desk else {}, child=seat.role == policy.CHILD, me=seat.id,
    )  # fmt: skip


def answers_page(session: Session, seat: Seat) -> AnswersPage:
    """Answers as this member may see them; nobody apart learns of any but their own."""
    row = versions.standing(session, seat.case_id) if seat.stage == policy.AGREEING else None
    version = versions.opened(row) if row else None
    readable = policy.can(seat, "note.read", seat.at(policy.PLAN_CIRCLE))
    desk = policy.can(seat, "answers.open", seat.at())
    missing = answers.missing(session, seat.case_id, version.id) if version and readable else ()
    return AnswersPage(
        version=version if readable else None, strip=strip_for(people_of(session, seat.case_id), seat, _circle(seat)),
        mine=answers.own_answer(session, seat, version.id) if version else None,
        could_say=answers.could_say_of(session, seat, version.id) if version else (),
        shown=answers.answers_shown(session, seat, version) if version and readable else (),
        waiting=len(missing), missing=missing if desk else (), opened=bool(version and version.opened and readable),
        acceptances=answers.acceptances_of(session, seat.case_id, version.id) if version and readable else (),
        lines=tuple((line.n, line.text) for line in version.plan.lines) if version and readable else (),
        may_answer=bool(version) and policy.can(seat, "answer.give", seat.at()),
        may_accept=bool(version) and policy.can(seat, "acceptance.give", seat.at()), desk=desk,
        write_for=write_for(session, seat) if version else (), number_now=version.number if version else 0,
        child=seat.role == policy.CHILD,
    )  # fmt: skip


def write_for(session: Session, seat: Seat) -> tuple[Person, ...]:
    """Those whose answer this seat may write down: all of the family side for coordinators, one for an advocate."""
    if not policy.can(seat, "answer.write_down", seat.at()):
        return ()
    family = [one for one in people_seen(session, seat) if one.seat.family_side and one.seat.state != "left"]
    if seat.role == policy.COORDINATOR:
        return tuple(family)
    return tuple(one for one in family if one.id == seat.supports)


def answering_number(session: Session, seat: Seat) -> int:
    """The number of the version that is being answered now, for who answers it; 0 for none."""
    row = versions.standing(session, seat.case_id) if policy.can(seat, "answer.give", seat.at()) else None
    return row.number if row else 0


def _circle(seat: Seat) -> str:
    return f"{policy.DIRECT}:{seat.id}" if seat.apart else policy.PLAN_CIRCLE


def doers_for(session: Session, seat: Seat) -> tuple[tuple[str, str], ...]:
    """Who can be given something to do, as this member knows them: family first; nobody apart, no interpreter."""
    people = [
        one for one in people_seen(session, seat)
        if not one.seat.apart and one.seat.state != "left" and one.seat.role != policy.INTERPRETER
    ]  # fmt: skip
    people.sort(key=lambda one: (not one.seat.family_side, one.seat.role in policy.WORKERS))
    return tuple((one.id, one.known_as) for one in people)


def workers_for(session: Session, seat: Seat) -> tuple[tuple[str, str], ...]:
    """Professionals whom the family can show a row to."""
    return tuple(
        (one.id, one.known_as) for one in people_seen(session, seat)
        if one.seat.role == policy.PROFESSIONAL and not one.seat.apart and one.seat.state != "left"
    )  # fmt: skip


def speakers_for(session: Session, seat: Seat) -> tuple[tuple[str, str], ...]:
    """Those whose words a coordinator can write into the plan."""
    if seat.role != policy.COORDINATOR:
        return ()
    return tuple(
        (one.id, one.name) for one in people_seen(session, seat)
        if one.seat.family_side and not one.seat.apart and one.seat.state != "left"
    )  # fmt: skip

"""Plan rows as they are written now: opened, named, numbered; and rows as cards for the wire."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fgc.cases import policy
from fgc.cases.cards import Card
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.core import clock
from fgc.core.errors import NotFound
from fgc.interpreting.queries import Translated
from fgc.plan import row_words
from fgc.plan.models import PlanRow, PlanRowPast, RowRelease
from fgc.plan.queries.lines import Line, lines_of
from fgc.plan.row_words import ACTION, RowWords
from fgc.plan.rules import OPEN
from fgc.vault import current_vault
from fgc.web.languages import words_lang

ROW_CIRCLES = (policy.PRIVATE_CIRCLE, policy.PLAN_CIRCLE)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as people read it. `n` counts within its part; `who`, `by` and `checks` are ready to read.

    `held` names who is writing it now ("" for nobody), `held_id` is their member id. `lang` is the language of whoever
    wrote it, as far as the letters fit, "" where it is not known.
    """

    id: str
    origin: str
    circle: str
    part: str
    n: int
    position: int
    open: bool
    rev: int
    words: RowWords
    who: str
    by: str
    checks: str
    meets: tuple[int, ...]
    author_id: str
    author: str
    said_by: str
    clear: str
    held_id: str
    held: str
    at: datetime
    at_text: str
    lang: str = ""
    translations: tuple[Translated, ...] = ()

    @property
    def number(self) -> int:
        """The number, by the name that the templates' macro uses."""
        return self.n


def circle_now(seat: Seat) -> str:
    """In which circle the plan is written at this stage: `private`, `plan`, or "" when it is not being written."""
    stage = {policy.PRIVATE: policy.PRIVATE_CIRCLE, policy.AGREEING: policy.PLAN_CIRCLE}
    return stage.get(seat.stage, "")


def rows_for(session: Session, seat: Seat, circle: str, *, dropped: bool = False) -> tuple[RowView, ...]:
    """Rows of a circle, actions first, in the family's order; with `dropped`, only those taken off.

    Raises `NotFound` when this seat may not read the circle.
    """
    if circle not in ROW_CIRCLES or not policy.can(seat, "note.read", seat.at(circle)):
        raise NotFound
    found = session.scalars(_stored(seat.case_id, circle)).all()
    rows = [row for row in found if (row.state == OPEN) is not dropped]
    return open_rows(rows, people_of(session, seat.case_id), lines_of(session, seat.case_id))


def row_for(session: Session, seat: Seat, row_id: str) -> RowView:
    """One row, open or taken off. Raises `NotFound` when it is not there for this seat."""
    circle = session.scalar(select(PlanRow.circle).where(PlanRow.id == row_id, PlanRow.case_id == seat.case_id))
    if circle is None or not policy.can(seat, "note.read", seat.at(circle)):
        raise NotFound
    for dropped in (False, True):
        for row in rows_for(session, seat, circle, dropped=dropped):
            if row.id == row_id:
                return row
    raise NotFound


def own_rows(session: Session, seat: Seat) -> tuple[RowView, ...]:
    """Rows of the plan that a professional may see while it is being agreed: their own and those ticked for them.

    Numbers are left out of the answer's meaning: they say nothing of how many rows there are.
    """
    if not policy.can(seat, "plan.own_rows", seat.at()):
        return ()
    found = [row for row in session.scalars(_stored(seat.case_id, policy.PLAN_CIRCLE)).all() if row.state == OPEN]
    rows = open_rows(found, people_of(session, seat.case_id), lines_of(session, seat.case_id))
    return tuple(row for row in rows if concerns(seat.id, row.words))


def behind(session: Session, case_id: str) -> bool:
    """Whether private time lacks something of the plan: rows that are missing there, or were changed since."""
    private = aliased(PlanRow)
    same = (private.origin_id == PlanRow.origin_id) & (private.circle == policy.PRIVATE_CIRCLE)
    missing = private.id.is_(None) & (PlanRow.state == OPEN)
    older = (private.changed_at < PlanRow.changed_at) & ((PlanRow.state == OPEN) | (private.state == OPEN))
    found = session.scalar(
        select(PlanRow.id)
        .outerjoin(private, same)
        .where(PlanRow.case_id == case_id, PlanRow.circle == policy.PLAN_CIRCLE, missing | older)
        .limit(1)
    )
    return found is not None


def concerns(member_id: str, words: RowWords) -> bool:
    """Whether a row is somebody's own, or was ticked for them."""
    return member_id in words.doers or member_id == words.checker or member_id in words.share_with


def words_at(session: Session, row: PlanRow, rev: int) -> RowWords | None:
    """What a row said at a revision; None when it never had that one."""
    if rev == row.rev:
        return open_words(row.case_id, row.circle, row.id, row.body, rev)
    past = session.get(PlanRowPast, (row.id, rev))
    return open_words(row.case_id, row.circle, row.id, past.body, rev) if past else None


def open_words(case_id: str, circle: str, row_id: str, body: bytes, rev: int) -> RowWords:
    """A row's words from its ciphertext."""
    return row_words.from_text(current_vault().open(case_id, circle, "plan_row", row_id, "body", body, rev))


def releases_of(session: Session, case_id: str) -> dict[str, set[str]]:
    """Which rows (by origin) are shown to whom who takes part apart."""
    rows = session.execute(select(RowRelease.origin_id, RowRelease.member_id).where(RowRelease.case_id == case_id))
    found: dict[str, set[str]] = {}
    for origin, member in rows:
        found.setdefault(origin, set()).add(member)
    return found


def open_rows(rows: Iterable[PlanRow], people: tuple[Person, ...], lines: tuple[Line, ...]) -> tuple[RowView, ...]:
    """Open stored rows in the order given and number them within their part. Names of people apart are left out."""
    names = {person.id: person.name for person in people if not person.seat.apart}
    spoken = {person.id: person.profile.language for person in people}
    numbers = {line.id: line.n for line in lines}
    counts: dict[str, int] = {}
    opened = []
    for row in rows:
        counts[row.part] = counts.get(row.part, 0) + 1
        view = _view(row, counts[row.part], names, numbers)
        opened.append(replace(view, lang=words_lang(spoken.get(row.author_id, ""), row_words.typed(view.words))))
    return tuple(opened)


def row_cards(session: Session, case_id: str, ids: Sequence[str]) -> dict[str, Card]:
    """Cards of kind `row` (see `fgc.cases.cards`). A row that was taken off comes with `dropped`."""
    people = people_of(session, case_id)
    circles = set(session.scalars(select(PlanRow.circle).where(PlanRow.case_id == case_id, PlanRow.id.in_(ids))))
    found: dict[str, Card] = {}
    for circle in circles:
        stored = session.scalars(_stored(case_id, circle)).all()
        still = [row for row in stored if row.state == OPEN]
        views = open_rows(still, people, lines_of(session, case_id))
        gone = open_rows([row for row in stored if row.state != OPEN and row.id in ids], people, ())
        found |= {row.id: _card(row) for row in (*views, *gone) if row.id in ids}
    return found


def by_text(words: RowWords) -> str:
    """By when, ready to read: the day, and what else was said about it."""
    day = str(format_date(date.fromisoformat(words.by_day), "d MMMM yyyy")) if words.by_day else ""
    return ", ".join(part for part in (day, words.by_when) if part)


def _stored(case_id: str, circle: str):  # type: ignore[no-untyped-def]
    return (
        select(PlanRow)
        .where(PlanRow.case_id == case_id, PlanRow.circle == circle)
        .order_by(PlanRow.part, PlanRow.position, PlanRow.id)
    )


def _view(row: PlanRow, n: int, names: dict[str, str], numbers: dict[str, int]) -> RowView:
    words = open_words(row.case_id, row.circle, row.id, row.body, row.rev)
    held = row.held_by if row.held_until and row.held_until > clock.now() else None
    doers = [names[one] for one in words.doers if one in names]
    author = names.get(row.author_id, "")
    said = ""
    if words.said_by and words.said_by in names:
        said = str(_("Said by %(speaker)s, written by %(writer)s.", speaker=names[words.said_by], writer=author))
    return RowView(
        id=row.id, origin=row.origin_id, circle=row.circle, part=row.part, n=n, position=row.position,
        open=row.state == OPEN, rev=row.rev, words=words, who=", ".join([*doers, *([words.who] if words.who else [])]),
        by=by_text(words),
        checks=", ".join(part for part in (names.get(words.checker, ""), words.checks) if part),
        meets=tuple(sorted(numbers[one] for one in words.meets if one in numbers)), author_id=row.author_id,
        author=author, said_by=said, clear=row.clear, held_id=held or "", held=names.get(held, "") if held else "",
        at=row.changed_at, at_text=str(format_datetime(row.changed_at, "d MMMM, HH:mm")),
    )  # fmt: skip


def _card(row: RowView) -> Card:
    return Card(
        "row", row.id, row.circle, row.at.isoformat(), row.at_text, row.author_id, row.author, "", row.words.what,
        {
            "n": row.n, "part": row.part, "action": row.part == ACTION, "what": row.words.what, "who": row.who,
            "by": row.by, "how_often": row.words.how_often, "if_not": row.words.if_not, "checks": row.checks,
            "steps": row.words.steps, "rev": row.rev, "dropped": not row.open, "said_by": row.said_by,
        },
    )  # fmt: skip

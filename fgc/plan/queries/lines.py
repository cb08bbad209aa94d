"""What has to be in the plan: bottom lines and questions, as they read now and as they read before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.cards import Card
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.notes.queries.notes import notes_for
from fgc.notes.queries.opening import Words
from fgc.plan.models import BottomLine, BottomLineVersion
from fgc.plan.rules import LINE
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a line. `late`: said after the meeting began; `gone`: from here on it is no longer asked."""

    id: str
    version: int
    text: str
    late: bool
    gone: bool
    author_id: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A bottom line or question. `now` is how it reads; `before` what it said earlier, newest first."""

    id: str
    n: int
    kind: str
    now: Wording
    before: tuple[Wording, ...]

    @property
    def text(self) -> str:
        """The words as they are now."""
        return self.now.text

    @property
    def must(self) -> bool:
        """A bottom line, not a question."""
        return self.kind == LINE

    @property
    def changed_late(self) -> bool:
        """Whether it was written or changed after the meeting began: the family sees the old words beside it."""
        return self.now.late


@dataclass(frozen=True, slots=True)
class LinesPanel:
    """Lines, and whether the viewer writes them."""

    lines: tuple[Line, ...]
    may_write: bool


def lines_of(session: Session, case_id: str, *, gone: bool = False) -> tuple[Line, ...]:
    """All lines by number; with `gone`, those that were taken off after the meeting began as well.

    For people who may read the circle `everyone`: the caller has asked.
    """
    names = {person.id: person.name for person in people_of(session, case_id)}
    rows = session.execute(
        select(BottomLine.id, BottomLine.n, BottomLine.kind, BottomLineVersion)
        .join(BottomLineVersion, BottomLineVersion.line_id == BottomLine.id)
        .where(BottomLine.case_id == case_id)
        .order_by(BottomLine.n, BottomLineVersion.version.desc())
    ).all()
    found: dict[str, list[Wording]] = {}
    heads: dict[str, tuple[int, str]] = {}
    for row in rows:
        heads[row.id] = (row.n, row.kind)
        found.setdefault(row.id, []).append(_wording(row.BottomLineVersion, names))
    lines = (Line(line_id, *heads[line_id], words[0], tuple(words[1:])) for line_id, words in found.items())
    return tuple(line for line in lines if not line.now.gone or (gone and line.now.late))


def line_of(session: Session, seat: Seat, line_id: str) -> Line:
    """One line that this member may read. Raises `NotFound`."""
    if policy.can(seat, "bottom_line.read", seat.at()):
        for line in lines_of(session, seat.case_id, gone=True):
            if line.id == line_id:
                return line
    raise NotFound


def lines_panel(session: Session, seat: Seat) -> LinesPanel:
    """What has to be in the plan, for the page and the meeting."""
    return LinesPanel(lines_of(session, seat.case_id, gone=True), policy.can(seat, "bottom_line.write", seat.at()))


def replies_to(session: Session, seat: Seat, lines: Sequence[Line]) -> dict[str, list[Words]]:
    """What people said about lines, by id of the line, oldest first; the last 500 notes are looked through."""
    if not policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        return {}
    known = {line.id for line in lines}
    found: dict[str, list[Words]] = {}
    for note in notes_for(session, seat, policy.EVERYONE, limit=500):
        if note.about in known:
            found.setdefault(note.about, []).append(note)
    return found


def line_row(session: Session, case_id: str, line_id: str) -> BottomLineVersion | None:
    """The stored version of a line that counts now, or None."""
    return session.scalars(
        select(BottomLineVersion)
        .where(BottomLineVersion.line_id == line_id, BottomLineVersion.case_id == case_id)
        .order_by(BottomLineVersion.version.desc())
        .limit(1)
    ).one_or_none()


def line_cards(session: Session, case_id: str, ids: Sequence[str]) -> dict[str, Card]:
    """Cards of kind `line`, by id of the version: what the social worker said about the plan, in words."""
    people = {person.id: person for person in people_of(session, case_id)}
    rows = session.execute(
        select(BottomLineVersion, BottomLine.n, BottomLine.kind)
        .join(BottomLine, BottomLine.id == BottomLineVersion.line_id)
        .where(BottomLineVersion.case_id == case_id, BottomLineVersion.id.in_(ids))
    ).all()
    cards = {}
    for row in rows:
        said = _wording(row.BottomLineVersion, {key: one.name for key, one in people.items()})
        cards[said.id] = Card(
            "line", said.id, policy.EVERYONE, said.at.isoformat(), str(format_datetime(said.at, "d MMMM, HH:mm")),
            said.author_id, said.author, people[said.author_id].seat.role, said.text,
            {
                "n": row.n, "line": row.BottomLineVersion.line_id, "line_kind": row.kind, "late": said.late,
                "gone": said.gone,
            },
        )  # fmt: skip
    return cards


def _wording(row: BottomLineVersion, names: dict[str, str]) -> Wording:
    text = current_vault().open(row.case_id, policy.EVERYONE, "bottom_line_version", row.id, "body", row.body)
    return Wording(row.id, row.version, text, row.late, row.gone, row.author_id, names.get(row.author_id, ""), row.at)

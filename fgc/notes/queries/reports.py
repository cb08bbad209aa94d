"""Reading reports: one's own draft, the shelf of things to read, a report with what is said beside each paragraph."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.cards import Card
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, strip_for
from fgc.core.errors import NotFound
from fgc.core.ids import looks_like_id
from fgc.interpreting import queries as interpreting
from fgc.interpreting.queries import Translated
from fgc.notes import rules
from fgc.notes.models import Note, ReadMark, Report, ReportParagraph
from fgc.notes.queries import wording
from fgc.notes.queries.notes import readable
from fgc.notes.queries.opening import NOTE_ROWS, Asked, NoteRow, Words, note_rows, open_rows, translated, when
from fgc.vault import current_vault
from fgc.web.languages import words_lang


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report as its writer sees it before it is shared. `hidden` is the part for workers only, with its reason."""

    parts: dict[str, str]
    hidden: str = ""
    reason: str = ""
    reason_words: str = ""
    rev: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A shared report as stored."""

    id: str
    author_id: str
    seq: int
    minutes: int
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A thing to read. `id` is a report, or a note that was sent on to somebody apart."""

    id: str
    author: str
    place: str
    minutes: int
    at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the replies and the translations beside it. `lang` is its language, "" where not known."""

    id: str
    text: str
    replies: list[Words] = field(default_factory=list)
    lang: str = ""
    translations: tuple[Translated, ...] = ()

    @property
    def start(self) -> str:
        """The first words, to name a thread by."""
        return self.text if len(self.text) <= 40 else self.text[:40].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A shared report, opened for one reader. `parts`: heading and paragraphs."""

    id: str
    author_id: str
    author: str
    place: str
    minutes: int
    at: datetime
    parts: list[tuple[str, list[Paragraph]]]
    corrections: list[Words]
    for_workers: list[Words]
    mine: bool


_SHARED: Asked = select(Report.id, Report.author_id, Report.seq, Report.minutes, Report.shared_at).where(
    Report.shared_at.is_not(None)
)


def draft_of(session: Session, seat: Seat) -> ReportDraft | None:
    """The draft this member is writing, opened; None when there is none. The caller asked the policy."""
    row = session.execute(
        select(Report.id, Report.rev, Report.draft).where(
            Report.case_id == seat.case_id, Report.author_id == seat.id, Report.shared_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    own = f"{policy.OWN}:{seat.id}"
    words = json.loads(current_vault().open(seat.case_id, own, "report", row.id, "draft", row.draft, row.rev))
    parts = {part: words[part] for part in rules.PARTS}
    return ReportDraft(parts, words["hidden"], words["reason"], words["reason_words"], row.rev, row.id)


def shared_row(session: Session, seat: Seat, report_id: str) -> SharedRow | None:
    """A shared report of this case, if this seat may read it."""
    if not looks_like_id(report_id) or not policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        return None
    row = session.execute(_SHARED.where(Report.id == report_id, Report.case_id == seat.case_id)).one_or_none()
    return SharedRow(*row) if row else None


def shared_by(session: Session, seat: Seat) -> list[SharedRow]:
    """Reports this member has shared in this case, newest first."""
    rows = session.execute(
        _SHARED.where(Report.case_id == seat.case_id, Report.author_id == seat.id).order_by(Report.shared_at.desc())
    )
    return [SharedRow(*row) for row in rows]


def shelf(session: Session, seat: Seat) -> list[OnShelf]:
    """Things to read, oldest first: shared reports, or what was sent on to somebody apart."""
    people = {person.id: person for person in people_of(session, seat.case_id)}
    read = set(session.scalars(select(ReadMark.obj_id).where(ReadMark.member_id == seat.id)))
    found = [
        _on_shelf(row.id, people.get(row.author_id), row.minutes, row.shared_at, row.id not in read)
        for row in _shared_rows(session, seat)
    ]
    for words in open_rows(_released_rows(session, seat), tuple(people.values()), seat):
        minutes = rules.minutes_to_read((words.body,))
        found.append(OnShelf(words.id, words.author, words.role, minutes, words.at, words.id not in read))
    return found


def count_new(session: Session, seat: Seat) -> int:
    """How many things to read this member has not opened. Opens no words."""
    ids = {row.id for row in _shared_rows(session, seat)} | {row.id for row in _released_rows(session, seat)}
    return len(ids - set(session.scalars(select(ReadMark.obj_id).where(ReadMark.member_id == seat.id))))


def _shared_rows(session: Session, seat: Seat) -> list[SharedRow]:
    if not policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        return []
    rows = session.execute(_SHARED.where(Report.case_id == seat.case_id).order_by(Report.shared_at, Report.id))
    return [SharedRow(*row) for row in rows]


def _released_rows(session: Session, seat: Seat) -> list[NoteRow]:
    circle = f"{policy.DIRECT}:{seat.id}"
    if not policy.can(seat, "note.read", seat.at(circle)):
        return []
    here = NOTE_ROWS.where(Note.case_id == seat.case_id, Note.circle == circle)
    return note_rows(session, here.where(Note.kind == rules.RELEASE, Note.withdrawn_at.is_(None)).order_by(Note.seq))


def _on_shelf(report_id: str, author: Person | None, minutes: int, at: datetime, new: bool) -> OnShelf:
    name, place = (author.name, wording.place_of(author)) if author else ("", "")
    return OnShelf(report_id, name, place, minutes, at, new)


def report_page(session: Session, seat: Seat, report_id: str) -> ReportPage:
    """A shared report with what stands beside it, as far as this seat may read it. Raises `NotFound`."""
    row = shared_row(session, seat, report_id)
    if row is None:
        raise NotFound
    people = people_of(session, seat.case_id)
    texts = _paragraphs(session, seat.case_id, report_id)
    beside = _beside(session, seat, people, [report_id, *(one for one, _part, _text in texts)])
    author = next((person for person in people if person.id == row.author_id), None)
    language = author.profile.language if author else ""
    other = interpreting.beside(session, seat, [one for one, _part, _text in texts], people)
    parts = []
    for part in rules.PARTS:
        inside = [
            Paragraph(one, text, beside.get(one, []), words_lang(language, text), other.get(one, ()))
            for one, where, text in texts if where == part
        ]  # fmt: skip
        if inside:
            parts.append((wording.part(part), inside))
    about = beside.get(report_id, [])
    return ReportPage(
        row.id, row.author_id, author.name if author else "", wording.place_of(author) if author else "", row.minutes,
        row.shared_at, parts, [one for one in about if one.kind == rules.CORRECTION],
        [one for one in about if one.kind == rules.REPORT_PART], row.author_id == seat.id,
    )  # fmt: skip


def report_text(session: Session, seat: Seat, report_id: str) -> str:
    """A shared report as one text with its headings. Raises `NotFound`."""
    page = report_page(session, seat, report_id)
    blocks = ["\n\n".join([heading, *(one.text for one in inside)]) for heading, inside in page.parts]
    corrections = [f"{one.label}, {when(one.at)}\n\n{one.body}" for one in page.corrections if not one.withdrawn]
    return "\n\n".join([*blocks, *corrections])


def circles_beside(seat: Seat, people: tuple[Person, ...]) -> tuple[str, ...]:
    """Circles whose words a report page opens for this seat."""
    kinds = (policy.EVERYONE, policy.WORKERS_CIRCLE, policy.DIRECT)
    return tuple(name for name in readable(seat, people) if name.partition(":")[0] in kinds)


def _paragraphs(session: Session, case_id: str, report_id: str) -> list[tuple[str, str, str]]:
    rows = session.execute(
        select(ReportParagraph.id, ReportParagraph.part, ReportParagraph.body)
        .where(ReportParagraph.report_id == report_id)
        .order_by(ReportParagraph.position)
    )
    vault = current_vault()
    return [
        (row.id, row.part, vault.open(case_id, policy.EVERYONE, "report_paragraph", row.id, "body", row.body))
        for row in rows
    ]


def _beside(session: Session, seat: Seat, people: tuple[Person, ...], ids: list[str]) -> dict[str, list[Words]]:
    names = circles_beside(seat, people)
    asked = NOTE_ROWS.where(Note.about.in_(ids), Note.case_id == seat.case_id, Note.circle.in_(names))
    rows = note_rows(session, asked.order_by(Note.at, Note.circle, Note.seq))
    strips: dict[str, Strip] = {}
    found: dict[str, list[Words]] = {}
    for words in translated(session, seat, open_rows(rows, people, seat), people):
        if words.kind == rules.RELEASE:
            continue
        strip = strips.get(words.circle) or strips.setdefault(words.circle, strip_for(people, seat, words.circle))
        found.setdefault(words.about, []).append(replace(words, strip=strip))
    return found


def open_cards(session: Session, case_id: str, ids: Sequence[str]) -> dict[str, Card]:
    """Cards of kind `report` (see `fgc.cases.cards`): that there is something new to read, none of its words."""
    people = {person.id: person for person in people_of(session, case_id)}
    found: dict[str, Card] = {}
    for row in session.execute(_SHARED.where(Report.case_id == case_id, Report.id.in_(ids))):
        report = SharedRow(*row)
        author = people.get(report.author_id)
        found[report.id] = Card(
            "report", report.id, policy.EVERYONE, report.shared_at.isoformat(), when(report.shared_at),
            report.author_id, author.name if author else "", wording.place_of(author) if author else "",
            _("A new thing to read."),
            {"url": f"/c/{case_id}/read/{report.id}", "minutes": report.minutes, "at_text": when(report.shared_at)},
        )  # fmt: skip
    return found

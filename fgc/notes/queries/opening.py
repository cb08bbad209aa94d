"""From a row to words: opening notes, naming their authors, and cards for the wire.

`NoteRow` is a row as stored; `Words` is the note as people read it. A note that was taken back keeps its place and
loses its words here. In circles of many, notes of somebody who is apart now are not opened for others at all.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.cards import Card
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip
from fgc.core.database import table_of
from fgc.core.ids import looks_like_id
from fgc.interpreting import queries as interpreting
from fgc.interpreting.queries import Beside, Translated
from fgc.notes import rules
from fgc.notes.models import Note
from fgc.notes.queries import wording
from fgc.notes.queries.files import Shown, files_on
from fgc.vault import KeyGone, current_vault
from fgc.web.languages import words_lang


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A stored note."""

    id: str
    case_id: str
    circle: str
    seq: int
    kind: str
    author_id: str
    body: bytes
    reason: str
    why: bytes | None
    about: str
    reply_to: str
    corrects: str
    said_by: str
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """A note as people read it. `said_by` and `changed` are whole sentences; `strip` is there on pages only.

    `lang` is the language of the words, "" where it is not known.
    """

    id: str
    circle: str
    seq: int
    kind: str
    author_id: str
    author: str
    role: str
    at: datetime
    at_text: str
    body: str
    label: str
    why: str
    about: str
    reply_to: str
    corrects: str
    said_by: str
    speaker_id: str
    confirmed: bool
    withdrawn: bool
    changed: str
    lang: str = ""
    mine: bool = False
    picture: Shown | None = None
    voice: Shown | None = None
    strip: Strip | None = None
    translations: tuple[Translated, ...] = ()


Asked = Select[*tuple[Any, ...]]
_note = table_of(Note)
NOTE_ROWS: Asked = select(
    *(
        _note.c[name]
        for name in (
            "id", "case_id", "circle", "seq", "kind", "author_id", "body", "reason", "why", "about", "reply_to",
            "corrects", "said_by", "confirmed_at", "withdrawn_at", "at",
        )
    )
)  # fmt: skip


def note_rows(session: Session, asked: Asked) -> list[NoteRow]:
    """Run a statement made from `NOTE_ROWS`."""
    return [NoteRow(*row) for row in session.execute(asked)]


def row_of(session: Session, seat: Seat, note_id: str) -> NoteRow | None:
    """A note of this case in a circle this seat may read now; None for anything else."""
    if not looks_like_id(note_id):
        return None
    found = next(iter(note_rows(session, NOTE_ROWS.where(Note.id == note_id, Note.case_id == seat.case_id))), None)
    return found if found and policy.can(seat, "note.read", seat.at(found.circle)) else None


def body_of(row: NoteRow) -> str:
    """The words of a stored note, in the reader's language where they were chosen rather than typed."""
    text = current_vault().open(row.case_id, row.circle, "note", row.id, "body", row.body)
    return feeling_words(text) if row.kind == rules.FEELING else text


def feeling_words(text: str) -> str:
    """A feeling (JSON: `feeling`, `words`) as one text."""
    chosen = json.loads(text)
    return "\n".join(part for part in (wording.feeling(chosen["feeling"]), chosen["words"]) if part)


def open_rows(rows: Iterable[NoteRow], people: tuple[Person, ...], viewer: Seat | None = None) -> list[Words]:
    """Open notes in the order given. Words whose key is gone are left out, and whom the viewer may not know of.

    Without a viewer (cards, which are the same for everybody) only members who are apart are left out.
    """
    known = {person.id: person for person in people}
    opened: list[Words] = []
    for row in rows:
        author, speaker = known.get(row.author_id), known.get(row.said_by)
        if author is None or _hidden(author, row, viewer) or (speaker and _hidden(speaker, row, viewer)):
            continue
        try:
            opened.append(_open(row, author, speaker))
        except KeyGone:
            continue
    if viewer is None:
        return opened
    return [replace(words, mine=viewer.id in (words.author_id, words.speaker_id)) for words in opened]


def _hidden(person: Person, row: NoteRow, viewer: Seat | None) -> bool:
    if ":" in row.circle or not person.seat.apart:
        return False
    return viewer is None or not policy.sees(viewer, person.seat)


def _open(row: NoteRow, author: Person, speaker: Person | None) -> Words:
    gone = row.withdrawn_at is not None
    why = ""
    if row.reason and not gone:
        more = current_vault().open(row.case_id, row.circle, "note", row.id, "why", row.why) if row.why else ""
        why = wording.why(row.reason, more)
    said = wording.said_by(speaker.name, author.name, row.confirmed_at is not None) if speaker else ""
    body = "" if gone else body_of(row)
    return Words(
        id=row.id, circle=row.circle, seq=row.seq, kind=row.kind, author_id=row.author_id, author=author.name,
        role=wording.place_of(author), at=row.at, at_text=when(row.at), body=body,
        label=wording.kind(row.kind), why=why, about=row.about, reply_to=row.reply_to, corrects=row.corrects,
        said_by=said, speaker_id=row.said_by, confirmed=row.confirmed_at is not None, withdrawn=gone,
        changed=_("Taken back on %(when)s", when=when(row.withdrawn_at)) if row.withdrawn_at else "",
        lang="" if row.kind == rules.FEELING else words_lang(author.profile.language, body),
    )  # fmt: skip


def when(moment: datetime) -> str:
    """A time as it stands on a note."""
    return str(format_datetime(moment, "d MMMM, HH:mm"))


def open_cards(session: Session, case_id: str, ids: Sequence[str]) -> dict[str, Card]:
    """Cards of kind `note` (see `fgc.cases.cards`)."""
    rows = note_rows(session, NOTE_ROWS.where(_note.c.case_id == case_id, _note.c.id.in_(ids)))
    written = interpreting.rows_beside(session, case_id, [row.id for row in rows])
    named = frozenset(name for row in rows for name in (row.author_id, row.said_by) if name)
    people = people_of(session, case_id, only=named | {one.author_id for one in written})
    opened = with_files(session, with_translations(open_rows(rows, people), interpreting.opened(written, people)))
    return {words.id: _card(case_id, words) for words in opened}


def translated(session: Session, seat: Seat, opened: list[Words], people: tuple[Person, ...]) -> list[Words]:
    """The same notes with what was translated beside each, and with their pictures and voices."""
    beside = interpreting.beside(session, seat, [words.id for words in opened], people)
    return with_files(session, with_translations(opened, beside))


def with_files(session: Session, opened: list[Words]) -> list[Words]:
    """The same notes with their pictures and voices; nothing hangs on what was taken back."""
    found = files_on(session, [words.id for words in opened if not words.withdrawn])
    if not found:
        return opened
    return [
        replace(one, picture=found[one.id].get("picture"), voice=found[one.id].get("voice")) if one.id in found else one
        for one in opened
    ]


def with_translations(opened: list[Words], beside: Beside) -> list[Words]:
    """Put translations beside their notes; none stands beside words that were taken back."""
    if not beside:
        return opened
    return [replace(one, translations=() if one.withdrawn else beside.get(one.id, ())) for one in opened]


def _enclosed(words: Words) -> dict[str, str | int]:
    """Files on the wire: their ids, and what is said of them. The page makes the address."""
    picture, voice = words.picture, words.voice
    return {
        "picture": picture.id if picture else "", "picture_words": picture.words if picture else "",
        "voice": voice.id if voice else "", "voice_words": voice.words if voice else "",
        "voice_seconds": voice.seconds if voice else 0,
    }  # fmt: skip


def _card(case_id: str, words: Words) -> Card:
    return Card(
        "note", words.id, words.circle, words.at.isoformat(), words.at_text, words.author_id, words.author,
        words.role, words.body,
        {
            "note_kind": words.kind, "label": words.label, "at_text": words.at_text, "said_by": words.said_by,
            "speaker_id": words.speaker_id, "confirmed": words.confirmed, "reply_to": words.reply_to,
            "corrects": words.corrects, "about": words.about, "withdrawn": words.withdrawn,
            "changed": words.changed, "why": words.why, "lang": words.lang,
            "translations": [one.as_wire() for one in words.translations],
            "translate": f"/c/{case_id}/translate/note/{words.id}", **_enclosed(words),
        },
    )  # fmt: skip

"""Reading thoughts before the meeting: where each is now, what it says, and what happened with it."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import access, policy
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, readers_of, strip_for
from fgc.core.errors import NotFound
from fgc.core.ids import looks_like_id
from fgc.notes import rules
from fgc.notes.models import Note, Thought, ThoughtMove
from fgc.notes.queries.files import Shown, files_on
from fgc.notes.queries.opening import NOTE_ROWS, feeling_words, note_rows
from fgc.vault import current_vault
from fgc.web.languages import words_lang


@dataclass(frozen=True, slots=True)
class ThoughtRow:
    """A stored thought."""

    id: str
    case_id: str
    member_id: str
    writer_id: str
    box: str
    circle: str
    rev: int
    words: bytes | None
    note_id: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was put into a box: words, and for the feelings question the feeling that was chosen."""

    words: str = ""
    feeling: str = ""

    def as_text(self, box: str) -> str:
        """The text that is sealed for this box."""
        return json.dumps({"feeling": self.feeling, "words": self.words}) if box == "feeling" else self.words

    @classmethod
    def from_text(cls, box: str, text: str) -> "Said":
        """The same back."""
        return cls(**json.loads(text)) if box == "feeling" else cls(words=text)

    @property
    def shown(self) -> str:
        """The words as people read them."""
        if not self.feeling:
            return self.words
        return feeling_words(json.dumps({"feeling": self.feeling, "words": self.words}))


@dataclass(frozen=True, slots=True)
class Step:
    """Who could see a thought from when on. `by` is empty for the person themselves; `told`: on their explicit say.

    `names` are the others who can read there, as the reader knows them.
    """

    circle: str
    kind: str
    names: tuple[str, ...]
    at: datetime
    by: str
    told: bool


@dataclass(frozen=True, slots=True)
class OneThought:
    """A thought opened for its owner or their advocate. `strips`: where it can be read now; `lang`: its language."""

    id: str
    box: str
    circle: str
    said: Said
    writer: str
    mine: bool
    strips: list[Strip]
    history: list[Step]
    picture: Shown | None = None
    voice: Shown | None = None
    lang: str = ""


_ROWS = select(
    Thought.id, Thought.case_id, Thought.member_id, Thought.writer_id, Thought.box, Thought.circle, Thought.rev,
    Thought.words, Thought.note_id,
)  # fmt: skip


def subject_of(session: Session, seat: Seat) -> Seat:
    """Whose thoughts this seat looks after: their own, or those of whom they support. Raises `NotFound`."""
    if not policy.can(seat, "thought.write", seat.at()):
        raise NotFound
    if seat.family_side:
        return seat
    found = next((one for one in access.seats_of(session, seat.case_id) if one.id == seat.supports), None)
    if found is None or found.state == "left" or not policy.can(seat, "note.write", seat.at(helper_circle(found))):
        raise NotFound
    return found


def helper_circle(subject: Seat) -> str:
    """The circle of a person and their advocate."""
    return f"{policy.HELPER}:{subject.id}"


def row_for(session: Session, seat: Seat, subject: Seat, thought_id: str) -> ThoughtRow | None:
    """A thought by id, if this seat may read where it stands."""
    if not looks_like_id(thought_id):
        return None
    row = session.execute(
        _ROWS.where(Thought.id == thought_id, Thought.case_id == seat.case_id, Thought.member_id == subject.id)
    ).one_or_none()
    found = ThoughtRow(*row) if row else None
    return found if found and _may_open(session, seat, found) else None


def row_in(session: Session, subject: Seat, writer_id: str, box: str) -> ThoughtRow | None:
    """The thought this writer has put into a box."""
    row = session.execute(
        _ROWS.where(Thought.member_id == subject.id, Thought.writer_id == writer_id, Thought.box == box)
    ).one_or_none()
    return ThoughtRow(*row) if row else None


def said_in(session: Session, row: ThoughtRow) -> Said:
    """What a thought says, from where it stands."""
    vault = current_vault()
    if row.words is not None:
        own = f"{policy.OWN}:{row.member_id}"
        text = vault.open(row.case_id, own, "thought", row.id, "words", row.words, row.rev)
    else:
        note = note_rows(session, NOTE_ROWS.where(Note.id == row.note_id))[0]
        text = vault.open(row.case_id, note.circle, "note", note.id, "body", note.body)
    return Said.from_text(row.box, text)


def places_of(session: Session, row: ThoughtRow) -> list[tuple[str, str]]:
    """Note id and circle of everywhere a thought stands now; nothing while only its owner has it."""
    rows = session.execute(
        select(Note.id, Note.circle)
        .where(Note.about == row.id, Note.kind.in_(rules.THOUGHTS), Note.withdrawn_at.is_(None))
        .order_by(Note.at)
    )
    return [(found.id, found.circle) for found in rows]


def thoughts_of(session: Session, seat: Seat, subject: Seat) -> list[OneThought]:
    """All thoughts of a person that this seat may read, in the order of the boxes."""
    people = people_of(session, seat.case_id)
    rows = [
        ThoughtRow(*row)
        for row in session.execute(_ROWS.where(Thought.member_id == subject.id).order_by(Thought.at, Thought.id))
    ]
    order = {box: place for place, box in enumerate((*rules.CHILD_BOXES, *rules.FAMILY_BOXES))}
    found = [_opened(session, seat, people, row) for row in rows if _may_open(session, seat, row)]
    return sorted(found, key=lambda thought: order[thought.box])


def has_thoughts(session: Session, seat: Seat) -> bool:
    """Whether this member has written anything yet."""
    return session.scalar(select(Thought.id).where(Thought.member_id == seat.id).limit(1)) is not None


def audiences(session: Session, seat: Seat, subject: Seat) -> list[Strip]:
    """Where a thought of this person may go now, narrowest first, with strips as this seat reads them.

    An advocate is not offered the person's own drawer, and a helper's circle without a helper is left out.
    """
    people = people_of(session, seat.case_id)
    wanted = (
        f"{policy.OWN}:{subject.id}", helper_circle(subject), f"{policy.DIRECT}:{subject.id}", policy.FAMILY_CIRCLE,
        policy.EVERYONE,
    )  # fmt: skip
    found = []
    for circle in wanted:
        own = circle.startswith(f"{policy.OWN}:")
        if not policy.can(subject, "note.write", subject.at(circle)) or (own and seat.id != subject.id):
            continue
        if own or any(reader.id != subject.id for reader in readers_of(people, subject, circle)):
            found.append(strip_for(people, seat, circle))
    return found


def _may_open(session: Session, seat: Seat, row: ThoughtRow) -> bool:
    if seat.id in (row.member_id, row.writer_id):
        return True
    return any(policy.can(seat, "note.read", seat.at(circle)) for _note, circle in places_of(session, row))


def _others(people: tuple[Person, ...], seat: Seat, row: ThoughtRow, circle: str) -> tuple[str, ...]:
    return tuple(one.name for one in readers_of(people, seat, circle) if one.id != row.member_id)


def _opened(session: Session, seat: Seat, people: tuple[Person, ...], row: ThoughtRow) -> OneThought:
    names = {person.id: person.name for person in people}
    places = [circle for _note, circle in places_of(session, row)] or [row.circle]
    strips = [strip_for(people, seat, circle) for circle in places]
    moves = session.execute(
        select(ThoughtMove.circle, ThoughtMove.at, ThoughtMove.by_id, ThoughtMove.told)
        .where(ThoughtMove.thought_id == row.id)
        .order_by(ThoughtMove.position)
    )
    history = [
        Step(
            move.circle, move.circle.partition(":")[0], _others(people, seat, row, move.circle), move.at,
            "" if move.by_id == row.member_id else names.get(move.by_id, ""), move.told,
        )
        for move in moves
    ]  # fmt: skip
    mine, on_id = row.writer_id == seat.id, row.note_id or row.id
    files = files_on(session, [on_id]).get(on_id, {})
    said = said_in(session, row)
    spoken = next((person.profile.language for person in people if person.id == row.writer_id), "")
    return OneThought(
        row.id, row.box, row.circle, said, "" if mine else names.get(row.writer_id, ""), mine, strips, history,
        files.get("picture"), files.get("voice"), "" if said.feeling else words_lang(spoken, said.words),
    )  # fmt: skip

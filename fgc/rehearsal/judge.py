"""The judge: every word that is typed carries a mark, and the judge reads along wherever words come out.

A note that was acknowledged must arrive exactly once at everybody who may hear it (lost, doubled); a mark must never
be seen by anybody who may not (leaked), be it in a socket frame, a page or any other answer. Keys of people are
`room/person`, so that a word from one family turning up in another is found as well.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fgc.rehearsal.verdict import Verdict, percentile


@dataclass(slots=True)
class Mark:
    """One marked text, and who may ever see it."""

    allowed: set[str]


@dataclass(slots=True)
class Note:
    """A note that was sent live: whose sockets it must reach, when it left, and its id once acknowledged."""

    room: str
    mark: str
    receivers: frozenset[str]
    sent_at: float
    id: str = ""
    refused: str = ""
    answered: bool = False


@dataclass(slots=True)
class _Book:
    marks: dict[str, Mark] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    # (person, id of the card) → moments of arrival; a moment of 0 stands for “caught up later”
    arrived: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    ids: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    leaks: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    unlisted: int = 0
    listed_twice: int = 0


class Judge:
    """One judge for all rooms of a rehearsal. Safe between threads."""

    def __init__(self, marker: str) -> None:
        self.marker = marker
        self._lock = threading.Lock()
        self._book = _Book()
        self._found = re.compile(re.escape(marker) + r"-(\d{6})x")

    def mark(self, allowed: Iterable[str]) -> str:
        """A fresh mark to put into a text that these people may see."""
        with self._lock:
            name = f"{len(self._book.marks):06d}"
            self._book.marks[name] = Mark(set(allowed))
        return f"{self.marker}-{name}x"

    def widen(self, mark: str, more: Iterable[str]) -> None:
        """From now on these people may see it too (the family took it out of private time, say)."""
        with self._lock:
            self._book.marks[self._name(mark)].allowed.update(more)

    def sending(self, room: str, mark: str, receivers: Iterable[str], moment: float) -> Note:
        """A note leaves."""
        note = Note(room, mark, frozenset(receivers), moment)
        with self._lock:
            self._book.notes.append(note)
        return note

    def answered(self, note: Note, answer: object) -> None:
        """The server answered a note: stored under an id, or refused."""
        known = isinstance(answer, dict) and answer.get("ok") is True
        with self._lock:
            note.answered = True
            if known and isinstance(answer, dict):
                if note.id and note.id != str(answer["id"]):
                    self._book.faults.append("The same note, sent twice, was stored under two ids.")
                note.id = str(answer["id"])
            else:
                note.refused = note.refused or str(answer)[:120]

    def arrived(self, person: str, card: str, circle: str, body: str, moment: float) -> None:
        """A card reached somebody's socket."""
        found = self._found.search(body)
        with self._lock:
            self._book.arrived.setdefault((person, card), []).append(moment)
            if found:
                self._book.ids.setdefault(f"{circle}\0{found.group(1)}", set()).add((person, card))

    def caught_up(self, person: str, cards: Iterable[str]) -> None:
        """Somebody asked for what they had missed, and got these cards."""
        with self._lock:
            for card in cards:
                self._book.arrived.setdefault((person, card), [0.0])

    def read(self, person: str, text: str, where: str) -> None:
        """Somebody has this text before them: whatever is marked in it must be theirs to see."""
        names = set(self._found.findall(text))
        if not names:
            return
        with self._lock:
            for name in names:
                mark = self._book.marks.get(name)
                if mark is None or person not in mark.allowed:
                    self._book.leaks[person, where] += 1

    def opened(self, person: str, what: str) -> None:
        """A door that had to stay closed opened for somebody."""
        with self._lock:
            self._book.leaks[person, what] += 1

    def fault(self, text: str) -> None:
        """Something else that must not be: named in the report, and the rehearsal has failed."""
        with self._lock:
            self._book.faults.append(text)

    def listed(self, person: str, wanted: Iterable[str], cards: Sequence[str]) -> None:
        """Somebody asked for a whole circle: each of these notes must be in the list exactly once."""
        counts = Counter(cards)
        with self._lock:
            for card in wanted:
                self._book.unlisted += counts[card] == 0
                self._book.listed_twice += max(0, counts[card] - 1)

    def outstanding(self, room: str) -> int:
        """Answers and arrivals still to come in a room."""
        with self._lock:
            mine = [note for note in self._book.notes if note.room == room]
            return sum(not note.answered for note in mine) + len(self._missing(mine))

    def verdict(self) -> Verdict:
        """What it came to."""
        with self._lock:
            book = self._book
            stored = [note for note in book.notes if note.id]
            missing = self._missing(book.notes)
            unanswered = sum(not note.answered for note in book.notes)
            waits = sorted(
                (moment - note.sent_at) * 1000
                for note in stored for person in note.receivers
                for moment in book.arrived.get((person, note.id), [])[:1] if moment
            )  # fmt: skip
            twice = sum(len(moments) - 1 for moments in book.arrived.values())
            copies = sum(len(seen) - len({person for person, _card in seen}) for seen in book.ids.values())
            refused = [f"A note was refused: {note.refused}" for note in book.notes if note.refused]
            return Verdict(
                sent=len(stored), delivered=sum(len(note.receivers) for note in stored) - len(missing),
                lost=len(missing) + unanswered + book.unlisted,
                doubled=twice + copies + book.listed_twice, leaked=book.leaks.total(),
                p50_ms=percentile(waits, 50), p95_ms=percentile(waits, 95), p99_ms=percentile(waits, 99),
                losses=tuple(self._losses(missing, unanswered)),
                leaks=tuple(f"{person}: {where}" for person, where in sorted(book.leaks)),
                faults=tuple(dict.fromkeys([*book.faults, *refused])),
            )  # fmt: skip

    def _missing(self, notes: Iterable[Note]) -> list[tuple[str, str]]:
        return [
            (person, note.id)
            for note in notes if note.id
            for person in note.receivers if (person, note.id) not in self._book.arrived
        ]  # fmt: skip

    def _losses(self, missing: Iterable[tuple[str, str]], unanswered: int) -> Iterator[str]:
        for person, count in sorted(Counter(person for person, _card in missing).items()):
            yield f"{person}: {count} did not arrive"
        if unanswered:
            yield f"{unanswered} were never answered"
        if self._book.unlisted:
            yield f"{self._book.unlisted} were not there any more when asked for again"

    def _name(self, mark: str) -> str:
        found = self._found.search(mark)
        if found is None:
            raise ValueError("not a mark of this judge")
        return found.group(1)

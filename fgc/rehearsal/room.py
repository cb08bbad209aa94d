"""One conference that is being played: its people, its case, and how a text is marked for those who may see it."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Thread

from fgc.rehearsal import cast
from fgc.rehearsal.browser import Browser, Page, Value
from fgc.rehearsal.cast import Part
from fgc.rehearsal.doors import Door
from fgc.rehearsal.judge import Judge, Note
from fgc.rehearsal.person import Event, Person
from fgc.rehearsal.staff import Login

Dial = Callable[[], Door]


def _calm() -> None:
    """Nobody is outside."""


@dataclass
class Room:
    """A room. Without a judge nothing is marked: that is how the demonstration is made."""

    name: str
    dial: Dial
    judge: Judge | None = None
    people: dict[str, Person] = field(default_factory=dict)
    case_id: str = ""
    notes: list[tuple[str, Note]] = field(default_factory=list)
    sent: dict[str, list[tuple[Note, Event]]] = field(default_factory=dict)
    every_s: float = 2.0
    rows: list[str] = field(default_factory=list)
    private_marks: list[str] = field(default_factory=list)
    outside: Sequence[Thread] = ()
    calm: Callable[[], None] = _calm
    record: bytes = b""
    outsider: Person | None = None

    def seat(self, part: Part, login: Login | None = None) -> Person:
        """Put a person into the story."""
        browser = Browser(part.key, self.dial(), lambda path, text: self._read(part.key, text, path))
        person = self.people[part.key] = Person(part, browser, login)
        return person

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts of this room."""
        return tuple(person.part for person in self.people.values())

    def has(self, key: str) -> bool:
        """Whether this person plays."""
        return key in self.people

    def those(self, *roles: str) -> list[Person]:
        """People of these roles, in the order of the cast."""
        return [person for person in self.people.values() if person.part.role in roles]

    def hearing(self, *circles: str) -> frozenset[str]:
        """Keys of everybody who may ever hear one of these circles."""
        return cast.keys_hearing(self.parts, *circles)

    def knowing(self, part: Part) -> frozenset[str]:
        """Keys of everybody who may know that this person takes part."""
        return frozenset(other.key for other in self.parts if cast.knows_of(other, part))

    def say(self, text: str, *circles: str, also: Iterable[str] = ()) -> str:
        """A text for people to type, marked as one that only those circles (and `also`) may see."""
        marked = self.marked(text, self.hearing(*circles) | set(also))
        if "private" in circles and self.judge is not None:
            self.private_marks.append(marked)
        return marked

    def marked(self, text: str, keys: Iterable[str]) -> str:
        """A text that only these people may see."""
        return f"{text} {self.judge.mark(self.full(key) for key in keys)}" if self.judge else text

    def full(self, key: str) -> str:
        """The judge's name for a person of this room."""
        return f"{self.name}/{key}"

    def path(self, below: str = "") -> str:
        """A path of the case."""
        return f"/c/{self.case_id}{below}"

    def open(self, key: str, below: str) -> Page:
        """A page of the case that must be there for this person."""
        return self.people[key].browser.open(self.path(below))

    def fill(self, key: str, below: str, action: str = "", /, **values: Value) -> Page:
        """Open a page of the case, fill in its form and send it. `action` is how the form's address ends."""
        return self.people[key].browser.submit(self.open(key, below), action or below, **values)

    def connect(self, *keys: str) -> None:
        """Open live sockets for these people (all, if none is named), from a page they have before them."""
        for key in keys or tuple(self.people):
            person = self.people[key]
            person.connect(self.open(key, "/meeting"), self._hears(person), partial(self._read, key))

    def send(self, key: str, circle: str, text: str, *, twice: bool = False) -> None:
        """A note over the live socket; the judge waits for answer and arrivals. `circle` with keys, not ids.

        `twice`: as a client does that is not sure whether the first one came through.
        """
        judge = self.judge
        if judge is None:
            return
        mark = judge.mark(self.full(one) for one in self.hearing(circle))
        receivers = {self.full(one) for one in self.hearing(circle) if self.online(one)}
        note = judge.sending(self.name, mark, receivers, time.monotonic())
        self.notes.append((circle, note))
        words: Event = {
            "case": self.case_id, "circle": self.wire(circle), "body": f"{text} {mark}",
            "client_id": f"rehearsal-{len(self.notes):06d}", **({"reason": "police"} if circle == "workers" else {}),
        }  # fmt: skip
        self.sent.setdefault(key, []).append((note, words))
        for _time in range(2 if twice else 1):
            self._tell(judge, key, note, words)

    def send_again(self, key: str) -> None:
        """After a new socket: what was not acknowledged on the old one goes out once more, under the same client id."""
        for note, words in self.sent.get(key, []):
            if self.judge is not None and not note.answered:
                self._tell(self.judge, key, note, words)

    def _tell(self, judge: Judge, key: str, note: Note, words: Event) -> None:
        if not self.people[key].tell("note:add", words, lambda answer, _moment: judge.answered(note, answer)):
            judge.answered(note, "the live socket was gone")

    def wire(self, circle: str) -> str:
        """The name of a circle as the service knows it: `direct:dad` becomes `direct:m_…`."""
        kind, _, owner = circle.partition(":")
        return f"{kind}:{self.people[owner].member}" if owner else kind

    def close(self) -> None:
        """Everybody hangs up."""
        for person in (*self.people.values(), *([self.outsider] if self.outsider else [])):
            person.leave()

    def online(self, key: str) -> bool:
        """Whether this person's live socket is open."""
        line = self.people[key].line
        return line is not None and line.open

    def _hears(self, person: Person) -> Callable[[str, Event, float], None]:
        full = self.full(person.key)

        def hears(name: str, words: Event, moment: float) -> None:
            if name == "note:added" and self.judge is not None:
                card, circle, body = str(words.get("id")), str(words.get("circle")), str(words.get("body"))
                self.judge.arrived(full, card, circle, body, moment)
            person.heard(name)

        return hears

    def _read(self, key: str, text: str, where: str) -> None:
        """Show the judge what somebody has before them."""
        if self.judge is not None:
            self.judge.read(self.full(key), text, where)

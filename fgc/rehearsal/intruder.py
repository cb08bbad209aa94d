"""Those outside the closed door, trying it all through private family time: pages, feeds, forged ids, sockets.

Workers, the coordinator, somebody apart, a helper nobody let in, a colleague without a seat, and a stranger without a
session. What they get is read by the judge like anything else; a door that answers “yes” counts as a leak by itself.
"""

import threading
from collections.abc import Callable, Iterator

from fgc.rehearsal.browser import Browser, pattern
from fgc.rehearsal.judge import Judge
from fgc.rehearsal.line import Line, NoLine
from fgc.rehearsal.person import Event, Person
from fgc.rehearsal.room import Room

PAUSE_S = 0.3
_CLOSED_PAGES = (
    "/meeting/inside", "/meeting/ready", "/meeting/people", "/notes?circle=private", "/since?circle=private&after=0",
    "/plan/new", "/plan/new?part=plan_b", "/meeting/helpers",
)  # fmt: skip
_OWN_PAGES = (
    "/meeting", "/meeting/state", "/meeting/door", "/notes", "/read", "/plan", "/plan/part", "/answers", "/home", "/",
    "/people", "/around", "/timeline", "/looked", "/invites", "/bottom-lines", "/record", "/jobs", "/since",
    "/plan.pdf", "/thoughts", "/help",
)  # fmt: skip
_FORGED = (
    "/notes/{0}/correct",
    "/notes/{0}/share",
    "/notes/{0}/take-back",
    "/send-on/{0}",
    "/read/{0}",
    "/plan/rows/{1}",
)
_FRAMES = (
    '42["note:added",{"case":"{case}","circle":"private","body":"x"}]', '40/admin,{}', '42["connect",{}]',
    '42["since",{"case":"{case}","circle":"private\\u0000","after":0}]',
    '421["since",{"case":["{case}"]}]', '4', '45-["x"]',
)  # fmt: skip


class Intruder(threading.Thread):
    """One person outside, until told to stop."""

    def __init__(self, room: Room, person: Person, judge: Judge, stop: threading.Event, token: str) -> None:
        """`token` is a page token of somebody inside, for trying what it opens."""
        super().__init__(daemon=True)
        self._room, self._person, self._judge, self._stop_now, self._token = room, person, judge, stop, token
        self._name = room.full(person.key)
        self.tries = 0

    def run(self) -> None:
        """Try one thing after the other, again and again."""
        while not self._stop_now.is_set():
            for attempt in self._attempts():
                if self._stop_now.wait(PAUSE_S):
                    return
                self.tries += 1
                try:
                    attempt()
                except (OSError, NoLine):
                    continue

    def _attempts(self) -> Iterator[Callable[[], None]]:
        for below in _CLOSED_PAGES:
            yield lambda below=below: self._page(below, closed=True)  # type: ignore[misc]
        for below in _FORGED:
            yield lambda below=below: self._page(below.format(self._note(), self._row()), closed=True)  # type: ignore[misc]
        yield from (self._write_page, self._press_ready, self._end_it, self._move_it, self._row_in)
        yield from (
            self._socket_since,
            self._socket_write,
            self._socket_row,
            self._socket_heads,
            self._borrowed_line,
            self._broken_frames,
        )
        for below in _OWN_PAGES:
            yield lambda below=below: self._page(below, closed=False)  # type: ignore[misc]

    def _page(self, below: str, *, closed: bool) -> None:
        page = self._person.browser.get(self._room.path(below))
        if page.status >= 500:
            self._judge.fault(f"{pattern(below)} answered {page.status} to somebody outside the closed door.")
        if closed and page.ok:
            self._judge.opened(self._name, f"GET {pattern(below)}")

    def _post(self, below: str, **fields: str) -> None:
        browser: Browser = self._person.browser
        token = browser.csrf(browser.get(self._room.path("/meeting")))
        done = browser.send(self._room.path(below), [("csrf_token", token), *fields.items()])
        if done.status >= 500:
            self._judge.fault(f"{below} answered {done.status} to somebody outside the closed door.")
        if done.ok:
            self._judge.opened(self._name, f"POST {below}")

    def _write_page(self) -> None:
        self._post("/notes", circle="private", body="let me in")
        self._post("/meeting/note", circle="private", body="let me in")

    def _press_ready(self) -> None:
        self._post("/meeting/ready")

    def _end_it(self) -> None:
        self._post("/meeting/not-ready")
        self._post("/meeting/answer", answer="come")

    def _move_it(self) -> None:
        self._post("/meeting/stage/agreeing", reason="I say so")

    def _row_in(self) -> None:
        self._post("/plan/save", circle="private", what="my own row", part="action")

    def _socket_since(self) -> None:
        self._must_refuse("since", {"circle": "private", "after": 0})

    def _socket_write(self) -> None:
        self._must_refuse("note:add", {"circle": "private", "body": "let me in", "client_id": f"in-{self.tries:08d}"})

    def _socket_row(self) -> None:
        self._must_refuse("row:save", {"circle": "private", "part": "action", "what": "my own row"})
        self._must_refuse("row:drop", {"row": self._row()})

    def _socket_heads(self) -> None:
        answer = self._person.ask("heads", {"case": self._room.case_id})
        if isinstance(answer, dict) and "private" in answer.get("heads", {}):
            self._judge.opened(self._name, "socket heads name the closed circle")

    def _must_refuse(self, event: str, words: Event) -> None:
        answer = self._person.ask(event, {"case": self._room.case_id, **words})
        if isinstance(answer, dict) and answer.get("ok"):
            self._judge.opened(self._name, f"socket {event}")

    def _borrowed_line(self) -> None:
        """A socket with somebody else's page token, or from another site."""
        self._try_line(self._person.browser.cookie_line, self._token, "a borrowed token")
        self._try_line("", self._token, "no session")

    def _try_line(self, cookie: str, token: str, how: str) -> None:
        try:
            line = Line(self._person.browser.door.origin, cookie, token, _nothing, self._reads)
        except NoLine:
            return
        line.close()
        self._judge.opened(self._name, f"a socket with {how}")

    def _broken_frames(self) -> None:
        browser = self._person.browser
        if not browser.cookies or self._person.line is None:
            return
        token = browser.csrf(browser.get(self._room.path("/meeting")))
        line = Line(browser.door.origin, browser.cookie_line, token, _nothing, self._reads)
        for frame in _FRAMES:
            if line.open:
                line.send(frame.replace("{case}", self._room.case_id))
        line.close()

    def _reads(self, text: str) -> None:
        self._judge.read(self._name, text, "socket")

    def _note(self) -> str:
        notes = (note.id for circle, note in reversed(self._room.notes) if circle == "private" and note.id)
        return next(notes, "n_" + "0" * 16)

    def _row(self) -> str:
        return self._room.rows[-1] if self._room.rows else "pr_" + "0" * 16


def _nothing(_name: str, _words: Event, _moment: float) -> None:
    """Nobody listens on this line but the judge."""

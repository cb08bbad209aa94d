"""A synthetic person: a part, a browser, perhaps a login, perhaps a live socket."""

import contextlib
import time
from collections.abc import Callable
from typing import Any

from fgc.rehearsal.browser import Browser, Page, Trouble
from fgc.rehearsal.cast import Part
from fgc.rehearsal.line import Acked, Line, NoLine
from fgc.rehearsal.staff import Login, new_pin

Event = dict[str, Any]
Hears = Callable[[str, Event, float], None]
Reads = Callable[[str, str], None]


class Person:
    """Somebody who plays. `member` is their id in the case once they have one."""

    def __init__(self, part: Part, browser: Browser, login: Login | None = None) -> None:
        self.part = part
        self.browser = browser
        self.login = login
        self.member = ""
        self.called = part.name
        self.pin = new_pin()
        self.card = ""
        self.line: Line | None = None
        self.signs: set[str] = set()

    @property
    def key(self) -> str:
        """The key of their part."""
        return self.part.key

    def sign_in(self) -> None:
        """As a worker does: e-mail, password, one-time code."""
        if self.login is None:
            raise Trouble(f"{self.key} has no account")
        page = self.browser.open("/sign-in")
        page = self.browser.submit(page, "/sign-in", email=self.login.email, password=self.login.password)
        self.browser.submit(page, "/sign-in/code", code=self.login.code())

    def connect(self, page: Page, hears: Hears, reads: Reads) -> None:
        """Open the live socket of a page."""
        token = self.browser.csrf(page)
        try:
            self.line = Line(
                self.browser.door.origin, self.browser.cookie_line, token, hears, lambda text: reads(text, "socket")
            )
        except (OSError, NoLine) as error:
            raise Trouble(f"{self.key}: no live socket ({error}).") from None

    def tell(self, event: str, words: Event, acked: Acked | None = None) -> bool:
        """Send an event over the socket without waiting; False when the socket is gone."""
        if self.line is None or not self.line.open:
            return False
        try:
            self.line.tell(event, words, acked)
        except OSError:
            return False
        return True

    def heard(self, name: str) -> None:
        """An event came in; who waits for one looks into `signs`."""
        self.signs.add(name)

    def ask(self, event: str, words: Event) -> Any:
        """Send an event and wait for its answer; None when there is none."""
        return self.line.ask(event, words) if self.line is not None else None

    def leave(self) -> None:
        """Close socket and connection."""
        if self.line is not None:
            self.line.close()
        with contextlib.suppress(OSError):
            self.browser.door.close()


def wait_for(done: Callable[[], bool], patience_s: float) -> bool:
    """Look again and again until it is so, or patience is at its end."""
    until = time.monotonic() + patience_s
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True

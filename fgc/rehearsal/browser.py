"""A browser of one synthetic person: cookies, redirects, and forms sent as the page wrote them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from fgc.rehearsal.doors import Door, Reply
from fgc.rehearsal.pages import FormSeen, PageSeen, read_page

MOST_HOPS = 5
Value = str | Sequence[str]
Watch = Callable[[str, str], None]


class Trouble(Exception):
    """The service did not do what the story needs. The text names the person, the page and what was said."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was reached, after redirects."""

    path: str
    status: int
    text: str
    body: bytes
    seen: PageSeen

    @property
    def ok(self) -> bool:
        """Whether the page came."""
        return self.status == 200

    def data(self) -> Any:
        """The page as JSON."""
        return json.loads(self.text)


class Browser:
    """One person's browser. `watch` is told every path and text that came: the judge reads along."""

    def __init__(self, name: str, door: Door, watch: Watch | None = None) -> None:
        self.name = name
        self.cookies: dict[str, str] = {}
        self.door = door
        self._watch = watch

    def get(self, path: str, **headers: str) -> Page:
        """Ask for a page, and follow where it leads. Says nothing about its status."""
        return self._follow("GET", path, b"", headers)

    def open(self, path: str) -> Page:
        """Ask for a page that must be there."""
        page = self.get(path)
        if not page.ok:
            raise Trouble(f"{self.name}: {pattern(path)} answered {page.status}.")
        return page

    def submit(self, page: Page, action: str, /, **values: Value) -> Page:
        """Fill in the form of a page whose action ends so, send it, and give back where it leads.

        Fields that are not on the form are refused: nobody types into what is not there. Underscores in names stand for
        hyphens where the form has those. A button is pressed by its name and value.
        """
        form = self.form(page, action, *values)
        wanted = {_named(form, name): value for name, value in values.items()}
        fields = [(name, value) for name, value in form.fields if name not in wanted]
        for name, value in wanted.items():
            fields += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
        done = self.send(form.action or page.path, fields)
        if not done.ok:
            said = " ".join(done.seen.alerts) or done.seen.words[:200]
            raise Trouble(f"{self.name}: {pattern(form.action)} answered {done.status}: {said}")
        return done

    def form(self, page: Page, action: str, *names: str) -> FormSeen:
        """The form of a page whose action ends so and that has these fields; `Trouble` when there is none."""
        found = [
            form for form in page.seen.forms
            if form.method == "post" and urlsplit(form.action or page.path).path.endswith(action)
        ]  # fmt: skip
        for form in found:
            if all(_named(form, name) for name in names):
                return form
        if found:
            missing = [name for name in names if not _named(found[0], name)]
            raise Trouble(f"{self.name}: the form …{action} has no {missing}, but {sorted(found[0].names)}.")
        there = sorted({pattern(form.action) for form in page.seen.forms})
        raise Trouble(f"{self.name}: no form …{action} on {pattern(page.path)}; there are {there}.")

    def send(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Post fields as they are, whatever the answer."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": self.door.origin,
            "Sec-Fetch-Site": "same-origin",
        }  # fmt: skip
        return self._follow("POST", path, urlencode(fields).encode(), headers)

    def csrf(self, page: Page) -> str:
        """The token on a page."""
        live = page.seen.live.get("data-csrf", "")
        return live or next(
            (value for form in page.seen.forms for name, value in form.fields if name == "csrf_token"), ""
        )

    @property
    def cookie_line(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _follow(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Page:
        for _hop in range(MOST_HOPS):
            reply = self._ask(method, path, body, headers)
            if reply.status not in (301, 302, 303, 307, 308) or "location" not in reply.headers:
                html = "html" in reply.headers.get("content-type", "")
                return Page(path, reply.status, reply.text, reply.body, read_page(reply.text) if html else PageSeen())
            there = urlsplit(urljoin(self.door.origin + path, reply.headers["location"]))
            path, method, body = there.path + (f"?{there.query}" if there.query else ""), "GET", b""
            headers = {}
        raise Trouble(f"{self.name}: {pattern(path)} leads round in a circle.")

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        sent = {"Accept": "text/html", "User-Agent": "fgc-rehearsal", **headers}
        if self.cookies:
            sent["Cookie"] = self.cookie_line
        reply = self.door.ask(method, path, sent, body)
        for line in reply.cookies:
            self._keep(line)
        if self._watch is not None:
            self._watch(path, reply.text)
        return reply

    def _keep(self, line: str) -> None:
        try:
            jar = SimpleCookie(line)
        except CookieError:
            return
        for name, morsel in jar.items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


def _named(form: FormSeen, name: str) -> str:
    """The field of a form that is meant, or an empty text."""
    return next((found for found in (name, name.replace("_", "-")) if found in form.names), "")


def pattern(path: str) -> str:
    """A path without ids and query, to name it in a report."""
    parts = urlsplit(path).path.split("/")
    return "/".join("…" if "_" in part and len(part) > 15 else part for part in parts)

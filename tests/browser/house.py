"""The server seen from a street of browsers: who comes in, on what, and what their browsers complained about."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Route

from tests.browser.people.person import Person
from tests.browser.watching import Watcher
from tests.factories.world import Someone
from tests.support.server import Server

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2,
}  # fmt: skip
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SMALL: dict[str, Any] = {**PHONE, "viewport": {"width": 320, "height": 568}}
HERE: dict[str, Any] = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}
KINDS = {"phone": PHONE, "desk": DESK, "small": SMALL}
WEATHER = "<!doctype html><title>Weather</title><p>Sunny.</p>"


class House:
    """Gives people a browser of their own and collects what the browsers say."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.watchers: list[Watcher] = []
        self.people: list[Person] = []

    @property
    def url(self) -> str:
        """Where the service is."""
        return self.server.url

    def come(self, name: str, kind: str = "phone", **options: Any) -> Person:
        """Somebody opens a fresh browser. Everything outside the house is a sunny page."""
        chosen = {**HERE, **KINDS[kind], **options}
        context = self.browser.new_context(base_url=self.url, **chosen)
        context.set_default_timeout(10_000)
        context.route(lambda url: not url.startswith(self.url), _weather)
        watcher = Watcher(name)
        self.watchers.append(watcher)
        watcher.follow(context)
        person = Person(name, context, watcher)
        self.people.append(person)
        return person

    def seat(self, who: Someone, kind: str = "phone", **options: Any) -> Person:
        """Somebody of a made-up world, with their session in the browser."""
        person = self.come(who.name, kind, **options)
        give_session(person.context, self.server, who.token)
        return person

    def complaints(self) -> list[str]:
        """What browsers complained about since the last time, and forget it."""
        found = [line for watcher in self.watchers for line in watcher.take()]
        self.watchers = [watcher for watcher in self.watchers if not watcher.gone]
        return found

    def close(self) -> None:
        """Everybody goes home."""
        for person in self.people:
            person.leave()


def give_session(context: BrowserContext, server: Server, token: str) -> None:
    """Put a session's cookie into a browser."""
    context.add_cookies([{"name": server.cookie_name, "value": token, "url": server.url}])


def _weather(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body=WEATHER)

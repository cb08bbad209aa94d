"""How long until workers see the door: stamps taken inside the browsers, on the clock that all of them share."""

from tests.browser.people.person import Person
from tests.support.phone import until

_WATCH = """
(() => {
  if (window !== window.top) return;
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const main = document.querySelector("main[data-live]");
    if (document.querySelector("[data-door]")) window.tellTest("door", now());
    else if (main && document.readyState === "complete" && !main.textContent.trim()) window.tellTest("emptied", now());
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()
"""


class DoorClock:
    """When the words were gone from somebody's screen, and when the door stood there."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.first: dict[str, float] = {}
        person.context.expose_function("tellTest", self._told)
        person.context.add_init_script(_WATCH)
        person.page.evaluate(_WATCH)

    def emptied_at(self) -> float:
        """The moment at which no word was left."""
        return self._wait("emptied")

    def door_at(self) -> float:
        """The moment at which the door was drawn."""
        return self._wait("door")

    def _told(self, what: str, at: float) -> None:
        self.first.setdefault(what, at)

    def _wait(self, what: str) -> float:
        assert until(lambda: what in self.first or bool(self.person.page.evaluate("0")), 5.0), f"no stamp: {what}"
        return self.first[what]


class Pressed:
    """When a form of this page is sent."""

    def __init__(self, person: Person) -> None:
        self.moments: list[float] = []
        person.context.expose_function("tellPressed", lambda at: self.moments.append(at))
        person.page.evaluate(
            "document.addEventListener('submit', () => window.tellPressed(performance.timeOrigin + performance.now()))"
        )

    def at(self) -> float:
        """The last time."""
        return self.moments[-1]

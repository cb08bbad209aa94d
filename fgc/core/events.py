"""Events: frozen facts made of ids, announced after COMMIT, and the bus inside one process.

An event never carries words. A subscriber that fails is logged by class name and never disturbs another one, nor
the person whose act has already been committed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from config.logs import log


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened. Subclasses add ids only, and end in a past participle: `NoteAdded`."""

    case_id: str


E = TypeVar("E", bound=Event)
Subscriber = Callable[[Event], None]


class Announcer:
    """Passes committed events to subscribers, in the order of subscription."""

    def __init__(self) -> None:
        self._subscribers: list[tuple[type[Event], Subscriber]] = []

    def subscribe(self, kind: type[E], subscriber: Callable[[E], None]) -> None:
        """Call `subscriber` with every event of `kind` or of a subclass."""
        self._subscribers.append((kind, subscriber))  # type: ignore[arg-type]

    def announce(self, events: Iterable[Event]) -> None:
        """Hand the events on, one after the other."""
        for event in events:
            for kind, subscriber in self._subscribers:
                if isinstance(event, kind):
                    try:
                        subscriber(event)
                    except Exception:  # noqa: BLE001 — the act is committed; one subscriber must not stop another
                        log("events").error("subscriber_failed", event_kind=type(event).__name__, exc_info=True)

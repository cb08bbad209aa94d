"""The unit of work: one transaction, and what is announced once it is committed.

`write()` commits when the block ends well and rolls back otherwise; only then do the events go out. SQLAlchemy's own
commit hook is not used for this: it also fires when a savepoint is released. `read()` never writes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from flask import current_app
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

from fgc.core.database import Database
from fgc.core.errors import Busy
from fgc.core.events import Announcer, Event


@dataclass
class Work:
    """A write in progress."""

    session: Session
    events: list[Event] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    def announce(self, event: Event) -> None:
        """Say this once the transaction is committed; say nothing if it is not."""
        self.events.append(event)

    def after_commit(self, step: Callable[[], None]) -> None:
        """Run a step after COMMIT and before the announcements (dropping a cached answer, for instance)."""
        self.afterwards.append(step)


def database() -> Database:
    """The database of the running app."""
    return cast(Database, current_app.extensions["fgc.database"])


def announcer() -> Announcer:
    """The announcer of the running app."""
    return cast(Announcer, current_app.extensions["fgc.announcer"])


@contextmanager
def write() -> Iterator[Work]:
    """One write transaction. Raises `Busy` when the store is locked, full or gone; nothing is half written."""
    store = database()
    session = store.session()
    work = Work(session)
    try:
        with store.turn(), session.begin():
            yield work
    except (OperationalError, TimeoutError) as error:
        raise Busy from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Busy from error
        raise
    finally:
        session.close()
    for step in work.afterwards:
        step()
    announcer().announce(work.events)


@contextmanager
def read() -> Iterator[Session]:
    """One reading transaction: a steady picture of the store, never a write."""
    session = database().session(reading=True)
    try:
        with session.begin():
            yield session
    except (OperationalError, TimeoutError) as error:
        raise Busy from error
    finally:
        session.close()

"""The clock. All times are aware UTC datetimes; tests stop it with `stopped_at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def to_minute(moment: datetime) -> datetime:
    """Cut to the minute: what is stored for notes, so that times tell less."""
    return moment.replace(second=0, microsecond=0)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Stop the clock inside the block."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)

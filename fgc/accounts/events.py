"""What happens to sessions. `case_id` is empty: an account belongs to no case."""

from dataclasses import dataclass

from fgc.core.events import Event


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """A session was revoked, locked or has expired: its live sockets must close."""

    session: str


@dataclass(frozen=True, slots=True)
class AccountClosed(Event):
    """Every session of an account has ended."""

    account: str

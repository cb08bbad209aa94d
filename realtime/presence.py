"""Who is connected to this process: sockets by session, account and member. Kept in memory only, never stored.

Being in here gives nobody anything: who may receive is asked of the policy at each delivery.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """How many events a socket may still send: `rate` a second, twice that at once."""

    rate: float
    level: float = -1.0
    at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Whether one more is allowed now."""
        now, most = time.monotonic(), 2 * self.rate
        level = most if self.level < 0 else min(most, self.level + (now - self.at) * self.rate)
        self.at = now
        self.level = level - 1 if level >= 1 else level
        return level >= 1


@dataclass(slots=True)
class Connection:
    """One socket. `members` maps each member this account is to their case; `patience`: how often it may be told no.

    `language` is what its page is written in: cards come to it in the same.
    """

    sid: str
    eio_sid: str
    session: str
    account: str
    bucket: Bucket
    patience: Bucket
    language: str = "en"
    members: dict[str, str] = field(default_factory=dict)


class Registry:
    """All sockets of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_sid: dict[str, Connection] = {}
        self._here: dict[str, Counter[str]] = {}

    def add(self, connection: Connection) -> None:
        """Take a socket in."""
        with self._lock:
            self._by_sid[connection.sid] = connection
            for member, case_id in connection.members.items():
                self._here.setdefault(case_id, Counter())[member] += 1

    def remove(self, sid: str) -> Connection | None:
        """Take a socket out; None when it was not in."""
        with self._lock:
            connection = self._by_sid.pop(sid, None)
            for member, case_id in connection.members.items() if connection else ():
                here = self._here.get(case_id, Counter())
                here[member] -= 1
                self._here[case_id] = +here
                if not self._here[case_id]:
                    del self._here[case_id]
            return connection

    def join(self, connection: Connection, case_id: str, member: str) -> None:
        """A socket that is connected already gets one more seat."""
        with self._lock:
            if connection.sid in self._by_sid and member not in connection.members:
                connection.members[member] = case_id
                self._here.setdefault(case_id, Counter())[member] += 1

    def get(self, sid: str) -> Connection | None:
        """The socket with this id."""
        return self._by_sid.get(sid)

    def everyone(self) -> list[Connection]:
        """All sockets."""
        with self._lock:
            return list(self._by_sid.values())

    def of_session(self, session: str) -> list[Connection]:
        """The sockets (tabs) of a session."""
        return [one for one in self.everyone() if one.session == session]

    def of_account(self, account: str) -> list[Connection]:
        """The sockets of an account."""
        return [one for one in self.everyone() if one.account == account]

    def of_member(self, member: str) -> list[Connection]:
        """The sockets of a member."""
        return [one for one in self.everyone() if member in one.members]

    def languages_of(self, members: Iterable[str]) -> frozenset[str]:
        """The languages in which these members' pages are open."""
        wanted = frozenset(members)
        return frozenset(one.language for one in self.everyone() if not wanted.isdisjoint(one.members))

    def members_here(self, case_id: str) -> frozenset[str]:
        """Members of a case with at least one socket."""
        with self._lock:
            return frozenset(self._here.get(case_id, ()))

"""Writing, reading and checking the trail.

`record` runs in the transaction of the act: no act without an entry, no entry without an act. The chain is
`hash = SHA-256("fgc-audit/1" ‖ 0 ‖ canonical entry)`, each entry naming the hash before it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fgc.audit.models import AuditEntry, AuditHead
from fgc.audit.verbs import VERBS
from fgc.core import clock
from fgc.core.database import table_of
from fgc.core.uow import Work

SYSTEM = "system"
START = "0" * 64
# Acts in these circles have a chain of their own: how many there are tells nobody outside anything.
CLOSED_CIRCLES = frozenset({"private"})
Fact = str | int | bool

_heads = table_of(AuditHead)
_HEAD = select(_heads.c.seq, _heads.c.hash).where(_heads.c.log == bindparam("of")).with_for_update()
_APPEND = table_of(AuditEntry).insert()
_START = _heads.insert()
_MOVE = (
    _heads.update().where(_heads.c.log == bindparam("of")).values(seq=bindparam("to_seq"), hash=bindparam("to_hash"))
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as read back."""

    log: str
    seq: int
    at: datetime
    act: str
    who: str
    session: str
    obj: str
    circle: str
    ok: bool
    facts: dict[str, Fact]
    prev: str
    hash: str


def digest(data: bytes) -> str:
    """Hash of a ciphertext, for the facts of an entry (hex SHA-256, cut to 32 characters)."""
    return hashlib.sha256(data).hexdigest()[:32]


def _chain(entry: dict[str, object]) -> str:
    canon = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(b"fgc-audit/1\0" + canon.encode()).hexdigest()


def record(  # noqa: PLR0913 — an entry has this many parts
    work: Work, log: str, act: str, *, who: str, session: str = "", obj: str = "", circle: str = "", ok: bool = True,
    **facts: Fact,
) -> tuple[int, str]:  # fmt: skip
    """Append an entry to a chain; gives back its number and hash.

    `KeyError` on an undeclared verb, `ValueError` on a fact that the verb may not carry.
    """
    unknown = set(facts) - VERBS[act]
    if unknown:
        raise ValueError(f"{act} may not carry {sorted(unknown)}")
    if circle in CLOSED_CIRCLES:
        log = f"{log}:{circle}"
    head = work.session.execute(_HEAD, {"of": log}).one_or_none()
    seq, prev = (head.seq + 1, head.hash) if head else (1, START)
    at = clock.now()
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    values: dict[str, object] = {
        "log": log, "seq": seq, "act": act, "who": who, "session": session[:16], "obj": obj, "circle": circle,
        "ok": ok, "facts": text, "prev": prev,
    }  # fmt: skip
    found = _chain({**values, "at": at.isoformat()})
    work.session.execute(_APPEND, {**values, "at": at, "hash": found})
    if head:
        work.session.execute(_MOVE, {"of": log, "to_seq": seq, "to_hash": found})
    else:
        work.session.execute(_START, {"log": log, "seq": seq, "hash": found})
    return seq, found


def head_of(session: Session, log: str) -> tuple[int, str]:
    """Number and hash of the last entry of a chain; (0, zeros) when there is none."""
    row = session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.log == log)).one_or_none()
    return (row.seq, row.hash) if row else (0, START)


def logs(session: Session) -> list[str]:
    """The names of all chains."""
    return list(session.scalars(select(AuditHead.log).order_by(AuditHead.log)))


def entries(session: Session, log: str, *, after: int = 0, limit: int = 200) -> list[Entry]:
    """Entries of a chain by number, oldest first."""
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.log == log, AuditEntry.seq > after).order_by(AuditEntry.seq).limit(limit)
    )
    return [_entry(row) for row in rows]


def latest(session: Session, log: str, *, limit: int = 100) -> list[Entry]:
    """The last entries of a chain, newest first."""
    rows = session.scalars(select(AuditEntry).where(AuditEntry.log == log).order_by(AuditEntry.seq.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entry(row: AuditEntry) -> Entry:
    return Entry(
        row.log, row.seq, row.at, row.act, row.who, row.session, row.obj, row.circle, row.ok,
        json.loads(row.facts), row.prev, row.hash,
    )  # fmt: skip


def _walk(session: Session, log: str) -> Iterator[Entry]:
    after = 0
    while page := entries(session, log, after=after, limit=500):
        yield from page
        after = page[-1].seq


def verify(session: Session, log: str) -> str:
    """Check a whole chain. An empty answer means it is whole; otherwise one sentence says where it breaks."""
    seq, prev = 0, START
    for entry in _walk(session, log):
        values: dict[str, object] = {
            "log": entry.log, "seq": entry.seq, "act": entry.act, "who": entry.who, "session": entry.session,
            "obj": entry.obj, "circle": entry.circle, "ok": entry.ok,
            "facts": json.dumps(entry.facts, sort_keys=True, separators=(",", ":")), "prev": entry.prev,
            "at": entry.at.isoformat(),
        }  # fmt: skip
        if entry.seq != seq + 1 or entry.prev != prev or _chain(values) != entry.hash:
            return f"The chain {log} breaks at entry {entry.seq}."
        seq, prev = entry.seq, entry.hash
    return "" if (seq, prev) == head_of(session, log) else f"The chain {log} ends before its head."

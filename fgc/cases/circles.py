"""The order of things in a circle: a number for each, taken inside the transaction of the act.

Every sealed thing that appears in a circle has an entry here. A client that missed some asks for what came after the
last number it has (`entries_after`); the same `client_id` twice finds the first entry again (`sent_before`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from fgc.cases.models import CircleEntry, CircleHead
from fgc.core import clock
from fgc.core.database import table_of
from fgc.core.uow import Work

# Built once: these statements run for every thing that is written.
_heads, _entries = table_of(CircleHead), table_of(CircleEntry)
_BUMP = (
    _heads.update()
    .where(_heads.c.case_id == bindparam("in_case"), _heads.c.circle == bindparam("in_circle"))
    .values(seq=_heads.c.seq + 1)
    .returning(_heads.c.seq)
)
_START, _APPEND = _heads.insert(), _entries.insert()
_SENT = select(_entries.c.obj_id, _entries.c.seq).where(
    _entries.c.author_id == bindparam("author"), _entries.c.client_id == bindparam("client")
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a sender gets back: the id of the thing and its number in the circle."""

    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a circle."""

    circle: str
    seq: int
    kind: str
    obj_id: str
    at: datetime


def next_entry(
    work: Work, case_id: str, circle: str, kind: str, obj_id: str, author_id: str, client_id: str | None = None
) -> int:
    """Append an entry and give back its number. The caller has settled its seat, so the case is locked."""
    seq = work.session.scalar(_BUMP, {"in_case": case_id, "in_circle": circle})
    if seq is None:
        seq = 1
        work.session.execute(_START, {"case_id": case_id, "circle": circle, "seq": 1})
    entry = {
        "case_id": case_id, "circle": circle, "seq": seq, "kind": kind, "obj_id": obj_id, "author_id": author_id,
        "client_id": client_id or None, "at": clock.now(),
    }  # fmt: skip
    work.session.execute(_APPEND, entry)
    return int(seq)


def sent_before(work: Work, author_id: str, client_id: str | None) -> Sent | None:
    """What this member already sent with this client id, if anything."""
    if not client_id:
        return None
    row = work.session.execute(_SENT, {"author": author_id, "client": client_id}).one_or_none()
    return Sent(row.obj_id, row.seq) if row else None


def heads_of(session: Session, case_id: str, circles: tuple[str, ...]) -> dict[str, int]:
    """The last number of each of these circles; 0 where nothing has happened."""
    rows = session.execute(
        select(CircleHead.circle, CircleHead.seq).where(CircleHead.case_id == case_id, CircleHead.circle.in_(circles))
    )
    heads = {row.circle: row.seq for row in rows}
    return {circle: heads.get(circle, 0) for circle in circles}


def entries_after(session: Session, case_id: str, circle: str, after: int, limit: int = 100) -> list[Happening]:
    """What came after a number, oldest first, at most `limit`."""
    rows = session.execute(
        select(CircleEntry.circle, CircleEntry.seq, CircleEntry.kind, CircleEntry.obj_id, CircleEntry.at)
        .where(CircleEntry.case_id == case_id, CircleEntry.circle == circle, CircleEntry.seq > after)
        .order_by(CircleEntry.seq)
        .limit(limit)
    )
    return [Happening(*row) for row in rows]


def forget(work: Work, case_id: str, circle: str) -> None:
    """Delete the order of a circle: who sent something when. Its head stays, so that numbers never repeat."""
    work.session.execute(delete(CircleEntry).where(CircleEntry.case_id == case_id, CircleEntry.circle == circle))

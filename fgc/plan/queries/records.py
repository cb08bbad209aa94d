"""Signed records: which there are for a reader, the file itself, and what is in it, opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.plan import canonical
from fgc.plan.changes import PlanChanges, changes
from fgc.plan.models import DecisionRecord
from fgc.plan.queries.versions import signed_versions
from fgc.plan.record_format import RecordBody, short_code
from fgc.plan.record_reading import read_record
from fgc.plan.rules import MAIN
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class RecordView:
    """A signed record as a page shows it. `code` is short enough to compare by eye."""

    id: str
    number: int
    kind: str
    member_id: str
    circle: str
    at: datetime
    code: str
    body: RecordBody


def records_for(session: Session, seat: Seat) -> tuple[RecordView, ...]:
    """The records this member may read, newest first: the main ones, or one's own annex, for coordinators all."""
    if not policy.can(seat, "record.read", seat.at()):
        return ()
    rows = session.scalars(
        select(DecisionRecord)
        .where(DecisionRecord.case_id == seat.case_id)
        .order_by(DecisionRecord.number.desc(), DecisionRecord.kind.desc(), DecisionRecord.member_id)
    )
    return tuple(_view(row) for row in rows if policy.can(seat, "note.read", seat.at(row.circle)))


def record_shown(records: Sequence[RecordView], record_id: str = "") -> RecordView | None:
    """The record asked for, or the newest main one, or the newest of one's own. Raises `NotFound` for an unknown id."""
    if record_id:
        found = next((record for record in records if record.id == record_id), None)
        if found is None:
            raise NotFound
        return found
    return next((record for record in records if record.kind == MAIN), records[0] if records else None)


def document_of(session: Session, seat: Seat, record_id: str) -> bytes:
    """The bytes of the signed file. Raises `NotFound` when it is not there for this seat."""
    row = session.get(DecisionRecord, record_id)
    if row is None or row.case_id != seat.case_id or not policy.can(seat, "record.read", seat.at()):
        raise NotFound
    if not policy.can(seat, "note.read", seat.at(row.circle)):
        raise NotFound
    return _document(row)


def last_sha(session: Session, case_id: str, kind: str, member_id: str) -> str | None:
    """The hash of the record before, which the next one names; None when there is none."""
    return session.scalar(
        select(DecisionRecord.sha)
        .where(DecisionRecord.case_id == case_id, DecisionRecord.kind == kind, DecisionRecord.member_id == member_id)
        .order_by(DecisionRecord.number.desc())
        .limit(1)
    )


def changes_since(session: Session, seat: Seat, number: int) -> PlanChanges | None:
    """What a decided version changed in the one before; None when it is the first or not for this seat."""
    versions = signed_versions(session, seat)
    numbers = [version.number for version in versions]
    if number not in numbers or numbers.index(number) + 1 == len(numbers):
        return None
    at = numbers.index(number)
    before, after = versions[at + 1].plan, versions[at].plan
    return changes([row.line() for row in before.rows], [row.line() for row in after.rows])


def _view(row: DecisionRecord) -> RecordView:
    document = canonical.decode(_document(row))
    body = read_record(document["record"] if isinstance(document, dict) else None)
    return RecordView(row.id, row.number, row.kind, row.member_id, row.circle, row.at, short_code(row.sha), body)


def _document(row: DecisionRecord) -> bytes:
    text = current_vault().open(row.case_id, row.circle, "decision_record", row.id, "document", row.document)
    return text.encode("utf-8")

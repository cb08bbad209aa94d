"""Every case as a row, without words: for the command line, which looks after the house and belongs to no case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases.models import Case


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case by id and stage."""

    id: str
    stage: str
    created_at: datetime
    held: bool
    rehearsal: bool
    cancelled: bool
    shredded: bool


def all_cases(session: Session) -> list[CaseRow]:
    """All cases, oldest first."""
    rows = session.execute(
        select(
            Case.id, Case.stage, Case.created_at, Case.held, Case.rehearsal, Case.cancelled_at, Case.shredded_at
        ).order_by(Case.created_at, Case.id)
    )
    return [
        CaseRow(
            row.id, row.stage, row.created_at, row.held, row.rehearsal, row.cancelled_at is not None,
            row.shredded_at is not None,
        )
        for row in rows
    ]  # fmt: skip


def case_exists(session: Session, case_id: str) -> bool:
    """Whether a case was ever stored."""
    return session.scalar(select(Case.id).where(Case.id == case_id)) is not None

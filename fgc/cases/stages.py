"""The stage of a case as a row: read it, lock it, change it. When it may change is decided by `fgc.conference`."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fgc.cases.models import Case
from fgc.cases.policy import CLOSED, PRIVATE
from fgc.core import clock
from fgc.core.uow import Work

_COLUMNS = (
    Case.id, Case.stage, Case.held, Case.rehearsal, Case.private_ended_at, Case.private_deleted_at, Case.shredded_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseStage:
    """Where a case is, and what becomes of the words of its private time."""

    id: str
    stage: str
    held: bool
    rehearsal: bool
    private_ended_at: datetime | None
    private_deleted_at: datetime | None
    shredded_at: datetime | None

    def private_due(self, before: datetime) -> bool:
        """Whether private time ended before that moment, and its words are still to be deleted."""
        if self.stage == PRIVATE or self.held or self.shredded_at or self.private_deleted_at:
            return False
        return self.private_ended_at is not None and self.private_ended_at <= before


def lock(work: Work, case_id: str) -> CaseStage | None:
    """Lock the case for this transaction and read where it is; None when there is none."""
    row = work.session.execute(select(*_COLUMNS).where(Case.id == case_id).with_for_update()).one_or_none()
    return CaseStage(*row) if row else None


def set_stage(work: Work, case: CaseStage, stage: str) -> None:
    """Put a locked case into a stage. Leaving private time starts the days after which its words are deleted."""
    values: dict[str, object] = {"stage": stage}
    if case.stage == PRIVATE:
        values |= {"private_ended_at": clock.now(), "private_deleted_at": None}
    if stage == CLOSED:
        values["closed_at"] = clock.now()
    work.session.execute(update(Case).where(Case.id == case.id).values(**values))


def private_due(session: Session, before: datetime) -> list[str]:
    """Cases whose private time ended before that moment and whose words are still there."""
    rows = session.execute(
        select(*_COLUMNS).where(
            Case.private_ended_at <= before, Case.private_deleted_at.is_(None), Case.shredded_at.is_(None)
        )
    )
    return [row.id for row in rows if CaseStage(*row).private_due(before)]


def mark_private_deleted(work: Work, case_id: str) -> None:
    """The words are gone; a private time after this one is sealed under a fresh key (`fgc.cases.key_names`)."""
    work.session.execute(
        update(Case).where(Case.id == case_id)
        .values(private_deleted_at=clock.now(), private_round=Case.private_round + 1)
    )  # fmt: skip

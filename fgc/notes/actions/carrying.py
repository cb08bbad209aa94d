"""For the conference slice: which notes of private time can be taken along, copying them out, and deleting the rest.

These run inside the conference's own transaction, with the case locked; it has checked who may decide.
"""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core.uow import Work
from fgc.notes import rules
from fgc.notes.actions import filing
from fgc.notes.actions.writing import Placing, put_note
from fgc.notes.models import Note
from fgc.notes.queries.files import rows_on
from fgc.notes.queries.opening import NOTE_ROWS, Asked, Words, body_of, note_rows, open_rows, with_files


def private_notes(session: Session, seat: Seat) -> list[Words]:
    """The notes of private time that could be taken along, oldest first; none for who may not read them."""
    if not policy.can(seat, "note.read", seat.at(policy.PRIVATE_CIRCLE)):
        return []
    rows = note_rows(session, _private(seat.case_id).order_by(Note.seq))
    return with_files(session, open_rows(rows, people_of(session, seat.case_id), seat))


def carry_notes(work: Work, seat: Seat, ids: Sequence[str], circle: str = policy.EVERYONE) -> int:
    """Copy these private notes into another circle in the order given; ids that are not there are passed over.

    Who may: the caller decides (“We are ready”). Announces `CircleMoved` (`note:added`) and audits `note:add` for each.
    """
    rows = {row.id: row for row in note_rows(work.session, _private(seat.case_id).where(Note.id.in_(ids)))}
    chosen = [rows[one] for one in dict.fromkeys(ids) if one in rows]
    for row in chosen:
        placing = Placing(
            circle, body_of(row), rules.CARRIED, said_by=row.said_by, author_id=row.author_id,
            confirmed=row.confirmed_at is not None,
        )  # fmt: skip
        sent = put_note(work, seat, placing)
        filing.carry_over(work, seat, rows_on(work.session, [row.id]), circle, sent.id)
    return len(chosen)


def remove_private(work: Work, case_id: str) -> int:
    """Delete every note of private time, with its files; gives back how many. Key and audit entry are the caller's."""
    filing.discard_circle(work, case_id, policy.PRIVATE_CIRCLE)
    gone = work.session.execute(
        delete(Note).where(Note.case_id == case_id, Note.circle == policy.PRIVATE_CIRCLE).returning(Note.id)
    )
    return len(gone.all())


def _private(case_id: str) -> Asked:
    return NOTE_ROWS.where(Note.case_id == case_id, Note.circle == policy.PRIVATE_CIRCLE, Note.withdrawn_at.is_(None))

"""Writing plan rows, by one person or by several at once: nothing anybody wrote is lost.

A save names the revision it was based on. What others changed meanwhile in other parts is put together; where two
people changed the same part in different ways, nothing is saved and both versions come back (`RowClash`) to pick from.
"""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update

from fgc.audit import trail
from fgc.cases import access, circles, policy
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.notes.actions.speaking import require_speaker
from fgc.plan import row_words, rules
from fgc.plan.actions.versions import reopen
from fgc.plan.models import BottomLine, PlanRow, PlanRowPast
from fgc.plan.queries.rows import ROW_CIRCLES, circle_now, open_words, words_at
from fgc.plan.row_words import ACTION, PARTS, RowWords
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row as somebody wants it. `circle` is the one it was written for: words for the family never land elsewhere.

    `row_id` "" is a new row; `rev` is the revision the change was made to.
    """

    words: RowWords
    circle: str
    part: str = ACTION
    row_id: str = ""
    rev: int = 0
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What the writer gets back."""

    id: str
    seq: int
    rev: int


class RowGone(Stale):
    """Somebody took the row off meanwhile."""


class RowClash(Stale):
    """Two people changed the same part of a row. `mine` is my change put on top of theirs, `rev` is where theirs is."""

    def __init__(self, row_id: str, rev: int, theirs: RowWords, mine: RowWords, clashes: tuple[str, ...]) -> None:
        super().__init__(_("You and somebody else both changed this row. Pick one, or keep both."))
        self.row_id, self.rev, self.theirs, self.mine, self.clashes = row_id, rev, theirs, mine, clashes


def save_row(seat: Seat, draft: RowDraft) -> Saved:
    """Add a row, or change one.

    Who may: who writes in `private` during private time, in `plan` while agreeing (`note.write`); a coordinator only
    what somebody of the family said (`said_by`). Announces CircleMoved (`row:changed`); a frozen plan is let go. Audit:
    `plan:row:write`, for private rows in the family's own chain. Sending twice stores once.
    """
    with uow.write() as work:
        seat, circle = enter(work, seat, draft.circle)
        if done := circles.sent_before(work, seat.id, draft.client_id):
            return Saved(done.id, done.seq, _rev(work, done.id))
        words = _checked(work, seat, circle, draft.words)
        if not draft.row_id:
            return _insert(work, seat, circle, draft, words)
        row = found(work, seat, circle, draft.row_id)
        if row.state != rules.OPEN:
            raise RowGone(_("Somebody took this row off. Your words are below. You can add them as a new row."))
        return _change(work, seat, row, draft, words)


def enter(work: Work, seat: Seat, meant: str) -> tuple[Seat, str]:
    """Settle the seat and give back the circle in which rows are written now, if it is the one that was meant.

    `Stale` when the meeting has moved on from a circle this seat may read, else `NotFound`.
    """
    seat = access.settle(work, seat)
    circle = circle_now(seat)
    if circle == meant and policy.can(seat, "note.write", seat.at(circle)):
        return seat, circle
    if circle != meant and meant in ROW_CIRCLES and policy.can(seat, "note.read", seat.at(meant)):
        raise Stale(_("The meeting moved on. Nobody can write there just now. Your words are below."))
    raise NotFound


def enter_at(work: Work, seat: Seat, row_id: str) -> tuple[Seat, PlanRow]:
    """The same for a row that is there: settled seat and row, in the circle in which rows are written now."""
    circle = work.session.scalar(select(PlanRow.circle).where(PlanRow.id == row_id, PlanRow.case_id == seat.case_id))
    seat, circle = enter(work, seat, circle or "")
    return seat, found(work, seat, circle, row_id)


def found(work: Work, seat: Seat, circle: str, row_id: str) -> PlanRow:
    """A row of this circle; the caller has locked the case. Raises `NotFound`."""
    row = work.session.scalars(
        select(PlanRow).where(PlanRow.id == row_id, PlanRow.case_id == seat.case_id, PlanRow.circle == circle)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def put_words(work: Work, author_id: str, row: PlanRow, words: RowWords, *, state: str = rules.OPEN) -> int:
    """Write new words into a row and keep the old ones; gives back the revision. Inside the caller's transaction."""
    rev = row.rev + 1
    work.session.execute(
        insert(PlanRowPast).values(
            row_id=row.id, rev=row.rev, body=row.body, author_id=row.author_id, at=row.changed_at
        )
    )
    body = seal_row(row.case_id, row.circle, row.id, words, rev)
    work.session.execute(
        update(PlanRow).where(PlanRow.id == row.id)
        .values(rev=rev, body=body, author_id=author_id, state=state, clear="", changed_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )  # fmt: skip
    return rev


def seal_row(case_id: str, circle: str, row_id: str, words: RowWords, rev: int) -> bytes:
    """Ciphertext of a row's words."""
    return current_vault().seal(case_id, circle, "plan_row", row_id, "body", row_words.to_text(words), rev)


def tell(work: Work, seat: Seat, circle: str, row_id: str, client_id: str | None = None) -> int:
    """Number this change in its circle and announce it; a frozen plan is let go. Gives back the number."""
    seq = circles.next_entry(work, seat.case_id, circle, "row", row_id, seat.id, client_id)
    work.announce(CircleMoved(seat.case_id, circle, row_id, seq, "row", "row:changed"))
    if circle == policy.PLAN_CIRCLE:
        reopen(work, seat)
    return seq


def last_position(work: Work, case_id: str, circle: str) -> int:
    """The position of the last row of a circle."""
    return (
        work.session.scalar(
            select(func.max(PlanRow.position)).where(PlanRow.case_id == case_id, PlanRow.circle == circle)
        )
        or 0
    )


def note_writing(work: Work, seat: Seat, circle: str, row_id: str, rev: int, body: bytes) -> None:
    """Audit: `plan:row:write`."""
    trail.record(
        work, seat.case_id, "plan:row:write", who=seat.id, session=seat.session, obj=row_id, circle=circle, rev=rev,
        sha=trail.digest(body),
    )  # fmt: skip


def _insert(work: Work, seat: Seat, circle: str, draft: RowDraft, words: RowWords) -> Saved:
    if draft.part not in PARTS:
        raise Refused(part=_("This could not be read."))
    row_id = new_id("r")
    body = seal_row(seat.case_id, circle, row_id, words, 0)
    work.session.execute(
        insert(PlanRow).values(
            id=row_id, case_id=seat.case_id, circle=circle, origin_id=row_id, part=draft.part,
            position=last_position(work, seat.case_id, circle) + 1, state=rules.OPEN, rev=0, body=body,
            author_id=seat.id, clear="", changed_at=clock.now(),
        )
    )  # fmt: skip
    note_writing(work, seat, circle, row_id, 0, body)
    return Saved(row_id, tell(work, seat, circle, row_id, draft.client_id), 0)


def _change(work: Work, seat: Seat, row: PlanRow, draft: RowDraft, words: RowWords) -> Saved:
    theirs = open_words(row.case_id, row.circle, row.id, row.body, row.rev)
    base = words_at(work.session, row, draft.rev)
    if base is None:
        raise Stale(_("This row was written anew. Look at it, then change it."))
    merged = rules.merge(base, theirs, words)
    if merged.clashes:
        raise RowClash(row.id, row.rev, theirs, merged.words, merged.clashes)
    rev = put_words(work, seat.id, row, merged.words)
    work.session.execute(
        update(PlanRow).where(PlanRow.id == row.id, PlanRow.held_by == seat.id).values(held_by=None, held_until=None)
    )
    note_writing(work, seat, row.circle, row.id, rev, row.body)
    return Saved(row.id, tell(work, seat, row.circle, row.id, draft.client_id), rev)


def _checked(work: Work, seat: Seat, circle: str, words: RowWords) -> RowWords:
    words = row_words.tidied(words)
    if words.empty:
        raise Refused(what=_("Write what will happen."))
    for name, most in row_words.MOST.items():
        if len(getattr(words, name)) > most:
            raise Refused({name: _("This is too long. Keep it to %(most)d letters.", most=most)})
    if words.by_day and not row_words.is_day(words.by_day):
        raise Refused(by_day=_("Write the date as day, month and year."))
    if seat.role == policy.COORDINATOR and not words.said_by:
        raise Refused(said_by=_("Choose whose words these are."))
    if words.said_by:
        require_speaker(work, seat, words.said_by, circle)
    return _known(work, seat, words)


def _known(work: Work, seat: Seat, words: RowWords) -> RowWords:
    """Only people whom every reader of the plan may know of, and lines that are there; anything else is left out."""
    seats = [one for one in access.seats_of(work.session, seat.case_id) if one.state != "left" and not one.apart]
    people = {one.id for one in seats}
    workers = {one.id for one in seats if one.role == policy.PROFESSIONAL}
    lines = set(work.session.scalars(select(BottomLine.id).where(BottomLine.case_id == seat.case_id)))
    return replace(
        words, doers=tuple(one for one in words.doers if one in people),
        checker=words.checker if words.checker in people else "",
        share_with=tuple(one for one in words.share_with if one in workers),
        meets=tuple(one for one in words.meets if one in lines),
        said_by="" if words.said_by == seat.id else words.said_by,
    )  # fmt: skip


def _rev(work: Work, row_id: str) -> int:
    return work.session.scalar(select(PlanRow.rev).where(PlanRow.id == row_id)) or 0

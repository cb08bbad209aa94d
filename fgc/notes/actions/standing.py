"""What can happen to a note that stands: a correction, taking it back, the speaker's yes, sharing one's own."""

from flask_babel import gettext as _
from sqlalchemy import update

from fgc.audit import trail
from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.uow import Work
from fgc.interpreting.actions import forget
from fgc.notes import limits, rules
from fgc.notes.actions import filing
from fgc.notes.actions.writing import Placing, put_note, require_circle, require_reason
from fgc.notes.models import Note
from fgc.notes.queries.files import rows_on
from fgc.notes.queries.opening import NoteRow, body_of, row_of


def correct_note(seat: Seat, note_id: str, body: str, client_id: str | None = None) -> Sent:
    """Put a dated correction beside a note; the note itself stays as it is.

    Who may: its author, or the person whose words it holds, while the circle can be written. Announces `CircleMoved`
    (`note:added`). Audit: `note:correct`.
    """
    with uow.write() as work:
        seat, note = _mine(work, seat, note_id)
        if done := circles.sent_before(work, seat.id, client_id):
            return done
        words = rules.clean(body)
        limits.require_words("body", words, limits.note_chars())
        if note.withdrawn_at is not None:
            raise Stale(_("This note has been taken back."))
        placing = Placing(
            note.circle, words, rules.CORRECTION, client_id, reason=note.reason, about=note.about, corrects=note.id
        )
        return put_note(work, seat, placing, "note:correct", of=note.id)


def withdraw_note(seat: Seat, note_id: str) -> None:
    """Take a note back: its words are shown no more, a mark stays.

    Who may: its author, or the person whose words it holds. Announces `CircleMoved` (`note:changed`). Audit:
    `note:withdraw`. Doing it twice is the same as once.
    """
    with uow.write() as work:
        seat, note = _mine(work, seat, note_id)
        if note.withdrawn_at is None:
            take_back(work, seat, note)


def confirm_said(seat: Seat, note_id: str) -> None:
    """Say “yes, I said this” to a note that somebody else wrote down.

    Who may: the speaker alone. Announces `CircleMoved` (`note:changed`). Audit: `note:confirm`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        note = row_of(work.session, seat, note_id)
        if note is None or note.said_by != seat.id or note.withdrawn_at is not None:
            raise NotFound
        if note.confirmed_at is None:
            now = clock.to_minute(clock.now())
            work.session.execute(update(Note).where(Note.id == note.id).values(confirmed_at=now))
            _changed(work, seat, note, "note:confirm")


def share_own(seat: Seat, note_id: str, circle: str, reason: str = "", reason_words: str = "") -> Sent:
    """Show a note of one's own to others: sealed anew in their circle, gone from one's own.

    Who may: its owner, where they may write. Announces `CircleMoved` twice. Audit: `note:add`, `note:withdraw`.
    """
    with uow.write() as work:
        seat, note = _mine(work, seat, note_id)
        require_circle(work, seat, circle)
        if not note.circle.startswith(f"{policy.OWN}:") or circle == note.circle:
            raise Refused(circle=_("Choose who can see this."))
        if done := circles.sent_before(work, seat.id, f"share:{note.id}"):
            return done
        if note.withdrawn_at is not None:
            raise Stale(_("This note has been taken back."))
        hidden = circle == policy.WORKERS_CIRCLE
        words = rules.clean(reason_words) if hidden else ""
        if hidden:
            require_reason(reason, words)
        body = body_of(note)
        placing = Placing(circle, body, note.kind, f"share:{note.id}", reason if hidden else "", words, note.about)
        sent = put_note(work, seat, placing)
        filing.carry_over(work, seat, rows_on(work.session, [note.id]), circle, sent.id)
        take_back(work, seat, note)
        return sent


def take_back(work: Work, seat: Seat, note: NoteRow) -> None:
    """Mark a note as taken back, inside the caller's transaction; its files and translations go."""
    now = clock.to_minute(clock.now())
    work.session.execute(update(Note).where(Note.id == note.id).values(withdrawn_at=now))
    forget(work, seat.case_id, note.id)
    filing.discard(work, rows_on(work.session, [note.id]))
    _changed(work, seat, note, "note:withdraw")


def _changed(work: Work, seat: Seat, note: NoteRow, act: str) -> None:
    seq = circles.next_entry(work, seat.case_id, note.circle, "note", note.id, seat.id)
    trail.record(work, seat.case_id, act, who=seat.id, session=seat.session, obj=note.id, circle=note.circle)
    work.announce(CircleMoved(seat.case_id, note.circle, note.id, seq, "note", "note:changed"))


def _mine(work: Work, seat: Seat, note_id: str) -> tuple[Seat, NoteRow]:
    seat = access.settle(work, seat)
    note = row_of(work.session, seat, note_id)
    if note is None or seat.id not in (note.author_id, note.said_by) or note.kind in rules.THOUGHTS:
        raise NotFound
    require_circle(work, seat, note.circle)
    return seat, note

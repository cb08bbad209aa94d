"""Sending one thing on to somebody who takes part apart, by the coordinator, as a copy in their own circle."""

from flask_babel import gettext as _

from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound, Stale
from fgc.core.uow import Work
from fgc.notes import limits, rules
from fgc.notes.actions.writing import Placing, put_note
from fgc.notes.queries.opening import body_of, row_of
from fgc.notes.queries.reports import report_text


def release_to(seat: Seat, item: str, member: str, words: str = "") -> Sent:
    """Copy a note or a shared report into `direct:<member>`, with `words` in its place when the coordinator changed it.

    Who may: the coordinator (`release.to`), for a member who is apart. The copy names no author but the coordinator.
    Announces `CircleMoved` (`note:added`). Audit: `note:release`. The same thing to the same person is sent once.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "release.to")
        receiver = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == member), None)
        if receiver is None or not receiver.apart or receiver.state == "left":
            raise NotFound
        client_id = f"release:{item}:{member}"
        if done := circles.sent_before(work, seat.id, client_id):
            return done
        original = _text_of(work, seat, item)
        body = rules.clean(words) or original
        limits.require_words("words", body, limits.report_chars())
        placing = Placing(f"{policy.DIRECT}:{member}", body, rules.RELEASE, client_id, about=item)
        return put_note(work, seat, placing, "note:release", to=member)


def _text_of(work: Work, seat: Seat, item: str) -> str:
    note = row_of(work.session, seat, item)
    if note is None:
        return report_text(work.session, seat, item)
    if note.withdrawn_at is not None:
        raise Stale(_("This note has been taken back."))
    return body_of(note)

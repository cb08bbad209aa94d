"""Writing a note into a circle: the one way in for both doors, and `put_note`, which every other action here uses."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from fgc.audit import trail
from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.database import table_of
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import looks_like_id, new_id
from fgc.core.uow import Work
from fgc.notes import limits, rules
from fgc.notes.actions import filing, speaking
from fgc.notes.files.accepting import NOTHING, Enclosed, Ready
from fgc.notes.models import Note
from fgc.vault import current_vault

_NOTE = table_of(Note).insert()


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as somebody wants to send it. `said_by` is a member id: “said by …, written by …”."""

    circle: str
    body: str
    client_id: str | None = None
    kind: str = rules.NOTE
    reason: str = ""
    about: str = ""
    said_by: str = ""
    reply_to: str = ""
    reason_words: str = ""
    enclosed: Enclosed = NOTHING


@dataclass(frozen=True, slots=True)
class Placing:
    """What `put_note` writes: checked words and their links. `author_id` "" means the seat itself."""

    circle: str
    body: str
    kind: str = rules.NOTE
    client_id: str | None = None
    reason: str = ""
    reason_words: str = ""
    about: str = ""
    reply_to: str = ""
    corrects: str = ""
    said_by: str = ""
    author_id: str = ""
    confirmed: bool = False
    files: tuple[Ready, ...] = ()


def add_note(seat: Seat, draft: NoteDraft) -> Sent:
    """Write a note into a circle.

    Who may: whoever the policy lets write in the circle (`note.write`); for another person only a coordinator or that
    person's advocate. Announces `CircleMoved` (`note:added`). Audit: `note:add`. Sending twice stores once.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        require_circle(work, seat, draft.circle)
        if done := circles.sent_before(work, seat.id, draft.client_id):
            return done
        placing = _checked(seat, draft)
        _require_links(work, seat, draft)
        if draft.said_by:
            speaking.require_speaker(work, seat, draft.said_by, draft.circle)
        return put_note(work, seat, placing)


def require_circle(work: Work, seat: Seat, circle: str) -> None:
    """Go on only if this seat may write in this circle now, and the circle exists in the case.

    `Refused` when none was chosen, `Stale` when it can be read but not written at this stage, else `NotFound`.
    """
    if not circle:
        raise Refused(circle=_("Choose who can see this."))
    if not policy.can(seat, "note.write", seat.at(circle)):
        if policy.can(seat, "note.read", seat.at(circle)):
            raise Stale(_("The meeting moved on. Nobody can write there just now. Your words are below."))
        raise NotFound
    owner = circle.partition(":")[2]
    if owner and owner not in {other.id for other in access.seats_of(work.session, seat.case_id)}:
        raise NotFound


def _checked(seat: Seat, draft: NoteDraft) -> Placing:
    body, words = rules.clean(draft.body), rules.clean(draft.reason_words)
    filing.require_files_for_words(draft.enclosed)
    if body or not draft.enclosed.new:
        limits.require_words("body", body, limits.note_chars())
    if draft.kind not in rules.OPEN_KINDS or (draft.about and not looks_like_id(draft.about)):
        raise Refused(body=_("This could not be read."))
    if draft.client_id and not rules.is_client_id(draft.client_id):
        raise Refused(body=_("This could not be read."))
    hidden = draft.circle == policy.WORKERS_CIRCLE
    if hidden:
        require_reason(draft.reason, words)
    return Placing(
        draft.circle, body, draft.kind, draft.client_id, draft.reason if hidden else "", words if hidden else "",
        draft.about, draft.reply_to, said_by=draft.said_by if draft.said_by != seat.id else "",
        files=draft.enclosed.new,
    )  # fmt: skip


def require_reason(reason: str, words: str, field: str = "reason") -> None:
    """Go on only if it is said why the family cannot see something."""
    if reason not in rules.REASONS:
        raise Refused({field: _("Say why the family cannot see this.")})
    if (reason == rules.OTHER and not words) or len(words) > rules.REASON_CHARS:
        raise Refused({f"{field}_words": _("Say in a few words why the family cannot see this.")})


def _require_links(work: Work, seat: Seat, draft: NoteDraft) -> None:
    if not draft.reply_to:
        return
    there = looks_like_id(draft.reply_to) and work.session.scalar(
        select(Note.id).where(Note.id == draft.reply_to, Note.case_id == seat.case_id, Note.circle == draft.circle)
    )
    if not there:
        raise NotFound


def put_note(work: Work, seat: Seat, placing: Placing, act: str = "note:add", **facts: str) -> Sent:
    """Seal, number, store, audit and announce a note. The caller has settled its seat and checked everything.

    `act` is the audit verb, `facts` what it carries beside the hash; `kind` is recorded with `note:add` only.
    """
    note_id, vault = new_id("n"), current_vault()
    blob = vault.seal(seat.case_id, placing.circle, "note", note_id, "body", placing.body)
    why = None
    if placing.reason_words:
        why = vault.seal(seat.case_id, placing.circle, "note", note_id, "why", placing.reason_words)
    seq = circles.next_entry(work, seat.case_id, placing.circle, "note", note_id, seat.id, placing.client_id)
    now = clock.to_minute(clock.now())
    row = {
        "id": note_id, "case_id": seat.case_id, "circle": placing.circle, "seq": seq, "kind": placing.kind,
        "author_id": placing.author_id or seat.id, "body": blob, "reason": placing.reason, "why": why,
        "about": placing.about, "reply_to": placing.reply_to, "corrects": placing.corrects,
        "said_by": placing.said_by, "confirmed_at": now if placing.confirmed else None, "at": now,
    }  # fmt: skip
    work.session.execute(_NOTE, row)
    filing.enclose(work, seat, placing.circle, note_id, placing.files)
    carried: dict[str, Any] = {**facts, "sha": trail.digest(blob)}
    if act == "note:add":
        carried["kind"] = placing.kind
    trail.record(
        work, seat.case_id, act, who=seat.id, session=seat.session, obj=note_id, circle=placing.circle, **carried
    )
    work.announce(CircleMoved(seat.case_id, placing.circle, note_id, seq, "note", "note:added"))
    return Sent(note_id, seq)

"""Thoughts before the meeting: keeping them, choosing who sees them, and releasing a child's words on their say.

A thought stands in one place at a time. Only a helper keeps what was shared with them when it goes further. Widening
seals the words anew in the wider circle; narrowing takes them back where they were.
"""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update

from fgc.audit import trail
from fgc.cases import access, calling, policy
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.notes import limits, rules
from fgc.notes.actions import filing, thought_files
from fgc.notes.actions.standing import take_back
from fgc.notes.actions.writing import Placing, put_note
from fgc.notes.files.accepting import NOTHING, Enclosed
from fgc.notes.models import Note, Thought, ThoughtMove
from fgc.notes.queries.files import FileRow
from fgc.notes.queries.opening import NOTE_ROWS, note_rows
from fgc.notes.queries.thoughts import (
    Said,
    ThoughtRow,
    helper_circle,
    places_of,
    row_for,
    row_in,
    said_in,
    subject_of,
)  # fmt: skip
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class ThoughtDraft:
    """What goes into a box, and the circle that was chosen."""

    box: str
    circle: str
    words: str = ""
    feeling: str = ""
    enclosed: Enclosed = NOTHING


def put_thought(seat: Seat, draft: ThoughtDraft) -> str:
    """Keep what this seat wrote into a box, where they chose. Gives back the thought's id.

    Who may: the family side for themselves (`thought.write`); an advocate in the circle of whom they support. Announces
    `CircleMoved` for each note that comes or goes. Audit: `thought:keep` for words kept to oneself, else `note:add`,
    with `thought:audience` when the audience changed. The same again changes nothing. “Not safe” calls the coordinator
    in the same transaction, wherever the words are kept (`calling.call_coordinator`).
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        subject = subject_of(work.session, seat)
        row = row_in(work.session, subject, seat.id, draft.box)
        there = thought_files.hanging_on(work.session, row)
        said = _checked(subject, draft, there)
        _require_place(seat, subject, draft.circle)
        same = row is not None and said_in(work.session, row) == said
        same = same and not thought_files.changes(draft.enclosed, there)
        if row and same and row.circle == draft.circle:
            return row.id
        if row and (not rules.may_move(seat.stage, row.circle, draft.circle) or (not same and _is_out(seat, row))):
            raise Stale(_("The meeting has started. What you shared before stays as it is."))
        if row is None:
            row = _begin(work, seat, subject, draft)
        _place(work, seat, subject, row, _Into(draft.circle, said, draft.enclosed))
        if said.feeling == rules.NOT_SAFE and not same:
            calling.call_coordinator(work, seat, subject)
        return row.id


def keep_thought(seat: Seat, draft: ThoughtDraft) -> bool:
    """Somebody stops in the middle: keep what is in the box where as few as can be see it.

    That is their own drawer, or for an advocate the circle of the two. False when the box already stands further out
    with other words: those stay, and the page hands the new ones back. Who may, announced, audit: as `put_thought`.
    """
    with uow.read() as session:
        subject = subject_of(session, seat)
        row = row_in(session, subject, seat.id, draft.box)
        before = said_in(session, row) if row else Said()
    words = rules.clean(draft.words)
    feeling = draft.feeling or ("else" if draft.box == "feeling" and words else "")
    if not words and not draft.enclosed.new and feeling in ("", "else"):
        return True
    quiet = f"{policy.OWN}:{subject.id}" if seat.id == subject.id else helper_circle(subject)
    if row and row.circle != quiet:
        return before == Said(words, feeling) and not draft.enclosed.new
    put_thought(seat, replace(draft, circle=quiet, words=words, feeling=feeling))
    return True


def move_thought(seat: Seat, thought_id: str, circle: str, told: bool = False) -> None:
    """Change who can see a thought, its words as they are.

    Who may: whose thought it is; their advocate for what they can read, when the person has told them to (`told`).
    Announces `CircleMoved` for each note that comes or goes. Audit: `thought:audience`, `note:add`, `note:withdraw`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        subject = subject_of(work.session, seat)
        row = row_for(work.session, seat, subject, thought_id)
        if row is None:
            raise NotFound
        if not circle:
            raise Refused(circle=_("Choose who can see this."))
        if seat.id != subject.id and not told:
            raise Refused(told=_("Tick this only if you were told to share it."))
        if not policy.can(subject, "note.write", subject.at(circle)) or (_is_own(circle) and seat.id != subject.id):
            raise NotFound
        if row.circle == circle:
            return
        if not rules.may_move(seat.stage, row.circle, circle):
            raise Stale(_("The meeting has started. What you shared before stays as it is."))
        _place(work, seat, subject, row, _Into(circle, said_in(work.session, row), told=seat.id != subject.id))


def _checked(subject: Seat, draft: ThoughtDraft, there: list[FileRow]) -> Said:
    if not draft.circle:
        raise Refused(circle=_("Choose who can see this."))
    if draft.box not in rules.boxes_for(subject.role):
        raise NotFound
    words = rules.clean(draft.words)
    filing.require_files_for_words(draft.enclosed, there)
    shows = bool(draft.enclosed.new) or any(row.kind not in draft.enclosed.replaced for row in there)
    if draft.box == "feeling" and draft.feeling not in rules.FEELINGS:
        raise Refused(feeling=_("Choose one."))
    if words or (not shows and (draft.box != "feeling" or draft.feeling == "else")):
        limits.require_words("words", words, limits.note_chars())
    return Said(words, draft.feeling) if draft.box == "feeling" else Said(words)


def _require_place(seat: Seat, subject: Seat, circle: str) -> None:
    allowed = policy.can(subject, "note.write", subject.at(circle)) and circle.partition(":")[0] in _KINDS
    if not allowed or (seat.id != subject.id and circle != helper_circle(subject)):
        raise NotFound


_KINDS = frozenset({policy.OWN, policy.HELPER, policy.DIRECT, policy.FAMILY_CIRCLE, policy.EVERYONE})


def _is_own(circle: str) -> bool:
    return circle.startswith(f"{policy.OWN}:")


def _is_out(seat: Seat, row: ThoughtRow) -> bool:
    return seat.stage != policy.PREPARING and rules.width(row.circle) > 1


def _begin(work: Work, seat: Seat, subject: Seat, draft: ThoughtDraft) -> ThoughtRow:
    row = ThoughtRow(new_id("t"), seat.case_id, subject.id, seat.id, draft.box, "", 0, None, "")
    work.session.execute(
        insert(Thought).values(
            id=row.id, case_id=row.case_id, member_id=row.member_id, writer_id=row.writer_id, box=row.box, circle="",
            rev=0, words=None, note_id="", at=clock.to_minute(clock.now()),
        )
    )  # fmt: skip
    return row


@dataclass(frozen=True, slots=True)
class _Into:
    """Where a thought goes and what it says there; `told` by whose it is."""

    circle: str
    said: Said
    enclosed: Enclosed = NOTHING
    told: bool = False


def _place(work: Work, seat: Seat, subject: Seat, row: ThoughtRow, into: _Into) -> None:
    circle, text = into.circle, into.said.as_text(row.box)
    files = thought_files.hanging_on(work.session, row)
    same = row.rev > 0 and said_in(work.session, row) == into.said and not thought_files.changes(into.enclosed, files)
    standing = {there: note_id for note_id, there in places_of(work.session, row)}
    keep = {circle, helper_circle(subject)} if same and not _is_own(circle) else set()
    for there, note_id in standing.items():
        if there not in keep:
            take_back(work, seat, note_rows(work.session, NOTE_ROWS.where(Note.id == note_id))[0])
    blob, note_id = None, ""
    if _is_own(circle):
        blob = current_vault().seal(seat.case_id, circle, "thought", row.id, "words", text, row.rev + 1)
        trail.record(
            work, seat.case_id, "thought:keep", who=seat.id, session=seat.session, obj=row.id, circle=circle,
            sha=trail.digest(blob),
        )  # fmt: skip
    elif circle in standing and same:
        note_id = standing[circle]
    else:
        note_id = _put(work, seat, row, circle, text)
    thought_files.place(work, seat, files, circle, note_id or row.id, into.enclosed)
    if note_id:
        thought_files.leave(work, row)
    work.session.execute(
        update(Thought)
        .where(Thought.id == row.id)
        .values(circle=circle, rev=row.rev + 1, words=blob, note_id=note_id, at=clock.to_minute(clock.now()))
    )
    if row.circle != circle:
        _note_move(work, seat, row, circle, into.told)


def _put(work: Work, seat: Seat, row: ThoughtRow, circle: str, text: str) -> str:
    by_other = row.writer_id != row.member_id
    placing = Placing(
        circle, text, rules.FEELING if row.box == "feeling" else rules.THOUGHT, about=row.id, author_id=row.writer_id,
        said_by=row.member_id if by_other else "", confirmed=by_other and seat.id == row.member_id,
    )  # fmt: skip
    return put_note(work, seat, placing).id


def _note_move(work: Work, seat: Seat, row: ThoughtRow, circle: str, told: bool) -> None:
    count = work.session.scalar(select(func.count()).where(ThoughtMove.thought_id == row.id)) or 0
    work.session.execute(
        insert(ThoughtMove).values(
            id=new_id("tm"), thought_id=row.id, position=count + 1, circle=circle, by_id=seat.id, told=told,
            at=clock.to_minute(clock.now()),
        )
    )  # fmt: skip
    trail.record(
        work, seat.case_id, "thought:audience", who=seat.id, session=seat.session, obj=row.id, circle=circle,
        to=circle.partition(":")[0], told=told,
    )  # fmt: skip

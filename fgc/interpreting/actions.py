"""Putting a translation beside somebody's words, and taking it away when the words go."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from fgc.audit import trail
from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.database import table_of
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.typed import clean, is_client_id
from fgc.core.uow import Work
from fgc.interpreting import originals, rules
from fgc.interpreting.models import Translation
from fgc.interpreting.originals import Original
from fgc.interpreting.rules import Content
from fgc.vault import current_vault

_TRANSLATION = table_of(Translation).insert()


@dataclass(frozen=True, slots=True)
class TranslationDraft:
    """A translation as somebody wants to send it. `language` names a language that is not ours (`lang` other).

    `by` names the interpreter on the phone when a coordinator writes down what they said.
    """

    kind: str
    obj_id: str
    lang: str
    words: str
    language: str = ""
    by: str = ""
    client_id: str | None = None


def put_translation(seat: Seat, draft: TranslationDraft) -> Sent:
    """Put a translation beside a note, a paragraph or a row; the same language again corrects it, and the old stays.

    Who may: an interpreter who reads the original, a coordinator who reads it for an interpreter on the phone, while
    the circle can be written at all (`translation.write`). Announces `CircleMoved` for the original (`note:changed`,
    `row:changed`, `report:changed`). Audit: `translation:add`. Sending twice stores once.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        original = originals.find(work.session, seat, draft.kind, draft.obj_id)
        require_translator(seat, original.circle)
        if done := circles.sent_before(work, seat.id, draft.client_id):
            return done
        return _put(work, seat, original, _checked(seat, draft, original), draft.client_id)


def require_translator(seat: Seat, circle: str) -> None:
    """Go on only if this seat may translate in this circle now; `Stale` when only the stage stands in the way."""
    if policy.can(seat, "translation.write", seat.at(circle)):
        return
    if policy.can(seat, "translation.write", seat.at()) and policy.can(seat, "note.read", seat.at(circle)):
        raise Stale(_("The meeting moved on. Nobody can write there just now. Your words are below."))
    raise NotFound


def forget(work: Work, case_id: str, obj_id: str) -> None:
    """Delete what was translated of words that were taken back, inside the caller's transaction.

    Who may, announcement and audit are those of the taking back.
    """
    work.session.execute(delete(Translation).where(Translation.case_id == case_id, Translation.obj_id == obj_id))


def remove_private(work: Work, case_id: str) -> int:
    """Delete every translation of private time; gives back how many. The key and the audit entry are the caller's."""
    gone = work.session.execute(
        delete(Translation)
        .where(Translation.case_id == case_id, Translation.circle == policy.PRIVATE_CIRCLE)
        .returning(Translation.id)
    )
    return len(gone.all())


def _checked(seat: Seat, draft: TranslationDraft, original: Original) -> Content:
    words, name, by = clean(draft.words), _line(draft.language), _line(draft.by)
    if draft.lang not in rules.CHOICES:
        raise Refused(lang=_("Choose the language."))
    if draft.lang == rules.OTHER and not name:
        raise Refused(language=_("Write the name of the language."))
    if not words:
        raise Refused(words=_("Write the translation."))
    if len(words) > original.most:
        raise Refused(
            words=_("This is too long: %(count)d letters. Keep it to %(most)d.", count=len(words), most=original.most)
        )
    phone = seat.role == policy.COORDINATOR
    if phone and not by:
        raise Refused(by=_("Write the interpreter's name."))
    if draft.client_id and not is_client_id(draft.client_id):
        raise Refused(words=_("This could not be read."))
    return Content(
        draft.lang, words, rules.digest(original.source), name if draft.lang == rules.OTHER else "", by if phone else ""
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())[: rules.NAME_CHARS]


def _put(work: Work, seat: Seat, original: Original, content: Content, client_id: str | None) -> Sent:
    one = new_id("t")
    body = current_vault().seal(seat.case_id, original.circle, "translation", one, "body", rules.to_text(content))
    last = work.session.scalar(select(func.max(Translation.n)).where(Translation.obj_id == original.id)) or 0
    row = {
        "id": one, "case_id": seat.case_id, "circle": original.circle, "kind": original.kind, "obj_id": original.id,
        "n": last + 1, "body": body, "author_id": seat.id, "at": clock.to_minute(clock.now()),
    }  # fmt: skip
    work.session.execute(_TRANSLATION, row)
    kind, entry_id = original.entry
    seq = circles.next_entry(work, seat.case_id, original.circle, kind, entry_id, seat.id, client_id)
    trail.record(
        work, seat.case_id, "translation:add", who=seat.id, session=seat.session, obj=one, circle=original.circle,
        of=original.id, sha=trail.digest(body),
    )  # fmt: skip
    work.announce(CircleMoved(seat.case_id, original.circle, entry_id, seq, kind, original.wire))
    return Sent(entry_id, seq)

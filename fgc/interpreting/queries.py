"""Translations as people read them: the newest writing in each language, what it said before, who translated.

Whoever calls has asked the policy for the originals: a translation is read by exactly those who read what it stands
beside. Words whose key is gone are left out, and those of an interpreter whom the viewer may not know of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import Person, people_seen
from fgc.cases.policy import Seat
from fgc.core.database import table_of
from fgc.interpreting import rules
from fgc.interpreting.models import Translation
from fgc.interpreting.originals import Original
from fgc.interpreting.rules import Content
from fgc.vault import KeyGone, current_vault
from fgc.web import languages


@dataclass(frozen=True, slots=True)
class TranslationRow:
    """A stored writing."""

    id: str
    case_id: str
    circle: str
    obj_id: str
    body: bytes
    author_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation. `also` is the summary of the fold, `by` who translated and when, both whole sentences.

    `lang` and `dir` belong to the words; `notice` says that the original has changed, `changed` that this has;
    `earlier` is what it said before, newest first.
    """

    id: str
    lang: str
    dir: str
    words: str
    also: str
    by: str
    notice: str = ""
    changed: str = ""
    earlier: tuple[str, ...] = ()

    def as_wire(self) -> dict[str, str | list[str]]:
        """The same as JSON, by the names of the template's slots."""
        return {
            "id": self.id, "lang": self.lang, "dir": self.dir, "words": self.words, "also": self.also, "by": self.by,
            "notice": self.notice, "changed": self.changed, "earlier": list(self.earlier),
        }  # fmt: skip


Beside = dict[str, tuple[Translated, ...]]
_table = table_of(Translation)
_COLUMNS = [_table.c[name] for name in ("id", "case_id", "circle", "obj_id", "body", "author_id", "at")]
# Built once: this statement runs for every note that is delivered.
_BESIDE = (
    select(*_COLUMNS)
    .where(_table.c.obj_id.in_(bindparam("ids", expanding=True)), _table.c.case_id == bindparam("case"))
    .order_by(_table.c.obj_id, _table.c.n)
)
_LAST_OF = (
    select(*_COLUMNS)
    .where(_table.c.case_id == bindparam("case"), _table.c.author_id == bindparam("author"))
    .order_by(_table.c.at.desc(), _table.c.n.desc())
    .limit(1)
)


def rows_beside(session: Session, case_id: str, ids: Iterable[str]) -> list[TranslationRow]:
    """Everything that was written beside these originals, oldest first. Opens nothing."""
    wanted = list(ids)
    if not wanted:
        return []
    return [TranslationRow(*row) for row in session.execute(_BESIDE, {"ids": wanted, "case": case_id})]


def beside(
    session: Session, seat: Seat, ids: Iterable[str], people: tuple[Person, ...], sources: Mapping[str, str] = {}
) -> Beside:
    """Translations beside these originals, for a seat that may read them. `sources`: what each original says now."""
    return opened(rows_beside(session, seat.case_id, ids), people, seat, sources)


def opened(
    rows: Iterable[TranslationRow], people: tuple[Person, ...], viewer: Seat | None = None,
    sources: Mapping[str, str] = {},
) -> Beside:  # fmt: skip
    """Open writings (oldest first) and put those of one language together. Without a viewer, for the wire."""
    known = {person.id: person for person in people}
    piles: dict[str, dict[tuple[str, str], list[tuple[TranslationRow, Content]]]] = {}
    for row in rows:
        author = known.get(row.author_id)
        if author is None or _hidden(author, row, viewer):
            continue
        content = _content(row)
        if content is not None:
            piles.setdefault(row.obj_id, {}).setdefault(content.key, []).append((row, content))
    return {
        obj_id: tuple(_translated(pile, known, sources.get(obj_id)) for pile in found.values())
        for obj_id, found in piles.items()
    }


def may_translate(seat: Seat | None, circle: str) -> bool:
    """Whether this seat may put a translation beside what stands in a circle."""
    return seat is not None and policy.can(seat, "translation.write", seat.at(circle))


def first_choice(session: Session, seat: Seat, original: Original) -> tuple[str, str]:
    """The language to offer first, with its name if it is not ours: the one this interpreter wrote last.

    The first time it is that of the person they are there for, else the first of the family that is not English; beside
    words that are in that language already it is English.
    """
    row = session.execute(_LAST_OF, {"case": seat.case_id, "author": seat.id}).one_or_none()
    content = _content(TranslationRow(*row)) if row else None
    lang, name = (content.lang, content.name) if content else (_of_family(session, seat), "")
    return (languages.ENGLISH, "") if lang and lang == original.lang else (lang, name)


def _of_family(session: Session, seat: Seat) -> str:
    people = people_seen(session, seat)
    supported = [person for person in people if person.id == seat.supports]
    family = [person for person in people if person.seat.family_side and person.seat.state != "left"]
    spoken = [person.profile.language for person in (*supported, *family)]
    return next((lang for lang in spoken if lang in rules.CHOICES and lang != languages.ENGLISH), "")


def _hidden(person: Person, row: TranslationRow, viewer: Seat | None) -> bool:
    if ":" in row.circle or not person.seat.apart:
        return False
    return viewer is None or not policy.sees(viewer, person.seat)


def _content(row: TranslationRow) -> Content | None:
    try:
        return rules.from_text(current_vault().open(row.case_id, row.circle, "translation", row.id, "body", row.body))
    except KeyGone:
        return None


def _translated(pile: list[tuple[TranslationRow, Content]], known: dict[str, Person], source: str | None) -> Translated:
    row, content = pile[-1]
    earlier = tuple(past.words for _row, past in reversed(pile[:-1]))
    language = rules.name_of(content.lang, content.name)
    stale = source is not None and not content.fits(source)
    return Translated(
        id=row.id, lang=rules.code(content.lang), dir=rules.direction(content.lang), words=content.words,
        also=_("Also in %(language)s", language=language), by=_by(content, language, known[row.author_id].name, row.at),
        notice=_("The row has changed since this was translated.") if stale else "",
        changed=_("Changed on %(when)s", when=_when(row.at)) if earlier else "", earlier=earlier,
    )  # fmt: skip


def _by(content: Content, language: str, author: str, at: datetime) -> str:
    if content.by:
        return str(
            _(
                "Translated into %(language)s by %(name)s, by phone. Written down by %(writer)s, %(when)s.",
                language=language, name=content.by, writer=author, when=_when(at),
            )
        )  # fmt: skip
    return str(_("Translated into %(language)s by %(name)s, %(when)s.", language=language, name=author, when=_when(at)))


def _when(moment: datetime) -> str:
    return str(format_datetime(moment, "d MMMM, HH:mm"))

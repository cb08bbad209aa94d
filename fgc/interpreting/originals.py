"""What can be translated. The slices that own words register how one of theirs is found for a seat.

This slice stands below them and must not import them: `register_original("note", find)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from config.settings import Settings
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.core.ids import looks_like_id


@dataclass(frozen=True, slots=True)
class Original:
    """Words that stand in a circle and can be translated there.

    `parts` are label and words, to read; `source` is what a translation is bound to: when it changes, the translation
    no longer fits. `entry` is the kind and id under which the circle tells of a change, `wire` its name on the socket.
    `back` is the address of the page on which the original stands. `most`: letters a translation may have.
    """

    kind: str
    id: str
    circle: str
    author: str
    lang: str
    parts: tuple[tuple[str, str], ...]
    source: str
    entry: tuple[str, str]
    wire: str
    back: str
    most: int


Finder = Callable[[Session, Seat, str], Original]
_finders: dict[str, Finder] = {}


def register_original(kind: str, finder: Finder) -> None:
    """Say how an original of a kind is found: (session, seat, id). It raises `NotFound` unless the seat may read it."""
    _finders[kind] = finder


def find(session: Session, seat: Seat, kind: str, obj_id: str) -> Original:
    """The original, for a seat that may read it. Raises `NotFound`."""
    finder = _finders.get(kind)
    if finder is None or not looks_like_id(obj_id):
        raise NotFound
    return finder(session, seat, obj_id)


def most_letters(*, long: bool = False) -> int:
    """How long a translation may be: as long as a note, or (`long`, a paragraph) as a whole report."""
    settings: Settings = current_app.extensions["fgc.settings"]
    return settings.report_chars if long else settings.note_chars

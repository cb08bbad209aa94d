"""Pictures and voices as rows, and as what people see of them. Nothing here reads the files themselves."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fgc.notes.models import Attachment
from fgc.vault import KeyGone, current_vault

PICTURE, VOICE = "picture", "voice"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A stored file. `stored` is its name in the folder, `size` the bytes it had before it was sealed."""

    id: str
    case_id: str
    circle: str
    owner_id: str
    on_id: str
    kind: str
    about: bytes
    size: int
    stored: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as people see it. `words` say the same as it; `seconds` of a voice, `width` and `height` of a picture."""

    id: str
    kind: str
    mime: str
    words: str = ""
    seconds: int = 0
    width: int = 0
    height: int = 0

    def about(self) -> str:
        """What is sealed of it, as text."""
        return json.dumps(
            {"mime": self.mime, "words": self.words, "seconds": self.seconds, "w": self.width, "h": self.height}
        )


Files = dict[str, Shown]
_ROWS: Select[*tuple[Any, ...]] = select(
    Attachment.id, Attachment.case_id, Attachment.circle, Attachment.owner_id, Attachment.on_id, Attachment.kind,
    Attachment.about, Attachment.size, Attachment.stored, Attachment.at,
)  # fmt: skip


def rows_on(session: Session, ids: Iterable[str]) -> list[FileRow]:
    """The files that hang on these notes or thoughts."""
    found = session.execute(_ROWS.where(Attachment.on_id.in_(tuple(ids))).order_by(Attachment.kind))
    return [FileRow(*row) for row in found]


def rows_in(session: Session, case_id: str, circle: str | None = None) -> list[FileRow]:
    """The files of a case, or of one of its circles."""
    asked = _ROWS.where(Attachment.case_id == case_id)
    if circle is not None:
        asked = asked.where(Attachment.circle == circle)
    return [FileRow(*row) for row in session.execute(asked)]


def row_by_id(session: Session, case_id: str, file_id: str) -> FileRow | None:
    """One file of a case."""
    row = session.execute(_ROWS.where(Attachment.id == file_id, Attachment.case_id == case_id)).one_or_none()
    return FileRow(*row) if row else None


def shown(row: FileRow) -> Shown | None:
    """A file as people see it; None when its key is gone."""
    try:
        text = current_vault().open(row.case_id, row.circle, "attachment", row.id, "about", row.about)
    except KeyGone:
        return None
    about = json.loads(text)
    return Shown(row.id, row.kind, about["mime"], about["words"], about["seconds"], about["w"], about["h"])


def files_on(session: Session, ids: Sequence[str]) -> dict[str, Files]:
    """What hangs on each of these notes or thoughts: on what → kind → file. Nothing for those without."""
    found: dict[str, Files] = {}
    for row in rows_on(session, ids) if ids else ():
        seen = shown(row)
        if seen:
            found.setdefault(row.on_id, {})[row.kind] = seen
    return found


def sent_since(session: Session, owner_id: str, moment: datetime) -> int:
    """How many files of a member are as young as this."""
    asked = select(func.count()).where(Attachment.owner_id == owner_id, Attachment.at >= moment)
    return session.scalar(asked) or 0


def stored_names(session: Session) -> set[str]:
    """The names of all files that have a row."""
    return set(session.scalars(select(Attachment.stored)))

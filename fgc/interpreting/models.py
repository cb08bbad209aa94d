"""The table of translations: words of an interpreter beside a note, a paragraph of a report, or a row of the plan."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class Translation(Base):
    """One writing of a translation. What was written before stays: a correction is the next `n` beside `obj_id`.

    `body` (sealed, `circle`) is one JSON text: language, words, who translated, and the hash of what was translated.
    """

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("obj_id", "n"), Index("ix_translation_case_id_circle", "case_id", "circle"))

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    circle: Mapped[str]
    kind: Mapped[str]
    obj_id: Mapped[str]
    n: Mapped[int]
    body: Mapped[bytes]
    author_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]

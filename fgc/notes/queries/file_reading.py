"""A file for one reader: only where they may read what it hangs on, as it stands now; then its bytes in pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.core.ids import looks_like_id
from fgc.notes.files import store
from fgc.notes.queries.files import FileRow, Shown, row_by_id, shown
from fgc.notes.queries.opening import open_rows, row_of
from fgc.vault import KeyGone, current_vault


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is being read: its plain pieces, and the handle to close at the end."""

    pieces: Iterator[bytes]
    handle: BinaryIO


def file_for(session: Session, seat: Seat, file_id: str) -> tuple[FileRow, Shown]:
    """A file this seat may read here and now. Raises `NotFound`."""
    row = row_by_id(session, seat.case_id, file_id) if looks_like_id(file_id) else None
    if row is None or not policy.can(seat, "note.read", seat.at(row.circle)) or not _stands(session, seat, row):
        raise NotFound
    seen = shown(row)
    if seen is None:
        raise NotFound
    return row, seen


def _stands(session: Session, seat: Seat, row: FileRow) -> bool:
    """Whether the note it hangs on is there for this seat and not taken back; a thought kept alone always is."""
    if not row.on_id.startswith("n_"):
        return row.circle == f"{policy.OWN}:{seat.id}"
    note = row_of(session, seat, row.on_id)
    opened = open_rows([note], people_of(session, seat.case_id), seat) if note else []
    return bool(opened) and not opened[0].withdrawn


def open_file(row: FileRow) -> OpenFile:
    """Open a file that `file_for` has given. Raises `NotFound` when its bytes or its key are gone."""
    try:
        handle = store.open_sealed(row.stored)
    except FileNotFoundError:
        raise NotFound from None
    try:
        return OpenFile(current_vault().open_file(row.case_id, row.circle, row.id, handle), handle)
    except BaseException as problem:
        handle.close()
        if isinstance(problem, KeyGone):
            raise NotFound from None
        raise


def cut(opened: OpenFile, start: int, stop: int) -> Iterator[bytes]:
    """The bytes from `start` up to `stop`; closes the file at the end."""
    at = 0
    with opened.handle:
        for piece in opened.pieces:
            if at + len(piece) > start:
                yield piece[max(0, start - at) : stop - at]
            at += len(piece)
            if at >= stop:
                return

"""Keeping pictures and voices: sealed beside the words they hang on, carried to another circle, deleted with them.

These run inside the transaction of the act they belong to. The sealed file is on the disk before COMMIT; a file whose
row is gone is removed after it. What is left over from acts that failed is swept away (`sweep`).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from config.settings import Settings
from fgc.audit import trail
from fgc.cases import registry
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import Refused
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.notes.files import store
from fgc.notes.files.accepting import PICTURE, Enclosed, Ready
from fgc.notes.models import Attachment
from fgc.notes.queries import files
from fgc.notes.queries.files import FileRow, Shown
from fgc.vault import current_vault
from fgc.vault.files import Readable

ORPHANS_S = 3600.0


def require_files_for_words(enclosed: Enclosed, there: Iterable[FileRow] = ()) -> None:
    """Go on only if no words were typed for a picture or a voice that is not there; otherwise `Refused`."""
    kinds = {ready.kind for ready in enclosed.new} | {row.kind for row in there} | enclosed.drop
    texts = {
        kind: _("You wrote words for a picture, but no picture is here. Choose it again, or empty the box of words.")
        if kind == PICTURE
        else _("You wrote words for a recording, but none is here. Record it again, or empty the box of words.")
        for kind, words in enclosed.words.items()
        if words and kind not in kinds
    }
    if texts:
        raise Refused(texts)


def enclose(work: Work, seat: Seat, circle: str, on_id: str, ready: Iterable[Ready]) -> None:
    """Seal new files beside a note or thought in a circle.

    Who may: the caller has checked. Announces nothing: the note does. Audit: `file:add`. Raises `Refused` when this
    member has sent too many files within the hour.
    """
    for one in ready:
        _require_not_too_many(work, seat, one.kind)
        seen = Shown(new_id("f"), one.kind, one.mime, one.words, one.seconds, one.width, one.height)
        kept = _Kept(circle, on_id, seat.id, clock.to_minute(clock.now()), len(one.data))
        _put(work, seat, kept, seen, BytesIO(one.data))


def carry_over(
    work: Work, seat: Seat, rows: Iterable[FileRow], circle: str, on_id: str, words: Mapping[str, str] | None = None
) -> None:
    """Seal copies of files anew in another circle, with other words where some are given. Audit: `file:add`."""
    vault = current_vault()
    for row in rows:
        seen = files.shown(row)
        if seen is None or not store.is_there(row.stored):
            continue
        seen = replace(seen, id=new_id("f"), words=(words or {}).get(row.kind, seen.words))
        with closing(store.open_sealed(row.stored)) as handle:
            plain = _Pieces(vault.open_file(row.case_id, row.circle, row.id, handle))
            _put(work, seat, _Kept(circle, on_id, row.owner_id, row.at, row.size), seen, plain)


def reword(work: Work, row: FileRow, words: str) -> None:
    """Other words that say the same as a file; the file stays as it is."""
    seen = files.shown(row)
    if seen is None or seen.words == words:
        return
    text = replace(seen, words=words).about()
    about = current_vault().seal(row.case_id, row.circle, "attachment", row.id, "about", text)
    work.session.execute(update(Attachment).where(Attachment.id == row.id).values(about=about))


def discard(work: Work, rows: Iterable[FileRow]) -> None:
    """Delete files: their rows now, their bytes after COMMIT."""
    gone = list(rows)
    if not gone:
        return
    work.session.execute(delete(Attachment).where(Attachment.id.in_([row.id for row in gone])))

    def remove() -> None:
        for row in gone:
            store.remove(row.stored)

    work.after_commit(remove)


def discard_circle(work: Work, case_id: str, circle: str) -> None:
    """Delete every file of a circle."""
    discard(work, files.rows_in(work.session, case_id, circle))


def sweep(older_s: float = ORPHANS_S) -> int:
    """Remove files of cases whose keys were destroyed, and files without a row; gives back how many. Safe to repeat.

    Who may: the system, daily and on demand. Announces nothing, audits nothing: no words go that were not gone.
    """
    with uow.read() as session:
        shredded = [case.id for case in registry.all_cases(session) if case.shredded]
    removed = 0
    for case_id in shredded:
        with uow.write() as work:
            rows = files.rows_in(work.session, case_id)
            discard(work, rows)
        removed += len(rows)
    return removed + store.sweep(_known, older_s)


def _known() -> set[str]:
    with uow.read() as session:
        return files.stored_names(session)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a file is kept, whose it is, since when, and how large."""

    circle: str
    on_id: str
    owner: str
    at: datetime
    size: int


def _put(work: Work, seat: Seat, kept: _Kept, seen: Shown, source: Readable) -> None:
    vault = current_vault()
    stored = store.write(vault.seal_file(seat.case_id, kept.circle, seen.id, source))
    about = vault.seal(seat.case_id, kept.circle, "attachment", seen.id, "about", seen.about())
    work.session.execute(
        insert(Attachment).values(
            id=seen.id, case_id=seat.case_id, circle=kept.circle, owner_id=kept.owner, on_id=kept.on_id, kind=seen.kind,
            about=about, size=kept.size, stored=stored.name, at=kept.at,
        )
    )  # fmt: skip
    trail.record(
        work, seat.case_id, "file:add", who=seat.id, session=seat.session, obj=seen.id, circle=kept.circle,
        kind=seen.kind, sha=stored.sha,
    )  # fmt: skip


def _require_not_too_many(work: Work, seat: Seat, kind: str) -> None:
    settings: Settings = current_app.extensions["fgc.settings"]
    if files.sent_since(work.session, seat.id, clock.now() - timedelta(hours=1)) >= settings.files_per_hour:
        text = _("You have sent many pictures and recordings in the last hour. Wait a while, then send this one.")
        raise Refused({kind: text})


class _Pieces:
    """A stream of pieces as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; nothing at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        given, self._rest = self._rest[:size], self._rest[size:]
        return given

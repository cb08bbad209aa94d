"""Pictures and voices of thoughts: they stand where the words stand, and go with them from circle to circle."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from fgc.cases.policy import Seat
from fgc.core.uow import Work
from fgc.notes.actions import filing
from fgc.notes.files.accepting import Enclosed
from fgc.notes.queries.files import FileRow, rows_on, shown
from fgc.notes.queries.thoughts import ThoughtRow


def hanging_on(session: Session, row: ThoughtRow | None) -> list[FileRow]:
    """What hangs on a thought where it stands now."""
    return rows_on(session, [row.note_id or row.id]) if row and row.rev else []


def changes(enclosed: Enclosed, there: Iterable[FileRow]) -> bool:
    """Whether a form asks for other files than hang there."""
    if enclosed.new:
        return True
    return any(row.kind in enclosed.drop or _other_words(enclosed, row) for row in there)


def _other_words(enclosed: Enclosed, row: FileRow) -> bool:
    seen = shown(row)
    return seen is not None and enclosed.words.get(row.kind, seen.words) != seen.words


def place(work: Work, seat: Seat, there: list[FileRow], circle: str, on_id: str, enclosed: Enclosed) -> None:
    """Let the files of a thought hang where it stands from now on (`on_id`, in `circle`).

    Who may, and what is announced: as the act around it. Audit: `file:add` for each that is sealed anew.
    """
    stays = [row for row in there if row.kind not in enclosed.replaced]
    here = rows_on(work.session, [on_id])
    filing.discard(work, [row for row in here if row.kind in enclosed.replaced])
    for row in here:
        if row.kind in enclosed.words and row.kind not in enclosed.replaced:
            filing.reword(work, row, enclosed.words[row.kind])
    if not here:
        filing.carry_over(work, seat, stays, circle, on_id, enclosed.words)
    filing.enclose(work, seat, circle, on_id, enclosed.new)


def leave(work: Work, row: ThoughtRow) -> None:
    """Delete what hung on a thought in the drawer that it has left."""
    filing.discard(work, rows_on(work.session, [row.id]))

"""Pictures and voices: their bytes, opened while they are sent, for who may read what they hang on."""

from flask import Blueprint, Response, request
from werkzeug.datastructures import ContentRange

from fgc.cases import reading
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound
from fgc.notes.files import pictures, sounds
from fgc.notes.queries import file_reading
from fgc.notes.queries.files import FileRow

bp = Blueprint("files", __name__)
MIMES = frozenset(
    {pictures.JPEG, pictures.PNG, sounds.WEBM, sounds.OGG, sounds.MP4_SOUND, sounds.WAV, sounds.MPEG}
)  # fmt: skip


@bp.get("/c/<case_id>/files/<file_id>")
@seated("note.read")
def show(seat: Seat, file_id: str) -> Response:
    """One file, or a part of it (players ask for parts). Never kept by a browser, never anything but what we list."""
    with uow.read() as session:
        row, seen = file_reading.file_for(session, seat, file_id)
    if seen.mime not in MIMES:
        raise NotFound
    reading.note_reading(seat, row.circle)
    start, stop = _part(row)
    if start >= stop:
        return Response(status=416, headers={"Content-Range": f"bytes */{row.size}"})
    opened = file_reading.open_file(row)
    answer = Response(file_reading.cut(opened, start, stop), mimetype=seen.mime)
    answer.call_on_close(opened.handle.close)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.accept_ranges = "bytes"
    answer.content_length = stop - start
    if stop - start < row.size:
        answer.status_code = 206
        answer.content_range = ContentRange("bytes", start, stop, row.size)
    return answer


def _part(row: FileRow) -> tuple[int, int]:
    """From where to where: all of it unless one part was asked for; (0, 0) for one that is not there."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or "If-Range" in request.headers:
        return 0, row.size
    return asked.range_for_length(row.size) or (0, 0)

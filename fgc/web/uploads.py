"""Bodies with files: how large they may be, and that no plain byte of them touches the disk on the way in.

Werkzeug puts large form files into temporary files; here they stay in memory. A file over the limit is read to its end
and thrown away, so that everything else on the form arrives and the page can be shown again with it.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, TypeVar

from flask import Flask, Request, current_app, request

from config.settings import Settings

View = TypeVar("View", bound=Callable[..., object])
_MARK = "__takes_files__"


class CappedMemory(BytesIO):
    """A file in memory that lets go of everything once more than `most` bytes have come; `size` counts them all."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.size = 0

    def write(self, data: object, /) -> int:
        """Take some bytes; past the limit they are only counted."""
        piece = bytes(data)  # type: ignore[call-overload]
        self.size += len(piece)
        if not self.too_big:
            super().write(piece)
        elif self.getbuffer().nbytes:
            self.seek(0)
            self.truncate()
        return len(piece)

    @property
    def too_big(self) -> bool:
        """Whether more came than was allowed; then nothing is kept."""
        return self.size > self._most


class PageRequest(Request):
    """A request whose files stay in memory."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        settings: Settings = current_app.extensions["fgc.settings"]
        return CappedMemory(settings.file_limit)


def takes_files(view: View) -> View:
    """Mark a view (below its guard) whose form may carry files."""
    setattr(view, _MARK, True)
    return view


def init_uploads(app: Flask, settings: Settings, is_known: Callable[[], bool]) -> None:
    """Let forms with files be larger than others, for people who are signed in (`is_known`)."""
    app.request_class = PageRequest
    app.jinja_env.globals["most_file_bytes"] = settings.file_limit
    app.jinja_env.globals["most_file_mb"] = settings.file_limit // 1_000_000

    def allow() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if request.method == "POST" and getattr(view, _MARK, False) and is_known():
            request.max_content_length = settings.upload_limit

    app.before_request(allow)

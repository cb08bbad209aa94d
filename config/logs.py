"""Logging: one JSON line a record, made of names and numbers only.

A line carries the route pattern, status, milliseconds and opaque ids. It never carries a path with parameters, a
query, a body or an address. Exceptions are logged by class and place, because their text may quote what
somebody typed.
"""

import logging
import sys
import traceback
from typing import Any

import structlog


def _class_and_place(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its class name and the last frames (file, line, function): never its words."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        event["at"] = [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}:{frame.name}" for frame in frames]
    return event


SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _class_and_place,
]
# at import, so that no way of starting the program can log with structlog's own habit of printing local variables
structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
)


def set_up_logging(level: str) -> None:
    """Send everything, ours and the libraries', through one JSON formatter to standard error."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("engineio", "socketio", "werkzeug", "huey", "alembic"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def log(name: str) -> Any:
    """A logger; call it with an event name and ids: `log("notes").info("note_added", note=id)`."""
    return structlog.get_logger(name)

"""The bare relay: Flask-SocketIO with nothing around it. No login, no policy, no sealing, no store: the yardstick.

Served like the product (`gunicorn -k gthread` or `-k gevent`), target `tests.bench.relay:wsgi`.
"""

import os
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, join_room

wsgi = Flask("relay")
_mode: Any = "gevent" if os.environ.get("BENCH_SERVING") == "gevent" else "threading"
sockets = SocketIO(
    wsgi, async_mode=_mode, transports=["websocket"], cors_allowed_origins="*", manage_session=False,
    http_compression=False, ping_interval=60,
)  # fmt: skip


@wsgi.get("/healthz")
def healthz() -> str:
    """Up."""
    return "ok"


@wsgi.get("/page")
def page() -> str:
    """An empty page with nothing behind it."""
    return "<!doctype html><title>x</title>"


@sockets.on("connect")
def connect(auth: dict[str, str]) -> None:
    """Into the room named by the client."""
    join_room(auth["case"])


@sockets.on("note:add")
def note(data: dict[str, str]) -> dict[str, bool]:
    """To everybody in the room."""
    sockets.emit("note:added", {"body": data["body"], "by": request.remote_addr}, to=data["case"])
    return {"ok": True}

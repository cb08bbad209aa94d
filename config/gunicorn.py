"""How gunicorn serves: one gthread process on SQLite, or gevent processes on PostgreSQL (`gunicorn -c` this file).

Number of gevent processes: one, unless WEB_CONCURRENCY says otherwise (several need Redis). No access log: its lines
would hold addresses and paths. No control socket. Stopping is quick: clients are told, transports closed, and they
come back by themselves.
"""

import os
import sys
import threading
import time
from typing import Any

from gunicorn.http import wsgi

from config.settings import load_settings

vars(wsgi)["SERVER"] = "fgc"  # what the Server header says: neither whose program nor which version
_settings = load_settings()

wsgi_app = "realtime.server:wsgi"
bind = f"{_settings.host}:{_settings.port}"
worker_class = "gthread" if _settings.serving == "threads" else "gevent"
workers = 1 if _settings.serving == "threads" else int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = _settings.threads
worker_connections = 1_000 if _settings.serving == "threads" else _settings.sockets_at_once + 1_000
preload_app = False

timeout = 60
graceful_timeout = 10
keepalive = 15
backlog = 1_024

limit_request_line = 2_048
limit_request_fields = 60
limit_request_field_size = 4_096

accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
proc_name = "fgc"
forwarded_allow_ips = "127.0.0.1,::1"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 — heartbeat file, in memory


def _drain() -> None:
    server = sys.modules.get("realtime.server")
    app = vars(server).get("wsgi") if server else None
    if server is not None and app is not None:
        server.stop(app)


def post_worker_init(worker: Any) -> None:
    """Watch for the moment the worker is told to stop; then let the sockets go, so that it can."""

    def watch() -> None:
        while worker.alive:
            time.sleep(0.1)
        _drain()

    threading.Thread(target=watch, name="drain", daemon=True).start()


def worker_int(_worker: Any) -> None:
    """On SIGINT and SIGQUIT gunicorn leaves at once: let the sockets go first."""
    _drain()

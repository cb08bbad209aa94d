"""Starts PostgreSQL and Redis as Debian's packages start them, never as a process of root's own."""

import fcntl
import getpass
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_S = 20


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let parallel test workers start a server one after the other, so that the second finds it running."""
    with (Path(tempfile.gettempdir()) / f"fgc-test-services-{os.getuid()}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def user_name() -> str:
    """Who runs the tests, as the system knows them."""
    return getpass.getuser()


def _run(*command: str) -> str | None:
    """Output of a packaging tool, or None when it is absent or fails."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout if done.returncode == 0 else None


def _clusters() -> list[tuple[str, str, int]]:
    """Version, name and port of every Debian PostgreSQL cluster."""
    listed = _run("pg_lsclusters", "--no-header") or ""
    rows = [line.split() for line in listed.splitlines()]
    return [(row[0], row[1], int(row[2])) for row in rows if len(row) > 3]


def postgres_ports() -> list[int]:
    """Where a local server may listen: the usual port and those of the clusters here."""
    return list(dict.fromkeys([5432, *(port for _, _, port in _clusters())]))


def start_postgres() -> bool:
    """Start the newest cluster, making one if there is none, and let root in as an owner of databases."""
    if os.geteuid() != 0:
        return False
    if not _clusters():
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        if not versions or _run("pg_createcluster", versions[-1].parts[-3], "main") is None:
            return False
    version, name, port = _clusters()[-1]
    _run("pg_ctlcluster", version, name, "start")
    as_postgres = ("runuser", "-u", "postgres", "--")
    ready = ("psql", "-p", str(port), "-d", "postgres", "-c", "SELECT 1")
    if not _until(lambda: _run(*as_postgres, *ready) is not None):
        return False
    _run(*as_postgres, "createuser", "-p", str(port), "--createdb", user_name())
    return True


def start_redis(answers: Callable[[], bool]) -> bool:
    """Start Redis through its service script; without one, as a daemon on 127.0.0.1 that stores nothing."""
    if os.geteuid() == 0 and Path("/etc/init.d/redis-server").exists():
        _run("service", "redis-server", "start")
        if _until(answers, seconds=5):
            return True
    here = ("--bind", "127.0.0.1", "--port", "6379", "--dir", tempfile.gettempdir())
    _run("redis-server", "--daemonize", "yes", "--save", "", "--appendonly", "no", *here)
    return _until(answers)


def _until(condition: Callable[[], bool], seconds: float = _PATIENCE_S) -> bool:
    """Wait for a server that is starting: there is no event to wait on, so it is asked ten times a second."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.1)
    return condition()

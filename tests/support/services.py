"""PostgreSQL and Redis for tests: find them, start them with their own packaging, hand out throw-away stores.

Knows nothing of pytest: `tests.support.needs` turns a missing service into a skip or a failure.
`python -m tests.support.services` finds or starts both and says so; CI calls it first.
"""

import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.support import debian


class ServiceMissing(Exception):
    """A service that a test needs is not there and could not be started. The text says what to do."""


def is_required() -> bool:
    """Whether a missing service fails the tests instead of skipping them (FGC_TEST_REQUIRE=1, as in CI)."""
    return os.environ.get("FGC_TEST_REQUIRE") == "1"


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_url() -> str:
    """SQLAlchemy URL of a PostgreSQL maintenance database where this user may create databases."""
    found = _postgres()
    if found is None:
        raise ServiceMissing(
            "PostgreSQL is needed: install and start it, or set FGC_TEST_DATABASE_URL to a database "
            "on a server where databases may be created"
        )
    return found.render_as_string(hide_password=False)


@cache
def _postgres() -> URL | None:
    """Looked for once a process: the named one alone if one is named, else whatever this machine has."""
    if named := os.environ.get("FGC_TEST_DATABASE_URL"):
        url = make_url(named).set(drivername="postgresql+psycopg")
        return url if _answers(url) else None
    if found := _local_postgres():
        return found
    with debian.one_at_a_time():
        found = _local_postgres()
        if found is None and debian.start_postgres():
            found = _local_postgres()
    return found


def _local_postgres() -> URL | None:
    """The first of the usual doors of a local server that opens, sockets before TCP."""
    hosts = [folder for folder in ("/var/run/postgresql", "/tmp") if os.path.isdir(folder)]  # noqa: S108, PTH112
    doors = [(host, user) for host in (*hosts, "127.0.0.1") for user in (debian.user_name(), "postgres")]
    for port in debian.postgres_ports():
        for host, user in doors:
            query = {"host": host, "port": str(port)}
            url = URL.create("postgresql+psycopg", username=user, database="postgres", query=query)
            if _answers(url):
                return url
    return None


def _connect(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, connect_timeout=3)


def _answers(url: URL) -> bool:
    may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with _connect(url) as connection:
            row = connection.execute(may).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


@contextmanager
def fresh_database(name: str) -> Iterator[str]:
    """An empty PostgreSQL database of its own, as a `postgresql+psycopg://` URL; dropped at the end.

    `name` (letters, digits, underscores) shows in the database's name, with a random end so that parallel
    runs never meet. Raises `ServiceMissing`. Connections still open at the end are cut.
    """
    if not name.isidentifier() or not name.isascii() or len(name) > 40:
        raise ValueError(f"not a short plain name: {name!r}")
    server = make_url(postgres_url())
    database = f"fgc_test_{name.lower()}_{secrets.token_hex(4)}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    with _connect(server) as connection:
        connection.execute(create.format(sql.Identifier(database)))
    try:
        yield server.set(database=database).render_as_string(hide_password=False)
    finally:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with _connect(server) as connection:
            connection.execute(drop.format(sql.Identifier(database)))


def redis_url(db_number: int = 0) -> str:
    """URL of one numbered Redis database. Raises `ServiceMissing`. It is emptied by whoever uses it."""
    base = _redis()
    if base is None:
        raise ServiceMissing("Redis is needed: install and start redis-server, or set FGC_TEST_REDIS_URL")
    return urlunsplit(urlsplit(base)._replace(path=f"/{db_number}"))


@cache
def _redis() -> str | None:
    """Looked for once a process, like PostgreSQL."""
    if named := os.environ.get("FGC_TEST_REDIS_URL"):
        return named if _pings(named) else None
    usual = "redis://127.0.0.1:6379/0"
    if _pings(usual):
        return usual
    with debian.one_at_a_time():
        if not _pings(usual):
            debian.start_redis(lambda: _pings(usual))
    return usual if _pings(usual) else None


def _pings(url: str) -> bool:
    client = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
    with client, suppress(redis.RedisError):
        return bool(client.ping())
    return False


def main() -> int:
    """Find or start both; 0 when both are there."""
    missing = 0
    for name, find in (("PostgreSQL", postgres_url), ("Redis", redis_url)):
        try:
            find()
            sys.stdout.write(f"· {name} is there\n")
        except ServiceMissing as error:
            sys.stderr.write(f"{error}\n")
            missing = 1
    return missing


if __name__ == "__main__":
    sys.exit(main())

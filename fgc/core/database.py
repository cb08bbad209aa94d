"""The case database: engine, base class, column types. SQLite and PostgreSQL behave alike above this file.

SQLite: WAL, synchronous=FULL (an acknowledged write survives a power cut), foreign keys on, secure_delete on, a
write transaction takes its lock at once (BEGIN IMMEDIATE) so that no upgrade can fail half way.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import DateTime, LargeBinary, MetaData, String, Table, create_engine, event
from sqlalchemy.engine import Dialect, Engine, make_url
from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_MS = 5_000
TURN_S = 15


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime, stored without zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; a naive datetime is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware datetime."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Base(DeclarativeBase):
    """Base of all models. Strings are short ids and codes; words are `bytes`, sealed."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: String(80), bytes: LargeBinary, datetime: UtcTime}


def open_engine(url: str) -> Engine:
    """An engine for either store, with the durability settings of this service."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True, pool_recycle=1800)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, pool_size=20, max_overflow=200)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def table_of(model: type[Base]) -> Table:
    """The plain table behind a model, for statements on the hot path that need no objects."""
    return cast(Table, model.__table__)


class Database:
    """The engine and the two ways to a session: `session()` to write, `session(reading=True)` to read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._turn = threading.RLock() if self.is_sqlite else None
        self._write = sessionmaker(self.engine, expire_on_commit=False)
        self._read = sessionmaker(self.engine.execution_options(reading=True), expire_on_commit=False, autoflush=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is one file on this machine."""
        return self.engine.dialect.name == "sqlite"

    def session(self, *, reading: bool = False) -> Session:
        """A new session; the caller closes it."""
        return self._read() if reading else self._write()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One writer at a time among the threads of this process; `sqlalchemy.exc.TimeoutError` after 15 seconds.

        SQLite lets writers that wait sleep and try again, longer each time: with many threads some of them starve while
        nobody writes. PostgreSQL needs no such thing.
        """
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=TURN_S):
            raise NoTurn("no turn to write")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

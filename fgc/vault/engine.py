"""The key store's tables and its connections.

SQLite by default: its own file of mode 0600, with a rollback journal and `secure_delete`, because in WAL
mode a deleted key would stay readable in the `-wal` file. PostgreSQL by URL: there, old row versions live
on until vacuum and in archived WAL, so erasure is complete when those have expired.
Every write runs alone per case: `BEGIN IMMEDIATE` on SQLite, an advisory lock on PostgreSQL.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from fgc.vault.errors import KeysUnavailable, VaultError
from fgc.vault.keyfile import check_private_file

SCHEMA_VERSION = 1
_BUSY_MS = 10_000
_PRAGMAS = ("journal_mode=DELETE", "secure_delete=ON", "synchronous=FULL", f"busy_timeout={_BUSY_MS}")

metadata = MetaData()
key_slot = Table(
    "key_slot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", String(64), nullable=False),
    Column("circle", String(96), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kid", String(64), nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("case_id", "circle", "version", name="uq_key_slot"),
)
tombstone = Table(
    "tombstone",
    metadata,
    Column("case_hash", String(64), primary_key=True),
    Column("circle_hash", String(64), primary_key=True),
    Column("intent_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
)
keystore_schema = Table("keystore_schema", metadata, Column("version", Integer, primary_key=True, autoincrement=False))


class Store:
    """Short transactions on the key store; any trouble with the database is KeysUnavailable."""

    def __init__(self, url: str, *, create: bool) -> None:
        target = make_url(url)
        self._sqlite = target.get_backend_name() == "sqlite"
        if self._sqlite:
            _prepare_file(Path(target.database or ""), create=create)
        self._engine = create_engine(target, hide_parameters=True, pool_pre_ping=not self._sqlite)
        if self._sqlite:
            _tune_sqlite(self._engine)
        self._writer = self._engine.execution_options(fgc_write=True)
        try:
            self._open_schema()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A short reading transaction."""
        with _reachable(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, case_id: str = "") -> Iterator[Connection]:
        """A writing transaction, alone among writers of this case."""
        with _reachable(), self._writer.begin() as connection:
            if not self._sqlite:
                number = int.from_bytes(hashlib.sha256(case_id.encode()).digest()[:8], "big", signed=True)
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _open_schema(self) -> None:
        with self.write() as connection:
            metadata.create_all(connection)
            found = connection.execute(select(keystore_schema.c.version)).scalar()
            if found is None:
                connection.execute(insert(keystore_schema).values(version=SCHEMA_VERSION))
            elif found != SCHEMA_VERSION:
                raise VaultError(f"The key store has schema {found}; this program knows {SCHEMA_VERSION}.")


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as problem:
        raise KeysUnavailable(f"The key store cannot be used ({type(problem).__name__}).") from problem


def _prepare_file(path: Path, *, create: bool) -> None:
    try:
        if create and not path.exists():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        check_private_file(path, path.stat())
    except OSError as problem:
        raise KeysUnavailable(f"The key store {path} cannot be opened: {problem.strerror}.") from None


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver must not open transactions by itself: `_begin` below chooses which kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("fgc_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

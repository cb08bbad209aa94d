"""Fresh stores for tests, both kinds, each built by running the migrations once and copied from then on."""

import atexit
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from fgc.core.database import Base, open_engine
from fgc.migrations import migrate
from tests.support import services


@cache
def _sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fgc-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "template.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@contextmanager
def sqlite_store(folder: Path) -> Iterator[str]:
    """A migrated SQLite store in a folder; gives its URL."""
    target = folder / "data" / "fgc.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_sqlite_template(), target)
    yield f"sqlite:///{target}"


@cache
def _postgres_template() -> str:
    manager = services.fresh_database("fgctemplate")
    url = manager.__enter__()
    atexit.register(manager.__exit__, None, None, None)
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


_kept: list[str] = []


@contextmanager
def postgres_store() -> Iterator[str]:
    """A migrated, empty PostgreSQL database; gives its URL.

    Making and dropping a database costs a second, so one that a test leaves in order is emptied and used again.
    """
    url = _kept.pop() if _kept else _copy()
    try:
        yield url
    finally:
        if _emptied(url):
            _kept.append(url)
        else:
            _drop(url)


def _admin() -> Engine:
    return create_engine(make_url(_postgres_template()).set(database="postgres"), isolation_level="AUTOCOMMIT")


def _copy() -> str:
    template = make_url(_postgres_template())
    fresh = f"fgc_test_copy_{uuid.uuid4().hex[:12]}"
    admin = _admin()
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{fresh}" TEMPLATE "{template.database}"')
        connection.exec_driver_sql(f'ALTER DATABASE "{fresh}" SET synchronous_commit = off')
    admin.dispose()
    return template.set(database=fresh).render_as_string(hide_password=False)


def _emptied(url: str) -> bool:
    """Empty every table; False when something is in the way, or the test has left another schema behind."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("SET lock_timeout = '3s'")
            connection.exec_driver_sql("SET session_replication_role = replica")
            names = set(inspect(connection).get_table_names()) - {"alembic_version"}
            if names != set(Base.metadata.tables):
                return False
            for table in Base.metadata.tables.values():
                connection.execute(table.delete())
    except DBAPIError:
        return False
    finally:
        engine.dispose()
    return True


def _drop(url: str) -> None:
    admin = _admin()
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')
    admin.dispose()


@atexit.register
def _drop_kept() -> None:
    for url in _kept:
        _drop(url)

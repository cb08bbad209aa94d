"""Makes an empty or older store ready, once, however many processes start at the same moment."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from config.logs import log
from config.settings import Settings
from fgc.core.database import Database
from fgc.migrations import migrate, newest_revision, revision_of

LOCK_ID = 0x66_67_63_01


@contextmanager
def one_at_a_time(settings: Settings) -> Iterator[None]:
    """Hold the other processes back: with a file on this machine, and with a lock in PostgreSQL between machines."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.data_dir / ".starting").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if settings.store_url.startswith("sqlite"):
            yield
            return
        database = Database(settings.store_url)
        try:
            with database.engine.connect() as connection:
                connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK_ID})")
                yield
        finally:
            database.close()


def bring_up_to_date(settings: Settings) -> None:
    """Run the migrations that are missing; nothing when there are none."""
    database = Database(settings.store_url)
    try:
        if revision_of(database.engine) != newest_revision():
            migrate(database.engine)
            log("start").info("store_migrated")
    finally:
        database.close()

"""Migrations of the case database. `migrate(engine)` brings a store, also a test's, to the present schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).parent


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the store up to a revision (the newest by default)."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the store back to an older revision."""
    command.downgrade(_config(engine), revision)


def revision_of(engine: Engine) -> str | None:
    """The revision a store is at; None for an empty store."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The revision this version of the program needs."""
    script = ScriptDirectory(str(FOLDER))
    head = script.get_current_head()
    if head is None:
        raise RuntimeError("no migrations found")
    return head

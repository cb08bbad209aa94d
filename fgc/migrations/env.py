"""Alembic's entry: runs migrations on the engine handed over by `fgc.migrations`, one transaction for all."""

from alembic import context
from sqlalchemy import Engine

import fgc.migrations.models  # noqa: F401 — fills the metadata
from fgc.core.database import Base

engine: Engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True,
        transaction_per_migration=False,
    )  # fmt: skip
    with context.begin_transaction():
        context.run_migrations()
    if connection.in_transaction():
        connection.commit()

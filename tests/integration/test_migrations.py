"""Migrations on both stores: up from empty, down again, nothing drifted from the models, the trail append-only."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import delete, inspect, update
from sqlalchemy.exc import DBAPIError

import fgc.migrations.models  # noqa: F401 — fills the metadata
from fgc.audit.models import AuditEntry
from fgc.core import uow
from fgc.core.database import Base, open_engine
from fgc.migrations import downgrade, migrate, newest_revision, revision_of
from tests.factories.world import World


def test_the_schema_is_what_the_models_say(store_url: str):
    engine = open_engine(store_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_store_goes_down_to_nothing_and_up_again(store_url: str):
    engine = open_engine(store_url)
    assert revision_of(engine) == newest_revision()
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(engine)
    migrate(engine)
    assert revision_of(engine) == newest_revision()
    assert inspect(engine).has_table("audit_entry")
    engine.dispose()


@pytest.mark.parametrize("change", [update(AuditEntry).values(act="case:open"), delete(AuditEntry)])
def test_nobody_can_change_the_trail_even_with_sql(world: World, app: Flask, change):
    with app.app_context(), pytest.raises(DBAPIError, match="append-only"), uow.write() as work:
        work.session.execute(change)

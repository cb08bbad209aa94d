"""Drafts the first migration anew from the models: `python -m tests.support.draft_migration`.

For use before the first release only; afterwards each change of a table gets a migration of its own.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from fgc.core.database import Base
from fgc.migrations import FOLDER
from fgc.migrations import models as _models

HEAD = '''"""The first schema, and triggers that keep the audit trail append-only."""

import sqlalchemy as sa
from alembic import op

import fgc.core.database

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGER = """
CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE FUNCTION audit_entry_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$ LANGUAGE plpgsql
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()
"""


def upgrade() -> None:
    """Create all tables and the triggers."""
'''
TAIL = '''
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_TRIGGER.format(verb=verb))
    else:
        op.execute(POSTGRES_FUNCTION)
        op.execute(POSTGRES_TRIGGER)


def downgrade() -> None:
    """Back to an empty store."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER audit_entry_no_{verb}")
    else:
        op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
        op.execute("DROP FUNCTION audit_entry_refuse")
'''


def main() -> None:
    """Write versions/0001_first.py and format it."""
    assert _models.ALL
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/empty.db")
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"render_as_batch": False})
            script = produce_migrations(context, Base.metadata)
            up = render_python_code(script.upgrade_ops, render_as_batch=False)
            down = render_python_code(script.downgrade_ops, render_as_batch=False)
    text = HEAD + _indent(up) + TAIL + _indent(down) + "\n"
    target = FOLDER / "versions" / "0001_first.py"
    target.write_text(text, "utf-8")
    ruff = Path(sys.executable).with_name("ruff")
    subprocess.run([ruff, "format", "-q", str(target)], check=True)
    subprocess.run([ruff, "check", "-q", "--fix", str(target)], check=False)


def _indent(code: str) -> str:
    """Alembic renders the body for level one already; drop its comments."""
    lines = [line for line in code.splitlines() if "commands auto generated" not in line and "end Alembic" not in line]
    return (
        "\n".join(lines) if lines[0].startswith("    ") else "\n".join(f"    {line}" if line else "" for line in lines)
    )


if __name__ == "__main__":
    main()

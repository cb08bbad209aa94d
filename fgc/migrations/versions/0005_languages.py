"""Which catalogues of translations a person has checked."""

import sqlalchemy as sa
from alembic import op

import fgc.core.database

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "language_check",
        sa.Column("language", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("checked_by", sa.LargeBinary(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_language_check")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("language_check")

"""Translations: what an interpreter puts beside a note, a paragraph of a report, or a row of the plan."""

import sqlalchemy as sa
from alembic import op

from fgc.core.database import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table; nothing that was written before changes."""
    op.create_table(
        "translation",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("obj_id", sa.String(length=80), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_translation_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_translation_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("obj_id", "n", name=op.f("uq_translation_obj_id_n")),
    )
    op.create_index("ix_translation_case_id_circle", "translation", ["case_id", "circle"])


def downgrade() -> None:
    """The translations go."""
    op.drop_index("ix_translation_case_id_circle", table_name="translation")
    op.drop_table("translation")

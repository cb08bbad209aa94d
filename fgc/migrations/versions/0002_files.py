"""Pictures and voices that hang on notes and thoughts."""

import sqlalchemy as sa
from alembic import op

import fgc.core.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("on_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attachment_case_id_case")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_attachment_owner_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("on_id", "kind", name=op.f("uq_attachment_on_id_kind")),
        sa.UniqueConstraint("stored", name=op.f("uq_attachment_stored")),
    )
    op.create_index("ix_attachment_owner_id_at", "attachment", ["owner_id", "at"])
    op.create_index("ix_attachment_case_id_circle", "attachment", ["case_id", "circle"])


def downgrade() -> None:
    """Drop it; the sealed files without a row are swept away."""
    op.drop_table("attachment")

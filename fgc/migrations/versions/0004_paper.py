"""Who would like a copy of the plan by post."""

import sqlalchemy as sa
from alembic import op

import fgc.core.database

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, with one open request for each person at most."""
    op.create_table(
        "paper_request",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("wish", sa.LargeBinary(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("done_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("done_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_paper_request_case_id_case")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_paper_request_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_request")),
    )
    op.create_index(op.f("ix_paper_request_case_id"), "paper_request", ["case_id"])
    op.create_index(
        "uq_paper_request_open", "paper_request", ["member_id"], unique=True,
        sqlite_where=sa.text("done_at IS NULL"), postgresql_where=sa.text("done_at IS NULL"),
    )  # fmt: skip


def downgrade() -> None:
    """Drop it."""
    op.drop_table("paper_request")

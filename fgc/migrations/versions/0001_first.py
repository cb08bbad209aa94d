"""The first schema, and triggers that keep the audit trail append-only."""

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
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("email_bix", sa.LargeBinary(), nullable=True),
        sa.Column("profile", sa.LargeBinary(), nullable=True),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("totp", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last", sa.Integer(), nullable=False),
        sa.Column("pin", sa.String(length=200), nullable=True),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("created_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("disabled_at", fgc.core.database.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_bix", name=op.f("uq_account_email_bix")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("log", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("act", sa.String(length=80), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("session", sa.String(length=80), nullable=False),
        sa.Column("obj", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=80), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("log", "seq", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_log_act", "audit_entry", ["log", "act"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("log", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("log", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.Column("reference_bix", sa.LargeBinary(), nullable=True),
        sa.Column("duty", sa.LargeBinary(), nullable=True),
        sa.Column("private_ended_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("private_deleted_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("private_round", sa.Integer(), nullable=False),
        sa.Column("created_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("cancelled_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("closed_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("shredded_at", fgc.core.database.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_reference_bix"), "case", ["reference_bix"], unique=False)
    op.create_table(
        "account_invitation",
        sa.Column("token_hash", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.String(length=80), nullable=False),
        sa.Column("expires_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("used_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_invitation_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_invitation")),
    )
    op.create_index(op.f("ix_account_invitation_account_id"), "account_invitation", ["account_id"], unique=False)
    op.create_table(
        "barred_person",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_barred_person_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barred_person")),
    )
    op.create_index(op.f("ix_barred_person_case_id"), "barred_person", ["case_id"], unique=False)
    op.create_table(
        "bottom_line",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bottom_line_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bottom_line")),
        sa.UniqueConstraint("case_id", "n", name=op.f("uq_bottom_line_case_id_n")),
    )
    op.create_table(
        "child",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_child_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
    )
    op.create_index(op.f("ix_child_case_id"), "child", ["case_id"], unique=False)
    op.create_table(
        "circle_entry",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("obj_id", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("client_id", sa.String(length=80), nullable=True),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_circle_entry_case_id")),
        sa.PrimaryKeyConstraint("case_id", "circle", "seq", name=op.f("pk_circle_entry")),
        sa.UniqueConstraint("author_id", "client_id", name=op.f("uq_circle_entry_author_id_client_id")),
    )
    op.create_table(
        "circle_head",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_circle_head_case_id")),
        sa.PrimaryKeyConstraint("case_id", "circle", name=op.f("pk_circle_head")),
    )
    op.create_table(
        "door_sign",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=False),
        sa.Column("answered_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_door_sign_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_sign")),
    )
    op.create_index("ix_door_sign_case_id_at", "door_sign", ["case_id", "at"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("starts_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("opened_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("break_since", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("talking_id", sa.String(length=80), nullable=True),
        sa.Column("running_order", sa.Text(), nullable=False),
        sa.Column("read_row_id", sa.String(length=80), nullable=True),
        sa.Column("created_at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_meeting_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_case_id_state", "meeting", ["case_id", "state"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.String(length=80), nullable=True),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("supports_id", sa.String(length=80), nullable=True),
        sa.Column("child_id", sa.String(length=80), nullable=True),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("left_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_member_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_member_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("case_id", "account_id", "role", name=op.f("uq_member_case_id_account_id_role")),
    )
    op.create_index("ix_member_account_id_state", "member", ["account_id", "state"], unique=False)
    op.create_index(op.f("ix_member_case_id"), "member", ["case_id"], unique=False)
    op.create_table(
        "phone_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.String(length=80), nullable=False),
        sa.Column("expires_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_phone_code_account_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_phone_code")),
    )
    op.create_index(op.f("ix_phone_code_account_id"), "phone_code", ["account_id"], unique=False)
    op.create_table(
        "ready_choice",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("first_id", sa.String(length=80), nullable=False),
        sa.Column("first_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("second_id", sa.String(length=80), nullable=True),
        sa.Column("second_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_ready_choice_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_ready_choice")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.String(length=80), nullable=False),
        sa.Column("used_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"], unique=False)
    op.create_table(
        "review_date",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_review_date_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_review_date")),
    )
    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("half", sa.Boolean(), nullable=False),
        sa.Column("created_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("last_seen", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("until", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("idle_s", sa.Integer(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("step_up_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("paused_until", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("locked_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("revoked_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False)
    op.create_index(op.f("ix_session_revoked_at"), "session", ["revoked_at"], unique=False)
    op.create_table(
        "stage_notice",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("before", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("due_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("by_member_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_notice_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_stage_notice")),
    )
    op.create_index(op.f("ix_stage_notice_due_at"), "stage_notice", ["due_at"], unique=False)
    op.create_table(
        "stage_override",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("missing", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("by_member_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_override_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_override")),
    )
    op.create_index(op.f("ix_stage_override_case_id"), "stage_override", ["case_id"], unique=False)
    op.create_table(
        "stage_step",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("before", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("by_member_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_step_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_step")),
    )
    op.create_index("ix_stage_step_case_id_at", "stage_step", ["case_id", "at"], unique=False)
    op.create_table(
        "admission",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("by_member_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("revoked_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_admission_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_admission_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
    )
    op.create_index("ix_admission_case_id_member_id", "admission", ["case_id", "member_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("arrived_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("let_in_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("seen_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("hand_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("unclear_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("session", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attendance_case_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_attendance_member_id")),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_case_id"), "attendance", ["case_id"], unique=False)
    op.create_table(
        "bottom_line_version",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("line_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_bottom_line_version_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bottom_line_version_case_id")),
        sa.ForeignKeyConstraint(["line_id"], ["bottom_line.id"], name=op.f("fk_bottom_line_version_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bottom_line_version")),
        sa.UniqueConstraint("line_id", "version", name=op.f("uq_bottom_line_version_line_id_version")),
    )
    op.create_index(op.f("ix_bottom_line_version_case_id"), "bottom_line_version", ["case_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(length=80), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_consent_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consent_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_case_id"), "consent", ["case_id"], unique=False)
    op.create_table(
        "help_press",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("answered_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_help_press_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_help_press_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_press")),
    )
    op.create_index("ix_help_press_case_id_answered_at", "help_press", ["case_id", "answered_at"], unique=False)
    op.create_table(
        "invite",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("code_hash", sa.String(length=80), nullable=False),
        sa.Column("pin", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_with", sa.String(length=80), nullable=False),
        sa.Column("made_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("expires_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("locked_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("claimed_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("ready_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("second_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("revoked_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("end", sa.String(length=80), nullable=True),
        sa.Column("words", sa.String(length=80), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_invite_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invite_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invite_code_hash")),
        sa.UniqueConstraint("made_with", name=op.f("uq_invite_made_with")),
    )
    op.create_index("ix_invite_case_id_member_id", "invite", ["case_id", "member_id"], unique=False)
    op.create_table(
        "no_contact",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("first_id", sa.String(length=80), nullable=False),
        sa.Column("second_id", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_no_contact_case_id")),
        sa.ForeignKeyConstraint(["first_id"], ["member.id"], name=op.f("fk_no_contact_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["member.id"], name=op.f("fk_no_contact_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_contact")),
    )
    op.create_index(op.f("ix_no_contact_case_id"), "no_contact", ["case_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("reply_to", sa.String(length=80), nullable=False),
        sa.Column("corrects", sa.String(length=80), nullable=False),
        sa.Column("said_by", sa.String(length=80), nullable=False),
        sa.Column("confirmed_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("withdrawn_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_note_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_note_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("case_id", "circle", "seq", name=op.f("uq_note_case_id_circle_seq")),
    )
    op.create_index("ix_note_about", "note", ["about"], unique=False)
    op.create_table(
        "plan_row",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("origin_id", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("clear", sa.String(length=80), nullable=False),
        sa.Column("held_by", sa.String(length=80), nullable=True),
        sa.Column("held_until", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("changed_at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_plan_row_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_row_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_row")),
        sa.UniqueConstraint("circle", "origin_id", name=op.f("uq_plan_row_circle_origin_id")),
    )
    op.create_index("ix_plan_row_case_id_circle", "plan_row", ["case_id", "circle"], unique=False)
    op.create_table(
        "plan_row_release",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("origin_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_row_release_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_plan_row_release_member_id")),
        sa.PrimaryKeyConstraint("case_id", "origin_id", "member_id", name=op.f("pk_plan_row_release")),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("opened_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_plan_version_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_version_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_plan_version_case_id_number")),
    )
    op.create_table(
        "read_mark",
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("obj_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_read_mark_member_id")),
        sa.PrimaryKeyConstraint("member_id", "obj_id", name=op.f("pk_read_mark")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=True),
        sa.Column("told", sa.String(length=80), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("started_at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("shared_at", fgc.core.database.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_report_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_report_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_case_id"), "report", ["case_id"], unique=False)
    op.create_table(
        "report_request",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("report_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_report_request_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_report_request_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_request")),
    )
    op.create_index("ix_report_request_case_id_member_id", "report_request", ["case_id", "member_id"], unique=False)
    op.create_table(
        "resource_answer",
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("origin_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_resource_answer_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_resource_answer_member_id")),
        sa.PrimaryKeyConstraint("case_id", "origin_id", name=op.f("pk_resource_answer")),
    )
    op.create_table(
        "thought",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("writer_id", sa.String(length=80), nullable=False),
        sa.Column("box", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("note_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_thought_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_thought_member_id")),
        sa.ForeignKeyConstraint(["writer_id"], ["member.id"], name=op.f("fk_thought_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thought")),
        sa.UniqueConstraint("member_id", "writer_id", "box", name=op.f("uq_thought_member_id_writer_id_box")),
    )
    op.create_index(op.f("ix_thought_case_id"), "thought", ["case_id"], unique=False)
    op.create_table(
        "could_say",
        sa.Column("version_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_could_say_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_could_say_member_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_could_say_version_id")),
        sa.PrimaryKeyConstraint("version_id", "member_id", name=op.f("pk_could_say")),
    )
    op.create_index(op.f("ix_could_say_case_id"), "could_say", ["case_id"], unique=False)
    op.create_table(
        "decision_record",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("sha", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_decision_record_case_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_decision_record_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_record")),
        sa.UniqueConstraint(
            "version_id", "kind", "member_id", name=op.f("uq_decision_record_version_id_kind_member_id")
        ),
    )
    op.create_index(op.f("ix_decision_record_case_id"), "decision_record", ["case_id"], unique=False)
    op.create_table(
        "plan_acceptance",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_acceptance_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_plan_acceptance_member_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_plan_acceptance_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_acceptance")),
        sa.UniqueConstraint(
            "version_id", "member_id", "turn", name=op.f("uq_plan_acceptance_version_id_member_id_turn")
        ),
    )
    op.create_table(
        "plan_answer",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_answer_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_plan_answer_member_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_plan_answer_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_answer")),
        sa.UniqueConstraint("version_id", "member_id", "turn", name=op.f("uq_plan_answer_version_id_member_id_turn")),
    )
    op.create_table(
        "plan_job",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=80), nullable=False),
        sa.Column("origin_id", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=True),
        sa.Column("since", fgc.core.database.UtcTime(), nullable=False),
        sa.Column("ended", sa.String(length=80), nullable=False),
        sa.Column("ended_at", fgc.core.database.UtcTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_job_case_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_plan_job_member_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_plan_job_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_job")),
    )
    op.create_index("ix_plan_job_case_id_ended", "plan_job", ["case_id", "ended"], unique=False)
    op.create_table(
        "plan_row_past",
        sa.Column("row_id", sa.String(length=80), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["row_id"], ["plan_row.id"], name=op.f("fk_plan_row_past_row_id")),
        sa.PrimaryKeyConstraint("row_id", "rev", name=op.f("pk_plan_row_past")),
    )
    op.create_table(
        "report_paragraph",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("report_id", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_paragraph_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_paragraph")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_report_paragraph_report_id_position")),
    )
    op.create_table(
        "thought_move",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("thought_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("circle", sa.String(length=80), nullable=False),
        sa.Column("by_id", sa.String(length=80), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["thought_id"], ["thought.id"], name=op.f("fk_thought_move_thought_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thought_move")),
    )
    op.create_index(op.f("ix_thought_move_thought_id"), "thought_move", ["thought_id"], unique=False)
    op.create_table(
        "job_mark",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("job_id", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=80), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", fgc.core.database.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_job_mark_case_id")),
        sa.ForeignKeyConstraint(["job_id"], ["plan_job.id"], name=op.f("fk_job_mark_job_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_job_mark_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_mark")),
        sa.UniqueConstraint("job_id", "turn", name=op.f("uq_job_mark_job_id_turn")),
    )
    op.create_index(op.f("ix_job_mark_case_id"), "job_mark", ["case_id"], unique=False)
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
    op.drop_index(op.f("ix_job_mark_case_id"), table_name="job_mark")
    op.drop_table("job_mark")
    op.drop_index(op.f("ix_thought_move_thought_id"), table_name="thought_move")
    op.drop_table("thought_move")
    op.drop_table("report_paragraph")
    op.drop_table("plan_row_past")
    op.drop_index("ix_plan_job_case_id_ended", table_name="plan_job")
    op.drop_table("plan_job")
    op.drop_table("plan_answer")
    op.drop_table("plan_acceptance")
    op.drop_index(op.f("ix_decision_record_case_id"), table_name="decision_record")
    op.drop_table("decision_record")
    op.drop_index(op.f("ix_could_say_case_id"), table_name="could_say")
    op.drop_table("could_say")
    op.drop_index(op.f("ix_thought_case_id"), table_name="thought")
    op.drop_table("thought")
    op.drop_table("resource_answer")
    op.drop_index("ix_report_request_case_id_member_id", table_name="report_request")
    op.drop_table("report_request")
    op.drop_index(op.f("ix_report_case_id"), table_name="report")
    op.drop_table("report")
    op.drop_table("read_mark")
    op.drop_table("plan_version")
    op.drop_table("plan_row_release")
    op.drop_index("ix_plan_row_case_id_circle", table_name="plan_row")
    op.drop_table("plan_row")
    op.drop_index("ix_note_about", table_name="note")
    op.drop_table("note")
    op.drop_index(op.f("ix_no_contact_case_id"), table_name="no_contact")
    op.drop_table("no_contact")
    op.drop_index("ix_invite_case_id_member_id", table_name="invite")
    op.drop_table("invite")
    op.drop_index("ix_help_press_case_id_answered_at", table_name="help_press")
    op.drop_table("help_press")
    op.drop_index(op.f("ix_consent_case_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_bottom_line_version_case_id"), table_name="bottom_line_version")
    op.drop_table("bottom_line_version")
    op.drop_index(op.f("ix_attendance_case_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_index("ix_admission_case_id_member_id", table_name="admission")
    op.drop_table("admission")
    op.drop_index("ix_stage_step_case_id_at", table_name="stage_step")
    op.drop_table("stage_step")
    op.drop_index(op.f("ix_stage_override_case_id"), table_name="stage_override")
    op.drop_table("stage_override")
    op.drop_index(op.f("ix_stage_notice_due_at"), table_name="stage_notice")
    op.drop_table("stage_notice")
    op.drop_index(op.f("ix_session_revoked_at"), table_name="session")
    op.drop_index(op.f("ix_session_account_id"), table_name="session")
    op.drop_table("session")
    op.drop_table("review_date")
    op.drop_index(op.f("ix_recovery_code_account_id"), table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_table("ready_choice")
    op.drop_index(op.f("ix_phone_code_account_id"), table_name="phone_code")
    op.drop_table("phone_code")
    op.drop_index(op.f("ix_member_case_id"), table_name="member")
    op.drop_index("ix_member_account_id_state", table_name="member")
    op.drop_table("member")
    op.drop_index("ix_meeting_case_id_state", table_name="meeting")
    op.drop_table("meeting")
    op.drop_index("ix_door_sign_case_id_at", table_name="door_sign")
    op.drop_table("door_sign")
    op.drop_table("circle_head")
    op.drop_table("circle_entry")
    op.drop_index(op.f("ix_child_case_id"), table_name="child")
    op.drop_table("child")
    op.drop_table("bottom_line")
    op.drop_index(op.f("ix_barred_person_case_id"), table_name="barred_person")
    op.drop_table("barred_person")
    op.drop_index(op.f("ix_account_invitation_account_id"), table_name="account_invitation")
    op.drop_table("account_invitation")
    op.drop_index(op.f("ix_case_reference_bix"), table_name="case")
    op.drop_table("case")
    op.drop_table("audit_head")
    op.drop_index("ix_audit_entry_log_act", table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("account")

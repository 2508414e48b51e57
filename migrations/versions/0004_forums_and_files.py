"""Forums, their reports, and files

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forum",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("village_code", sa.String(length=8), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["village_code"], ["village.code"], name=op.f("fk_forum_village_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
    )
    op.create_index(op.f("ix_forum_village_code"), "forum", ["village_code"])

    op.create_table(
        "forum_report",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("forum_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "approved",
                "withdrawn",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "report_class",
            sa.Enum(
                "general",
                "internal",
                "restricted",
                name="class",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("reported_by", sa.String(length=32), nullable=True),
        sa.Column("on_behalf_of", sa.String(length=32), nullable=True),
        sa.Column("men", sa.Integer(), nullable=True),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("photos_internal", sa.Boolean(), nullable=False),
        sa.Column("answers_json", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "men IS NULL OR women IS NULL OR total IS NULL OR men + women = total",
            name=op.f("ck_forum_report_adds_up"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_forum_report_account_id")
        ),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_report_forum_id")),
        sa.ForeignKeyConstraint(
            ["on_behalf_of"], ["person.id"], name=op.f("fk_forum_report_on_behalf_of")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["person.id"], name=op.f("fk_forum_report_reported_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_report")),
        sa.UniqueConstraint("number", name=op.f("uq_forum_report_number")),
    )
    op.create_index(op.f("ix_forum_report_account_id"), "forum_report", ["account_id"])
    op.create_index(op.f("ix_forum_report_forum_id"), "forum_report", ["forum_id"])
    op.create_index(op.f("ix_forum_report_reported_by"), "forum_report", ["reported_by"])

    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column(
            "issue_class",
            sa.Enum(
                "general",
                "internal",
                "restricted",
                name="class",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["forum_report.id"], name=op.f("fk_issue_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index(op.f("ix_issue_report_id"), "issue", ["report_id"])

    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column(
            "resolution_class",
            sa.Enum(
                "general",
                "internal",
                "restricted",
                name="class",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_resolution_issue_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["forum_report.id"], name=op.f("fk_resolution_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    op.create_index(op.f("ix_resolution_report_id"), "resolution", ["report_id"])

    op.create_table(
        "report_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_history_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["forum_report.id"], name=op.f("fk_report_history_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_history")),
    )
    op.create_index(op.f("ix_report_history_report_id"), "report_history", ["report_id"])

    op.create_table(
        "file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=True),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("mailbox_key", sa.String(length=80), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "image",
                "audio",
                "video",
                "file",
                name="filekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "shows",
            sa.Enum(
                "forum",
                "sign_in",
                "other",
                name="fileshows",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "file_class",
            sa.Enum(
                "general",
                "internal",
                "restricted",
                name="class",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "stored",
                "gone",
                "too_large",
                "failed",
                "erased",
                name="filestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("content_type", sa.String(length=100), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("thumbnail", sa.String(length=200), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.String(length=32), nullable=True),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forget", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_file_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_file_case_id")),
        sa.ForeignKeyConstraint(["report_id"], ["forum_report.id"], name=op.f("fk_file_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("message_id", name=op.f("uq_file_message_id")),
    )
    op.create_index(op.f("ix_file_account_id"), "file", ["account_id"])
    op.create_index(op.f("ix_file_case_id"), "file", ["case_id"])
    op.create_index(op.f("ix_file_report_id"), "file", ["report_id"])
    op.create_index(op.f("ix_file_sha256"), "file", ["sha256"])
    op.create_index("ix_file_state_due_at", "file", ["state", "due_at"])
    op.create_index(
        "ix_file_token",
        "file",
        ["token"],
        sqlite_where=sa.text("token IS NOT NULL"),
        postgresql_where=sa.text("token IS NOT NULL"),
    )

    op.create_table(
        "kept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox_key", sa.String(length=80), nullable=True),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("message_id", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "loose",
                "used",
                "for_staff",
                "discarded",
                name="keptstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("used_for", sa.String(length=80), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_kept_account_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_kept_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept")),
    )
    op.create_index(op.f("ix_kept_account_id"), "kept", ["account_id"])
    op.create_index(op.f("ix_kept_mailbox_key"), "kept", ["mailbox_key"])
    op.create_index(op.f("ix_kept_message_id"), "kept", ["message_id"])


def downgrade() -> None:
    op.drop_table("kept")
    op.drop_table("file")
    op.drop_table("report_history")
    op.drop_table("resolution")
    op.drop_table("issue")
    op.drop_table("forum_report")
    op.drop_table("forum")

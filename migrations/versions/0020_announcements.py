"""Announcements, and who has taken note

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "naming",
                "asked",
                "going",
                "stopped",
                "refused",
                "cancelled",
                name="announcementstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_en", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.String(length=40), nullable=True),
        sa.Column("second_id", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_announcement_author_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_announcement_file_id")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["staff.id"], name=op.f("fk_announcement_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index(op.f("ix_announcement_author_id"), "announcement", ["author_id"])
    op.create_index(op.f("ix_announcement_file_id"), "announcement", ["file_id"])

    op.create_table(
        "announcement_question",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_question_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_announcement_question_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_announcement_question")),
    )
    op.create_index(
        op.f("ix_announcement_question_announcement_id"),
        "announcement_question",
        ["announcement_id"],
    )

    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("village_code", sa.String(length=8), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recipient_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_recipient_announcement_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recipient_person_id")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["village.code"], name=op.f("fk_recipient_village_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint(
            "announcement_id", "person_id", name=op.f("uq_recipient_announcement_id_person_id")
        ),
    )
    op.create_index(
        "ix_recipient_account_id_announcement_id", "recipient", ["account_id", "announcement_id"]
    )
    op.create_index(
        "ix_recipient_announcement_id_village_code",
        "recipient",
        ["announcement_id", "village_code"],
    )
    op.create_index(op.f("ix_recipient_person_id"), "recipient", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_recipient_person_id"), table_name="recipient")
    op.drop_index("ix_recipient_announcement_id_village_code", table_name="recipient")
    op.drop_index("ix_recipient_account_id_announcement_id", table_name="recipient")

    op.drop_table("recipient")
    op.drop_index(
        op.f("ix_announcement_question_announcement_id"), table_name="announcement_question"
    )

    op.drop_table("announcement_question")
    op.drop_index(op.f("ix_announcement_file_id"), table_name="announcement")
    op.drop_index(op.f("ix_announcement_author_id"), table_name="announcement")

    op.drop_table("announcement")

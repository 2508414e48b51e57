"""A report goes back to its sender with one question, and comes back with the answer

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("answered_by", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_report_question_answered_by"),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_report_question_file_id"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["forum_report.id"], name="fk_report_question_report_id"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_report_question_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_question"),
    )
    op.create_index("ix_report_question_report_id", "report_question", ["report_id"])
    op.create_index("ix_report_question_answered_by", "report_question", ["answered_by"])


def downgrade() -> None:
    op.drop_table("report_question")

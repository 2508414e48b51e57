"""Files of responses that officers asked for

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "response_export",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_response_export_account_id"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_response_export_file_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_response_export_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_response_export"),
    )
    op.create_index("ix_response_export_ended", "response_export", ["ended"])
    op.create_index("ix_response_export_file_id", "response_export", ["file_id"])


def downgrade() -> None:
    op.drop_table("response_export")

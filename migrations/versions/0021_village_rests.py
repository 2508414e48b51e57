"""Villages that are not asked again this quarter

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "village_rest",
        sa.Column("village_code", sa.String(length=8), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_village_rest_case_id")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["village.code"], name=op.f("fk_village_rest_village_code")
        ),
        sa.PrimaryKeyConstraint("village_code", "quarter", name=op.f("pk_village_rest")),
    )


def downgrade() -> None:
    op.drop_table("village_rest")

"""Who taught a cohort, and hears what help its people wish for

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLE = "cohort_facilitator"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("cohort_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_facilitator_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cohort_facilitator_person_id")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_cohort_facilitator")),
    )
    op.create_index(op.f("ix_cohort_facilitator_person_id"), TABLE, ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_cohort_facilitator_person_id"), table_name=TABLE)
    op.drop_table(TABLE)

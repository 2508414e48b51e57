"""A cohort may be asked the same survey again, on another day

It must work under the code before it: add first, fill, and remove only in a later release.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ONCE = "uq_wave_cohort_id_survey_id"
AGAIN = "uq_wave_cohort_id_survey_id_offset_days"


def upgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.drop_constraint(op.f(ONCE), type_="unique")
        table.create_unique_constraint(op.f(AGAIN), ["cohort_id", "survey_id", "offset_days"])


def downgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.drop_constraint(op.f(AGAIN), type_="unique")
        table.create_unique_constraint(op.f(ONCE), ["cohort_id", "survey_id"])

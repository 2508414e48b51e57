"""Walking through a cohort and a wave by cursor

It must work under the code before it: add first, fill, and remove only in a later release.
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_cohort_member_cohort_id_id", "cohort_member", ["cohort_id", "id"]),
    ("ix_invitation_wave_id_id", "invitation", ["wave_id", "id"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _ in INDEXES:
        op.drop_index(name, table)

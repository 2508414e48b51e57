"""Officers take out reports of forums as they take out responses

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("response_export") as table:
        table.alter_column("survey_id", existing_type=sa.String(length=32), nullable=True)
        table.add_column(sa.Column("districts", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM response_export WHERE survey_id IS NULL"))
    with op.batch_alter_table("response_export") as table:
        table.drop_column("districts")
        table.alter_column("survey_id", existing_type=sa.String(length=32), nullable=False)

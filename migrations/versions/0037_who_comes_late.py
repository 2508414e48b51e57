"""Who comes late to a wave is asked up to a size, then a second officer again

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.add_column(sa.Column("joined", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("late_agreed", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("late_asked", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("wave") as table:
        for column in ("late_asked", "late_agreed", "joined"):
            table.drop_column(column)

"""Who asked for a list to many stands on it, and why a second officer said no

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mailing") as table:
        table.add_column(sa.Column("asked_by", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("reason", sa.Text(), nullable=True))
        table.create_foreign_key(op.f("fk_mailing_asked_by"), "staff", ["asked_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("mailing") as table:
        table.drop_constraint(op.f("fk_mailing_asked_by"), type_="foreignkey")
        table.drop_column("reason")
        table.drop_column("asked_by")

"""What a meeting agreed is asked about when its day comes

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATE = sa.Enum(
    "open",
    "done",
    name="resolutionstate",
    native_enum=False,
    create_constraint=True,
    length=40,
)


def upgrade() -> None:
    with op.batch_alter_table("resolution") as table:
        table.add_column(sa.Column("state", STATE, server_default="open", nullable=False))
        table.add_column(sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("reminded", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("resolution") as table:
        table.drop_constraint(op.f("ck_resolution_resolutionstate"), type_="check")
        for column in ("reminded", "remind_at", "done_at", "state"):
            table.drop_column(column)

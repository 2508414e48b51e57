"""A second officer agrees to a large wave, and a wave is stopped by hand

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

APPROVAL = sa.Enum(
    "naming",
    "asked",
    "agreed",
    name="waveapproval",
    native_enum=False,
    create_constraint=True,
    length=40,
)
BY = ("planned_by", "second_id")
COLUMNS = ("stopped_at", "decided_at", "second_id", "messages", "approval", "planned_by")


def upgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.add_column(sa.Column("planned_by", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("approval", APPROVAL, nullable=True))
        table.add_column(sa.Column("messages", sa.Integer(), nullable=True))
        table.add_column(sa.Column("second_id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
        for column in BY:
            table.create_foreign_key(op.f(f"fk_wave_{column}"), "staff", [column], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("wave") as table:
        for column in BY:
            table.drop_constraint(op.f(f"fk_wave_{column}"), type_="foreignkey")
        table.drop_constraint(op.f("ck_wave_waveapproval"), type_="check")
        for column in COLUMNS:
            table.drop_column(column)

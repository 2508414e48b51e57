"""Talks between an officer and a person

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXED = ("account_id", "case_id", "staff_id")
ALONE = ("account_id", "staff_id")  # each in one open talk at most
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_by",
            sa.Enum(
                "staff",
                "person",
                "silence",
                name="handoverend",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_handover_account_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_handover_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_handover_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
    )
    for column in INDEXED:
        op.create_index(f"ix_handover_{column}", "handover", [column])
    for column in ALONE:
        op.create_index(
            f"uq_handover_open_{column}",
            "handover",
            [column],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )


def downgrade() -> None:
    for column in ALONE:
        op.drop_index(f"uq_handover_open_{column}", table_name="handover")
    for column in INDEXED:
        op.drop_index(f"ix_handover_{column}", table_name="handover")
    op.drop_table("handover")

"""«นัดเวที»: a forum that is to be held

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATE = sa.Enum(
    "planned",
    "held",
    "not_held",
    "cancelled",
    name="planstate",
    native_enum=False,
    create_constraint=True,
    length=40,
)


def upgrade() -> None:
    op.create_table(
        "planned_forum",
        sa.Column("forum_id", sa.String(length=32), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("state", STATE, nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("planned_by", sa.String(length=32), nullable=True),
        sa.Column("before_json", sa.Text(), nullable=True),
        sa.Column("eve_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_planned_forum_account_id"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name="fk_planned_forum_forum_id"),
        sa.ForeignKeyConstraint(["planned_by"], ["person.id"], name="fk_planned_forum_planned_by"),
        sa.PrimaryKeyConstraint("forum_id", name="pk_planned_forum"),
    )
    op.create_index("ix_planned_forum_account_id", "planned_forum", ["account_id"])
    op.create_index("ix_planned_forum_planned_by", "planned_forum", ["planned_by"])


def downgrade() -> None:
    op.drop_table("planned_forum")

"""A matter that only the central government can solve

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BEFORE = ("us", "local", "district", "province", "unsure")
NOW = ("us", "local", "district", "province", "central", "unsure")


def _solver(*words: str) -> sa.Enum:
    return sa.Enum(*words, name="solver", native_enum=False, create_constraint=True, length=40)


def _change(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    with op.batch_alter_table("issue") as table:
        table.alter_column(
            "solver",
            existing_type=_solver(*old),
            type_=_solver(*new),
            existing_nullable=True,
        )


def upgrade() -> None:
    _change(BEFORE, NOW)


def downgrade() -> None:
    op.execute("UPDATE issue SET solver = 'unsure' WHERE solver = 'central'")
    _change(NOW, BEFORE)

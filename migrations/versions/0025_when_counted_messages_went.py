"""When messages that LINE counts were sent, by an index

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COUNTED = sa.text("kind <> 'reply' AND finished_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_outgoing_counted",
        "outgoing",
        ["finished_at"],
        sqlite_where=COUNTED,
        postgresql_where=COUNTED,
    )


def downgrade() -> None:
    op.drop_index("ix_outgoing_counted", "outgoing")

"""Until when a request about many menus may still be at work at LINE

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("menu_link", sa.Column("settles_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("menu_link") as batch:
        batch.drop_column("settles_at")

"""What is told of a forum beyond its report, and of each issue

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLES = ("forum_report", "issue")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("more_json", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("more_json")

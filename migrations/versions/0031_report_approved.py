"""Who approved a report, and when

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forum_report") as table:
        table.add_column(sa.Column("reviewed_by", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key("fk_forum_report_reviewed_by", "staff", ["reviewed_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("forum_report") as table:
        table.drop_constraint("fk_forum_report_reviewed_by", type_="foreignkey")
        table.drop_column("approved_at")
        table.drop_column("reviewed_by")

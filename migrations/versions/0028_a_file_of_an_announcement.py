"""The file that goes with an announcement, and what it is called

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("announcement") as table:
        table.add_column(sa.Column("document_id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("document_name", sa.Text(), nullable=True))
        table.create_foreign_key("fk_announcement_document_id", "file", ["document_id"], ["id"])
    op.create_index("ix_announcement_document_id", "announcement", ["document_id"])


def downgrade() -> None:
    op.drop_index("ix_announcement_document_id", "announcement")
    with op.batch_alter_table("announcement") as table:
        table.drop_constraint("fk_announcement_document_id", type_="foreignkey")
        table.drop_column("document_name")
        table.drop_column("document_id")

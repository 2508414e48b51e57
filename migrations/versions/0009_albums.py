"""Where in an album a photo stands

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("file", sa.Column("image_set", sa.String(length=80), nullable=True))
    op.add_column("file", sa.Column("image_index", sa.Integer(), nullable=True))
    op.add_column("file", sa.Column("image_total", sa.Integer(), nullable=True))
    op.create_index("ix_file_image_set", "file", ["image_set"])


def downgrade() -> None:
    op.drop_index("ix_file_image_set", "file")
    with op.batch_alter_table("file") as table:
        for name in ("image_total", "image_index", "image_set"):
            table.drop_column(name)

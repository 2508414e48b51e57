"""A picture and a file that go with advice, and advice that was taken off the shelf

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

FILES = ("picture_id", "document_id")


def upgrade() -> None:
    with op.batch_alter_table("advice") as table:
        for name in FILES:
            table.add_column(sa.Column(name, sa.String(length=32), nullable=True))
            table.create_foreign_key(op.f(f"fk_advice_{name}"), "file", [name], ["id"])
        table.add_column(sa.Column("document_name", sa.Text(), nullable=True))
        table.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("advice") as table:
        table.drop_column("removed_at")
        table.drop_column("document_name")
        for name in FILES:
            table.drop_constraint(op.f(f"fk_advice_{name}"), type_="foreignkey")
            table.drop_column(name)

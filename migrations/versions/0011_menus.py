"""Rich menus: what is meant to be at LINE, and what each account is shown

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "menu",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.String(length=80), nullable=True),
        sa.Column("pictured", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu")),
        sa.UniqueConstraint("name", name=op.f("uq_menu_name")),
    )
    op.create_index(op.f("ix_menu_key"), "menu", ["key"], unique=False)
    op.create_table(
        "menu_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "done",
                "dead",
                name="menustate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("linked", sa.String(length=80), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=80), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["account.id"], name=op.f("fk_menu_link_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_link")),
    )
    op.create_index("ix_menu_link_state_due_at", "menu_link", ["state", "due_at"], unique=False)
    op.create_index(
        "ix_menu_link_token",
        "menu_link",
        ["token"],
        unique=False,
        sqlite_where=sa.text("token IS NOT NULL"),
        postgresql_where=sa.text("token IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("menu_link")
    op.drop_table("menu")

"""The full report: who can solve an issue, who promised, how far people took part

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table("forum_report") as table:
        table.add_column(sa.Column("level", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column(
                "rest",
                _words("reststate", "wanted", "enough", "told"),
                server_default="wanted",
                nullable=False,
            )
        )
    with op.batch_alter_table("issue") as table:
        solvers = _words("solver", "us", "local", "district", "province", "unsure")
        table.add_column(sa.Column("solver", solvers, nullable=True))
    with op.batch_alter_table("resolution") as table:
        table.add_column(sa.Column("promised_by", sa.String(length=32), nullable=True))
        table.create_foreign_key("fk_resolution_promised_by", "person", ["promised_by"], ["id"])
    op.create_index("ix_resolution_promised_by", "resolution", ["promised_by"])
    op.create_table(
        "issue_staff",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_staff_issue_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_issue_staff_staff_id"),
        sa.PrimaryKeyConstraint("issue_id", "staff_id", name="pk_issue_staff"),
    )


def downgrade() -> None:
    op.drop_table("issue_staff")
    op.drop_index("ix_resolution_promised_by", "resolution")
    with op.batch_alter_table("resolution") as table:
        table.drop_constraint(op.f("fk_resolution_promised_by"), type_="foreignkey")
        table.drop_column("promised_by")
    with op.batch_alter_table("issue") as table:
        table.drop_constraint(op.f("ck_issue_solver"), type_="check")
        table.drop_column("solver")
    with op.batch_alter_table("forum_report") as table:
        table.drop_constraint(op.f("ck_forum_report_reststate"), type_="check")
        table.drop_column("rest")
        table.drop_column("level")

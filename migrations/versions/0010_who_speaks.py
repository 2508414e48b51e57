"""Who speaks through a phone that several people use, and for whom they speak

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ANSWER_BY = sa.Enum(
    "phone",
    "visit",
    "call",
    name="answerby",
    native_enum=False,
    create_constraint=True,
    length=40,
)
PERSON = {"mailbox": "speaker_id", "conversation": "person_id", "kept": "person_id"}


def upgrade() -> None:
    for name, column in (*PERSON.items(), ("report_history", "person_id")):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.String(length=32), nullable=True))
            table.create_foreign_key(f"fk_{name}_{column}", "person", [column], ["id"])
    op.create_index("ix_conversation_person_id", "conversation", ["person_id"])
    op.create_index("ix_kept_person_id", "kept", ["person_id"])
    with op.batch_alter_table("mailbox") as table:
        table.add_column(sa.Column("speaker_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("asked_about", sa.Text(), nullable=True))
    for name in ("case", "forum_report"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("behalf_name", sa.Text(), nullable=True))
            table.add_column(
                sa.Column("for_another", sa.Boolean(), server_default=sa.false(), nullable=False)
            )
    with op.batch_alter_table("case") as table:
        table.add_column(sa.Column("sealed_person", sa.Text(), nullable=True))
        table.add_column(sa.Column("sealed_behalf", sa.Text(), nullable=True))
        table.add_column(sa.Column("answer_by", ANSWER_BY, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("case") as table:
        table.drop_constraint(op.f("ck_case_answerby"), type_="check")
        for column in ("answer_by", "sealed_behalf", "sealed_person"):
            table.drop_column(column)
    for name in ("forum_report", "case"):
        with op.batch_alter_table(name) as table:
            table.drop_column("for_another")
            table.drop_column("behalf_name")
    with op.batch_alter_table("mailbox") as table:
        table.drop_column("asked_about")
        table.drop_column("speaker_on")
    op.drop_index("ix_kept_person_id", "kept")
    op.drop_index("ix_conversation_person_id", "conversation")
    for name, column in (("report_history", "person_id"), *PERSON.items()):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"fk_{name}_{column}"), type_="foreignkey")
            table.drop_column(column)

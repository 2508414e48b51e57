"""One thing said to many people, lanes of the outbox, and districts that are paused

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS_BEFORE = ("reply", "push")
KINDS = (*KINDS_BEFORE, "multicast", "broadcast")
PUSHED = sa.text("answer = 0"), sa.text("NOT answer")
LISTED = sa.text("mailing_id IS NOT NULL")


def one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", one_of("outboxkind", *KINDS), nullable=False),
        sa.Column(
            "state",
            one_of("mailingstate", "writing", "asking", "going", "held", "withdrawn"),
            nullable=False,
        ),
        sa.Column(
            "priority", one_of("priority", "answer", "asked", "staff", "unasked"), nullable=False
        ),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=True),
        sa.Column("urgent_by", sa.String(length=32), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hold_reason", sa.String(length=80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["urgent_by"], ["staff.id"], name=op.f("fk_mailing_urgent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("key", name=op.f("uq_mailing_key")),
    )
    with op.batch_alter_table("outgoing") as batch:
        batch.alter_column(
            "kind",
            existing_type=one_of("outboxkind", *KINDS_BEFORE),
            type_=one_of("outboxkind", *KINDS),
            existing_nullable=False,
        )
        batch.add_column(
            sa.Column(
                "lane",
                one_of("lane", "urgent", "push", "bulk"),
                server_default="push",
                nullable=False,
            )
        )
        batch.add_column(sa.Column("mailing_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("half_of", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_outgoing_mailing_id"), "mailing", ["mailing_id"], ["id"])
        batch.create_foreign_key(op.f("fk_outgoing_half_of"), "outgoing", ["half_of"], ["id"])
    op.execute("UPDATE outgoing SET lane = 'urgent' WHERE urgent_by IS NOT NULL")
    op.create_index(
        "ix_outgoing_lanes",
        "outgoing",
        ["state", "lane", "due_at", "id"],
        sqlite_where=PUSHED[0],
        postgresql_where=PUSHED[1],
    )
    op.create_index(
        "ix_outgoing_mailing_id_state",
        "outgoing",
        ["mailing_id", "state"],
        sqlite_where=LISTED,
        postgresql_where=LISTED,
    )
    op.create_table(
        "addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column(
            "state",
            one_of(
                "addresseestate",
                *("waiting", "sent", "carried", "withdrawn", "blocked", "excluded"),
                *("bad_id", "dead"),
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_addressee_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_addressee_mailing_id")
        ),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing.id"], name=op.f("fk_addressee_outgoing_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_addressee_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addressee")),
        sa.UniqueConstraint(
            "mailing_id", "account_id", name=op.f("uq_addressee_mailing_id_account_id")
        ),
    )
    op.create_index("ix_addressee_outgoing_id_state", "addressee", ["outgoing_id", "state"])
    op.create_index(
        "ix_addressee_account_id_state", "addressee", ["account_id", "state", "finished_at"]
    )
    with op.batch_alter_table("district") as batch:
        batch.add_column(sa.Column("paused_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("district") as batch:
        batch.drop_column("paused_since")
    op.drop_table("addressee")
    op.execute("DELETE FROM outgoing WHERE kind NOT IN ('reply', 'push')")
    op.drop_index("ix_outgoing_mailing_id_state", "outgoing")
    op.drop_index("ix_outgoing_lanes", "outgoing")
    with op.batch_alter_table("outgoing") as batch:
        batch.drop_constraint(op.f("fk_outgoing_mailing_id"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_outgoing_half_of"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_outgoing_lane"), type_="check")
        batch.drop_column("half_of")
        batch.drop_column("mailing_id")
        batch.drop_column("lane")
        batch.alter_column(
            "kind",
            existing_type=one_of("outboxkind", *KINDS),
            type_=one_of("outboxkind", *KINDS_BEFORE),
            existing_nullable=False,
        )
    op.drop_table("mailing")

"""Forms that staff bring, what belongs to them, and prompts spoken for them

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_form",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["staff.id"], name=op.f("fk_stored_form_added_by")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["form_version.digest"], name=op.f("fk_stored_form_digest")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_form")),
    )
    op.create_index(op.f("ix_stored_form_name"), "stored_form", ["name"], unique=False)
    op.create_table(
        "form_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_form.digest"], name=op.f("fk_form_file_digest")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_form_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_file")),
        sa.UniqueConstraint("digest", "name", name=op.f("uq_form_file_digest_name")),
    )
    op.create_index(op.f("ix_form_file_file_id"), "form_file", ["file_id"], unique=False)
    op.create_index(op.f("ix_form_file_sha256"), "form_file", ["sha256"], unique=False)
    op.create_table(
        "spoken_prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("wording", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_spoken_prompt_file_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["staff.id"], name=op.f("fk_spoken_prompt_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_prompt")),
        sa.UniqueConstraint(
            "form_name",
            "language",
            "wording",
            name=op.f("uq_spoken_prompt_form_name_language_wording"),
        ),
    )
    op.create_index(op.f("ix_spoken_prompt_file_id"), "spoken_prompt", ["file_id"], unique=False)


def downgrade() -> None:
    op.drop_table("spoken_prompt")
    op.drop_table("form_file")
    op.drop_table("stored_form")

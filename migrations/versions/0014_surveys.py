"""Surveys, waves, invitations, responses, and the codes of forums

It must work under the code before it: add first, fill, and remove only in a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WAVE_STATES = ("planned", "open", "closed", "cancelled")
INVITATION_STATES = (
    *("waiting", "opened", "half_filled", "answered"),
    *("declined", "unreachable", "expired"),
)
NOBODYS = (
    "NOT anonymous OR (person_id IS NULL AND invitation_id IS NULL AND submitted_at IS NULL)"
)
INDEXED = (
    ("invitation", "person_id"),
    *(("response", name) for name in ("version_id", "wave_id", "forum_id", "person_id")),
)


def upgrade() -> None:
    _surveys()
    _waves()
    _responses()
    for table, column in INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_invitation_wave_id_state", "invitation", ["wave_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_invitation_wave_id_state", table_name="invitation")
    for table, column in INDEXED:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
    for table in ("forum_code", "response", "invitation", "wave", "survey_version", "survey"):
        op.drop_table(table)


def _surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
        sa.UniqueConstraint("key", name="uq_survey_key"),
    )
    op.create_table(
        "survey_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_digest", sa.String(length=64), nullable=False),
        sa.Column("title_th", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("partly", sa.Boolean(), nullable=False),
        _moment("added_at"),
        _key("survey_version", "survey_id", "survey.id"),
        _key("survey_version", "form_digest", "form_version.digest"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_version"),
        sa.UniqueConstraint("survey_id", "number", name="uq_survey_version_survey_id_number"),
        sa.UniqueConstraint(
            "survey_id", "form_digest", name="uq_survey_version_survey_id_form_digest"
        ),
    )


def _waves() -> None:
    op.create_table(
        "wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.String(length=32), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("state", _choice("wavestate", WAVE_STATES), nullable=False),
        _moment("opens_at"),
        _moment("closes_at"),
        _moment("first_reminder_at", nullable=True),
        _moment("second_reminder_at", nullable=True),
        _moment("created_at"),
        _key("wave", "survey_id", "survey.id"),
        _key("wave", "cohort_id", "cohort.id"),
        sa.PrimaryKeyConstraint("id", name="pk_wave"),
        sa.UniqueConstraint("cohort_id", "survey_id", name="uq_wave_cohort_id_survey_id"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("state", _choice("invitationstate", INVITATION_STATES), nullable=False),
        sa.Column("open_questions", sa.Integer(), nullable=True),
        _moment("later_at", nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        _key("invitation", "wave_id", "wave.id"),
        _key("invitation", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("wave_id", "person_id", name="uq_invitation_wave_id_person_id"),
    )


def _responses() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version_id", sa.String(length=32), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("forum_id", sa.String(length=32), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        _moment("submitted_at", nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.CheckConstraint(NOBODYS, name=op.f("ck_response_nobodys")),
        _key("response", "version_id", "survey_version.id"),
        _key("response", "wave_id", "wave.id"),
        _key("response", "forum_id", "forum.id"),
        _key("response", "person_id", "person.id"),
        _key("response", "invitation_id", "invitation.id"),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sa.UniqueConstraint("invitation_id", name="uq_response_invitation_id"),
        sqlite_with_rowid=False,  # rows in the order in which they came would tell whose they are
    )
    op.create_table(
        "forum_code",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("forum_id", sa.String(length=32), nullable=False),
        _moment("created_at"),
        _key("forum_code", "forum_id", "forum.id"),
        sa.PrimaryKeyConstraint("code", name="pk_forum_code"),
        sa.UniqueConstraint("forum_id", name="uq_forum_code_forum_id"),
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _choice(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")

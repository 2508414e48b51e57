"""Parts of a cohort, as they are offered in the chat: each stands for the people that it names."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from handlers.announce import whom
from models.audience import parse, people
from models.database import Database
from models.people import Person
from models.programme import CohortMember
from models.surveys import Invitation, Wave
from models.words import InvitationState, WaveState
from tests.golden.cast.base import nonsommut
from tests.golden.cast.waves import trainee

MEANT = {
    "คนที่ยังไม่ตอบ ครบ 1 เดือน รุ่น 1": {"คุณสายฝน"},
    "ส่วนราชการ รุ่น 1": {"ปลัดวิชัย"},
    "ภาคประชาชน รุ่น 1": {"คุณสายฝน"},
    "คนที่ตอบค้างไว้ ครบ 1 เดือน รุ่น 1": {"คุณสายฝน"},
    "คนที่ตอบแล้ว ครบ 1 เดือน รุ่น 1": {"ปลัดวิชัย"},
    "คนที่ไม่สะดวกตอบ ครบ 1 เดือน รุ่น 1": set(),
}


@pytest.fixture
def database(any_database: Database, clock: FileClock) -> Database:
    """Two of a cohort in an open wave: a citizen half-way, and an official who has answered."""
    now = clock.now() - timedelta(days=1)
    with any_database.write() as session:
        nonsommut(session, now)
        trainee(session, now)
        session.add(Person(id="p2", called="ปลัดวิชัย", created_at=now))
        session.flush()
        first = session.scalars(sa.select(CohortMember)).one()
        session.add(CohortMember(cohort_id=first.cohort_id, person_id="p2", kind="agency"))
        wave = session.scalars(sa.select(Wave).order_by(Wave.opens_at).limit(1)).one()
        wave.state = WaveState.OPEN
        far = {first.person_id: InvitationState.HALF_FILLED, "p2": InvitationState.ANSWERED}
        for person, state in far.items():
            session.add(Invitation(wave_id=wave.id, person_id=person, state=state))
    return any_database


def test_each_part_means_those_whom_it_names(database: Database) -> None:
    found: dict[str, set[str | None]] = {}
    with database.read() as session:
        for row in whom.part_rows(session, "th"):
            audience = parse(" ".join(whom.terms_of(row["name"])))
            ids = session.scalars(people(audience)).all()
            named = sa.select(Person.called).where(Person.id.in_(ids))
            found[row["label"]] = set(session.scalars(named))
    assert found == MEANT
    assert list(found) == list(MEANT)


def test_a_stored_audience_is_the_choice_that_it_was(database: Database) -> None:
    with database.read() as session:
        names = [row["name"] for row in whom.part_rows(session, "th")]
    audiences = [parse(" ".join(whom.terms_of(one))) for one in names]
    assert [whom.part_of(dict(one.terms)) for one in audiences] == names


@pytest.mark.parametrize(
    "written",
    [
        "cohort:a",
        "kind:citizen",
        "cohort:a kind:citizen,agency",
        "cohort:a,b kind:citizen",
        "cohort:a wave:1/waiting",
        "cohort:a wave:1/answered,2/answered",
        "cohort:a kind:citizen wave:1/answered",
        "role:leader cohort:a kind:citizen",
    ],
)
def test_what_the_chat_has_no_choice_for_is_none(written: str) -> None:
    assert whom.part_of(dict(parse(written).terms)) is None


def test_an_audience_of_the_command_line_is_told_in_words(database: Database) -> None:
    with database.read() as session:
        wave = session.scalars(sa.select(Wave).order_by(Wave.opens_at).limit(1)).one()
        audience = parse(f"kind:agency wave:{wave.id}/answered")
        told = whom.names_of(session, dict(audience.terms), "th")
    assert told == ["ส่วนราชการ", "คนที่ตอบแล้ว ครบ 1 เดือน"]

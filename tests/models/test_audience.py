"""An audience is written in a few words; each person meant is found once, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from models.audience import Audience, AudienceFault, parse, people, reach, strangers
from models.consents import NUDGES, record
from models.database import Database
from models.people import Account, AccountPerson, Membership, Person
from models.places import District, Subdistrict, Village
from models.programme import Cohort, Programme
from models.surveys import Invitation, Survey, Wave
from models.words import InvitationState, Permission, Role, WaveState

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
HERE, THERE = "32100191", "32110191"


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        for code in (HERE, THERE):
            session.add(District(code=code[:4], name_th="อำเภอ", name_en="District"))
            session.flush()
            session.add(
                Subdistrict(code=code[:6], district_code=code[:4], name_th="ต", name_en="S")
            )
            session.flush()
            session.add(
                Village(code=code, subdistrict_code=code[:6], moo=91, name_th="บ", name_en="V")
            )
        session.flush()
        yield session


def _person(session: Session, name: str, *places: tuple[Role, str], phones: str = "") -> None:
    session.add(Person(id=name, called=name, created_at=NOW))
    session.flush()
    for role, village in places:
        session.add(Membership(person_id=name, village_code=village, role=role, since=NOW))
    for phone in phones.split():
        if session.get(Account, phone) is None:
            session.add(Account(id=phone, line_user_id=f"U{phone}", created_at=NOW, friend=True))
            session.flush()
        session.add(AccountPerson(account_id=phone, person_id=name, since=NOW))
    session.flush()


def _named(session: Session, written: str, *within: str) -> list[str]:
    return list(session.scalars(people(parse(written, within))))


def test_role_and_place_hold_of_one_membership(session: Session) -> None:
    _person(session, "headman", (Role.LEADER, HERE))
    _person(session, "moved", (Role.LEADER, THERE), (Role.VILLAGER, HERE))
    assert _named(session, "role:leader district:3210") == ["headman"]
    assert _named(session, "district:3210") == ["headman", "moved"]


def test_a_person_in_two_roles_is_named_once(session: Session) -> None:
    _person(session, "both", (Role.LEADER, HERE), (Role.TRAINEE, HERE))
    assert _named(session, "role:leader,trainee") == ["both"]
    assert _named(session, "everyone") == ["both"]


def test_who_may_speak_in_one_district_only_reaches_nobody_elsewhere(session: Session) -> None:
    _person(session, "here", (Role.VILLAGER, HERE))
    _person(session, "there", (Role.VILLAGER, THERE))
    assert _named(session, "everyone", "3210") == ["here"]
    assert _named(session, "district:3211", "3210") == []


def test_a_step_goes_on_after_the_last_one(session: Session) -> None:
    for name in ("a", "b", "c"):
        _person(session, name)
    first = list(session.scalars(people(parse("everyone")).limit(2)))
    assert list(session.scalars(people(parse("everyone"), first[-1]))) == ["c"]


def test_two_on_one_phone_and_one_on_two_phones_cost_one_message_each(session: Session) -> None:
    _person(session, "grandmother", phones="shared")
    _person(session, "granddaughter", phones="shared")
    _person(session, "officer", phones="old new")
    found = reach(session, parse("everyone"), NUDGES)
    assert (found.people, found.messages) == (3, 2)


def test_who_said_no_blocked_or_never_wrote_costs_nothing(session: Session) -> None:
    _person(session, "no", phones="p1")
    _person(session, "blocking", phones="p2")
    _person(session, "never")
    record(session, "p1", None, NUDGES, 1, Permission.NO, NOW)
    session.get_one(Account, "p2").blocked = True
    session.flush()
    found = reach(session, parse("everyone"), NUDGES)
    assert (found.messages, found.unreached, found.refused) == (0, 1, 2)


def test_everyone_means_those_who_have_not_signed_up_too(session: Session) -> None:
    session.add(Account(id="new", line_user_id="Unew", created_at=NOW, friend=True))
    session.flush()
    assert list(session.scalars(strangers(parse("everyone")))) == ["new"]
    assert list(session.scalars(strangers(parse("role:leader")))) == []
    assert reach(session, parse("everyone"), NUDGES).messages == 1


def test_a_wave_and_how_far_somebody_is_in_it(session: Session) -> None:
    for name in ("asked", "answered"):
        _person(session, name)
    cohort = Cohort(id="c", programme_id="p", number=1, starts_on=NOW.date(), ends_on=NOW.date())
    session.add(Programme(id="p", name_th="โครงการ", name_en="Programme", fiscal_year_be=2569))
    session.add(Survey(id="s", key="T2", created_at=NOW))
    session.flush()
    session.add(cohort)
    session.flush()
    wave = Wave(
        survey_id="s",
        cohort_id="c",
        offset_days=30,
        state=WaveState.OPEN,
        opens_at=NOW,
        closes_at=NOW,
        created_at=NOW,
    )
    session.add(wave)
    session.flush()
    for name, state in (("asked", InvitationState.WAITING), ("answered", InvitationState.ANSWERED)):
        session.add(Invitation(wave_id=wave.id, person_id=name, state=state))
    session.flush()
    assert _named(session, f"wave:{wave.id}") == ["answered", "asked"]
    assert _named(session, f"wave:{wave.id}/waiting,{wave.id}/opened") == ["asked"]


def test_the_order_of_the_words_does_not_matter() -> None:
    assert parse("district:3211,3210 role:leader") == parse("role:leader district:3210,3211")
    assert str(parse("district:3210 role:leader")) == "role:leader district:3210"
    assert parse(str(Audience())) == Audience()


@pytest.mark.parametrize(
    "written", ["", "leader", "role:king", "role:", "everyone role:leader", "wave:x", "wave:1/gone"]
)
def test_words_that_name_nobody_are_refused(written: str) -> None:
    with pytest.raises(AudienceFault):
        parse(written)

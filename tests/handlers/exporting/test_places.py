"""Where an answer is from, as far as an export tells it: nobody is found by it, whoever tries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy.orm import Session

from handlers.exporting.places import LEAST, OF_DISTRICT, OF_FORUMS, OF_PEOPLE, shown
from handlers.exporting.service import rows, shape_for
from handlers.surveys.service import add_version, built_in
from handlers.surveys.splitting import store_nobodys
from models.database import Database
from models.forums import Forum
from models.people import Membership
from models.places import District, Subdistrict, Village
from models.words import Role
from reports.responses import Response
from reports.responses.columns import DISTRICT, FORUM, HELD_ON, VILLAGE, VILLAGE_NAME
from tests.conftest import START
from tests.support.surveys import answered, somebody, survey

DAY = START.date()
LATER = DAY + timedelta(days=7)
LEVELS = (DISTRICT, VILLAGE, FORUM)
Answers = Mapping[tuple[str, date], int]  # how many, by forum («32069191a») and day


def placed(session: Session, codes: Iterable[str]) -> None:
    for code in sorted(set(codes)):
        for kind, key in ((District, code[:4]), (Subdistrict, code[:6])):
            if session.get(kind, key) is None:
                more = {"district_code": key[:4]} if kind is Subdistrict else {}
                session.add(kind(code=key, name_th=key, name_en=key, **more))
                session.flush()
        village = {"name_th": f"บ้าน{code}", "name_en": code, "moo": int(code[6:])}
        session.add(Village(code=code, subdistrict_code=code[:6], **village))
    session.flush()


def asked(database: Database, answers: Answers) -> str:
    """The survey C, answered so; the name of a forum is its village's code and a letter."""
    with database.write() as session:
        version, _ = add_version(session, built_in("C"), START)
        placed(session, (name[:8] for name, _ in answers))
        for name in sorted({name for name, _ in answers}):
            held = {"held_on": DAY, "fiscal_year_be": 2569, "created_at": START}
            session.add(Forum(id=name, village_code=name[:8], **held))
        session.flush()
        for (name, day), many in answers.items():
            for _ in range(many):
                store_nobodys(session, version, {"spoke": name}, day, forum_id=name)
        return version.survey_id


def told(database: Database, survey_id: str, today: date = LATER) -> list[Response]:
    return list(rows(database, survey_id, today=today))


def test_ten_of_a_forum_on_a_day_are_told_with_their_place(any_database: Database) -> None:
    survey_id = asked(any_database, {("32069191a", DAY): LEAST})
    (place,) = {tuple(one.facts.items()) for one in told(any_database, survey_id)}
    assert dict(place) == {
        DISTRICT: "3206",
        VILLAGE: "32069191",
        VILLAGE_NAME: "บ้าน32069191",
        FORUM: "32069191a",
        HELD_ON: DAY,
    }


def test_nine_are_told_without_any(any_database: Database) -> None:
    survey_id = asked(any_database, {("32069191a", DAY): LEAST - 1})
    assert [one.facts for one in told(any_database, survey_id)] == [{}] * (LEAST - 1)


def test_whoever_answers_alone_on_another_day_is_not_told_apart(any_database: Database) -> None:
    answers = {("32069191a", DAY): 20, ("32069191a", DAY + timedelta(days=3)): 1}
    (alone,) = (one for one in told(any_database, asked(any_database, answers)) if not one.facts)
    assert alone.day == (DAY + timedelta(days=3)).isoformat()


def test_a_day_that_is_not_over_tells_no_place(any_database: Database) -> None:
    survey_id = asked(any_database, {("32069191a", DAY): 20})
    assert not any(one.facts for one in told(any_database, survey_id, DAY))


def test_one_village_alone_is_not_found_by_subtraction(any_database: Database) -> None:
    answers = {("32069191a", DAY): 3, ("32069292a", DAY): 11, ("32069393a", DAY): 12}
    found = Counter(
        str(one.facts.get(VILLAGE)) for one in told(any_database, asked(any_database, answers))
    )
    assert found == {"32069393": 12, "None": 14}


def test_the_second_forum_of_a_village_hides_the_first_and_not_the_village(
    any_database: Database,
) -> None:
    survey_id = asked(any_database, {("32069191a", DAY): 14, ("32069191b", DAY): 2})
    places = told(any_database, survey_id)
    assert {one.facts.get(VILLAGE) for one in places} == {"32069191"}
    assert {one.facts.get(FORUM) for one in places} == {None}


@pytest.mark.parametrize("seed", range(5))
def test_no_joining_of_files_tells_of_fewer_than_ten(any_database: Database, seed: int) -> None:
    """Whoever takes a file each day, and compares them all, looks for a place that a small group
    must be from: by its name, by what is left over of a day, or by what changed since."""
    chance, days = Random(seed), [DAY + timedelta(days=n) for n in range(4)]
    forums = [f"32{d:02}{9100 + v}{f}" for d in (6, 10) for v in (1, 2, 3) for f in "ab"]
    drawn = {(name, day): chance.choice([0, 0, 1, 4, 9, 10, 15]) for name in forums for day in days}
    survey_id = asked(any_database, {at: many for at, many in drawn.items() if many})
    files = [told(any_database, survey_id, day) for day in (*days, LATER)]
    for file in files:
        assert_no_small_cells(file)
    for before, after in pairwise(files):
        assert_changes_are_of_whole_days(before, after)


def assert_no_small_cells(file: list[Response]) -> None:
    """The words of an answer are its forum, so that the test knows what the file must not tell."""
    for level, around in zip(LEVELS, ("", DISTRICT, VILLAGE), strict=True):
        inside: dict[object, list[Response]] = defaultdict(list)
        for one in file:
            inside[one.day, one.facts.get(around)].append(one)
        for group in inside.values():
            named = Counter(one.facts[level] for one in group if level in one.facts)
            left = [true(one, level) for one in group if level not in one.facts]
            assert all(many >= LEAST for many in named.values())
            assert not named or not left or (len(left) >= LEAST and len(set(left)) > 1)


def true(one: Response, level: str) -> str:
    name = str(one.answers["spoke"])
    return {DISTRICT: name[:4], VILLAGE: name[:8], FORUM: name}[level]


def assert_changes_are_of_whole_days(before: list[Response], after: list[Response]) -> None:
    """Only the day that has ended since says more, and all of it at once."""
    then = {one.id: one.facts for one in before}
    changed = {one.day for one in after if one.id in then and then[one.id] != one.facts}
    assert len(changed) <= 1
    assert not any(one.facts for one in before if one.day in changed)


def test_a_place_that_nobody_knows_is_never_shown() -> None:
    assert shown({"": 40, "a": 12, "b": 30}) == {"b"}


def test_the_few_of_several_small_places_are_not_found_by_subtraction() -> None:
    assert shown({"a": 50, "b": 1, "c": 1}) == set()
    assert shown({"a": 50, "d": 10, "b": 1, "c": 1}) == {"a"}
    assert shown({"a": 50, "b": 5, "c": 5}) == {"a"}


def belongs(session: Session, person_id: str, code: str, until: int | None = None) -> None:
    """From ten days before START, for so many days."""
    since = START - timedelta(days=10)
    end = since + timedelta(days=until) if until else None
    row = Membership(person_id=person_id, role=Role.LEADER, since=since, until=end)
    row.village_code = code
    session.add(row)
    session.flush()


def test_with_names_the_village_of_who_answered_is_told_as_it_was_then(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        placed(session, ("32069191", "32069292"))
        found, who = survey(session, START), somebody(session, START)
        belongs(session, who.id, "32069292", until=3)
        belongs(session, who.id, "32069191")
        answered(session, found, {}, START, of=who)
        survey_id, shape = found.id, shape_for(session, found.id, names=True)
    (row,) = rows(any_database, survey_id, today=LATER, names=True)
    assert shape.facts == OF_PEOPLE
    assert row.facts == {DISTRICT: "3206", VILLAGE: "32069191", VILLAGE_NAME: "บ้าน32069191"}


def test_without_names_it_stops_at_the_district(any_database: Database) -> None:
    with any_database.write() as session:
        placed(session, ("32069191",))
        found, who = survey(session, START), somebody(session, START)
        belongs(session, who.id, "32069191")
        answered(session, found, {}, START, of=who)
        survey_id, shape = found.id, shape_for(session, found.id, names=False)
    (row,) = rows(any_database, survey_id, today=LATER)
    assert (shape.facts, row.facts) == (OF_DISTRICT, {DISTRICT: "3206"})


def test_an_answer_without_a_name_in_a_wave_tells_no_place(any_database: Database) -> None:
    with any_database.write() as session:
        found = survey(session, START, anonymous=True)
        survey_id = found.id
        for _ in range(LEAST):
            answered(session, found, {}, START)
        assert shape_for(session, survey_id, names=True).facts == ()
    assert {str(one.facts) for one in told(any_database, survey_id)} == {"{}"}


def test_the_columns_of_a_forums_answers_are_those_of_its_place(any_database: Database) -> None:
    survey_id = asked(any_database, {("32069191a", DAY): 1})
    with any_database.read() as session:
        assert shape_for(session, survey_id, names=False).facts == OF_FORUMS

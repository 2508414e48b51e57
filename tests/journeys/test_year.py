"""A programme's time under a driven clock, with real processes: two clocks at once, and none for
three days. For every slot one task with one outcome; every message once, in hours, within caps.

`make test` lives twelve days around the beginning of a quarter's last month, `make year` a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from base.ids import new_id
from models.consents import NUDGES, record
from models.people import Account, AccountPerson, Membership, Person
from models.places import Village
from models.tasks import ScheduledTask
from models.words import InvitationState, Permission, Priority, Role, TaskState
from tests.golden.cast.base import nonsommut, officer, user_id
from tests.journeys import trainees
from tests.journeys.site import Site
from tests.journeys.trainees import Trainee
from tests.journeys.year import BANGKOK, Year, slots, year

pytestmark = [pytest.mark.journey, pytest.mark.timeout(3600)]

BEGINS = datetime(2026, 8, 27, 0, 30, tzinfo=BANGKOK)  # a Thursday, before the quarter's last month
ENDED_ON = date(2026, 8, 1)  # the workshop: T2 opens in these days
Does = Callable[[Site, Trainee], None]
DOWN, FEW, MANY = 3, 12, 100
ENDED = (TaskState.RAN, TaskState.MERGED, TaskState.DROPPED)
# Village by moo: how its leader stands to the bot.
LEADERS = {81: "answers", 82: "silent", 83: "blocked", 84: "no friend", 85: "no reminders"}


@pytest.fixture(scope="module")
def lived(
    template_file: Path, tmp_path_factory: pytest.TempPathFactory, whole_year: bool
) -> Iterator[Year]:
    """Some days, three without a clock, and the rest; leaders of five villages."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "wethi.db").write_bytes(template_file.read_bytes())
    with year(f"sqlite:///{folder / 'wethi.db'}", folder, BEGINS) as one:
        _come(one)
        people = _enrol(one, MANY if whole_year else FEW)
        one.start_clocks()
        one.live(BEGINS.date(), 2)
        _begins_a_form(one)
        one.live(BEGINS.date() + timedelta(days=2), 4)
        _each(one, people, trainees.AT_ONCE, trainees.answer)
        _each(one, people, trainees.DECLINES, trainees.decline)
        one.end_clocks()
        one.live(BEGINS.date() + timedelta(days=6), DOWN, clocks=False)
        after = BEGINS.date() + timedelta(days=6 + DOWN)
        one.site.until(datetime.combine(after, time(0, 30), BANGKOK))
        one.start_clocks()
        _each(one, people, trainees.LATE, trainees.answer)
        one.live(after, 363 if whole_year else 3)
        yield one


def _come(one: Year) -> None:
    now = one.begins - timedelta(days=1)
    one.site.control.webhook_on(False)
    with one.site.house.database.write() as session:
        nonsommut(session, now)
        officer(session, now)
        for moo, stands in LEADERS.items():
            code, name = f"320601{moo}", f"leader{moo}"
            village = Village(code=code, subdistrict_code="320601", moo=moo, name_th=f"บ{moo}")
            village.name_en = f"V{moo}"
            session.add(village)
            person = Person(id=new_id(), called=f"ผู้ใหญ่ {moo}", created_at=now)
            account = Account(id=new_id(), line_user_id=user_id(name), created_at=now)
            account.friend, account.blocked = stands != "no friend", stands == "blocked"
            session.add_all([person, account])
            session.flush()
            session.add(AccountPerson(account_id=account.id, person_id=person.id, since=now))
            lead = {"village_code": code, "role": Role.LEADER, "since": now}
            session.add(Membership(person_id=person.id, **lead))
            if stands == "no reminders":
                record(session, account.id, None, NUDGES, 1, Permission.NO, now)
    for name in ("officer", *(f"leader{moo}" for moo in LEADERS)):
        one.site.control.person(name, user_id=user_id(name))
    one.site.control.webhook_on(True)


def _enrol(one: Year, count: int) -> list[Trainee]:
    one.site.control.webhook_on(False)
    with one.site.house.database.write() as session:
        people = trainees.enrol(session, count, ENDED_ON, one.begins)
    for each in people:
        friend = each.stands != trainees.STRANGER
        one.site.control.person(each.stands, user_id=each.user, friend=friend)
    one.site.control.webhook_on(True)
    return people


def _each(one: Year, people: list[Trainee], stands: str, does: Does) -> None:
    for each in people:
        if each.stands == stands:
            does(one.site, each)


def _begins_a_form(one: Year) -> None:
    """Somebody tells half of a story, and leaves it."""
    for words in ("แจ้งเรื่อง", "น้ำไม่ไหลมาสามวันแล้ว"):
        one.site.control.say(user_id("leader82"), words)
        one.site.settle()


def _days_lived(one: Year) -> list[tuple[str, datetime]]:
    return list(slots(one.begins, one.site.clock.now().astimezone(BANGKOK)))


def test_every_slot_is_planned_once_also_of_the_days_without_a_clock(lived: Year) -> None:
    planned = Counter(
        (task.kind, task.planned_for) for task in lived.tasks() if task.subject == "all"
    )
    assert dict(planned) == dict.fromkeys(_days_lived(lived), 1)


def test_every_task_ends_once_and_what_did_not_run_says_why(lived: Year) -> None:
    due = [task for task in lived.tasks() if task.planned_for <= lived.site.clock.now()]
    assert {task.state for task in due} <= set(ENDED)
    assert [task for task in due if task.state is not TaskState.RAN and not task.reason] == []


def test_of_the_days_without_a_clock_each_kind_ends_as_it_says(lived: Year) -> None:
    first = BEGINS.date() + timedelta(days=6)
    missed = [
        task
        for task in lived.tasks()
        if first <= task.planned_for.astimezone(BANGKOK).date() < first + timedelta(days=DOWN)
    ]
    *earlier, latest = _states(missed, "menus.check")
    assert earlier == [TaskState.MERGED] * (DOWN - 1)
    assert latest is not TaskState.MERGED
    assert _states(missed, "filling.nudges") == [TaskState.DROPPED] * DOWN
    assert _states(missed, "retention.empty") == [TaskState.RAN] * DOWN


def _states(tasks: list[ScheduledTask], kind: str) -> list[TaskState]:
    return [task.state for task in tasks if task.kind == kind]


def test_each_leader_who_can_be_asked_is_asked_once_a_quarter(lived: Year) -> None:
    asked = Counter(
        tuple(row.dedupe_key.split(":")[1:3])
        for row in lived.pushed()
        if row.dedupe_key.startswith("village:")
    )
    assert {village for village, _ in asked} == {"32060181", "32060182"}
    assert set(asked.values()) == {1}


def test_who_left_a_form_is_reminded_once(lived: Year) -> None:
    reminders = [row.to for row in lived.pushed() if row.dedupe_key.startswith("nudge:")]
    assert reminders == [user_id("leader82")]


def test_what_nobody_asked_for_comes_in_hours_and_within_the_caps(lived: Year) -> None:
    pushed = [
        (row.to or "", row.finished_at.astimezone(BANGKOK))
        for row in lived.pushed()
        if row.priority is Priority.UNASKED and row.finished_at
    ]
    said = pushed + lived.listed()
    assert [at for _, at in said if not 7 <= at.hour < 20] == []
    assert max(Counter((to, at.date()) for to, at in said).values()) == 1
    for to, at in said:
        assert sum(at <= other < at + timedelta(days=7) for who, other in said if who == to) <= 3


def test_every_message_reached_its_phone_once(lived: Year) -> None:
    accepted = [
        one
        for one in lived.site.control.requests()
        if one["path"] == "/v2/bot/message/push" and one["status"] == 200
    ]
    assert len(accepted) == len(lived.pushed())
    shown = sum(
        item["from"] == "bot"
        for moo in (81, 82)
        for item in lived.site.control.chat(user_id(f"leader{moo}"))
    )
    assert shown >= len([row for row in lived.pushed() if row.priority is Priority.UNASKED])


def test_each_trainee_stands_where_they_left_it(lived: Year, whole_year: bool) -> None:
    silent = InvitationState.EXPIRED if whole_year else InvitationState.WAITING
    wanted = {
        trainees.AT_ONCE: InvitationState.ANSWERED,
        trainees.LATE: InvitationState.ANSWERED,
        trainees.SILENT: silent,
        trainees.DECLINES: InvitationState.DECLINED,
        trainees.BLOCKED: InvitationState.UNREACHABLE,
        trainees.STRANGER: InvitationState.UNREACHABLE,
    }
    people = [Trainee(number) for number in range(MANY if whole_year else FEW)]
    with lived.site.house.database.read() as session:
        standing = trainees.standing(session, "T2")
    assert standing == {one.person: wanted[one.stands] for one in people}


def test_who_can_be_asked_is_asked_once_and_reminded_only_while_silent(
    lived: Year, whole_year: bool
) -> None:
    """By the buttons of T2 in each chat; later waves have buttons of their own."""
    rounds = {trainees.LATE: 2, trainees.SILENT: 3 if whole_year else 2}
    asked = dict.fromkeys(trainees.ASKED, 1) | rounds
    for one in (Trainee(number) for number in range(MANY if whole_year else FEW)):
        with lived.site.house.database.read() as session:
            told = trainees.times_asked(session, one, "T2")
        assert (one.stands, told) == (one.stands, asked.get(one.stands, 0))


def test_two_clocks_hold_one_lease(lived: Year) -> None:
    assert lived.holders() == 1

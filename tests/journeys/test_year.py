"""A programme's time under a driven clock, with real processes: two clocks at once, and none for
three days. For every planned task one outcome; every message once, in hours, within caps; and the
counts right, by the simulator's own record and by ours.

`make test` lives twelve days around the beginning of a quarter's last month on SQLite, `make year`
a year on either engine: from the workshop on, where some sign up, through all five waves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from base.office import NATIONAL
from models.ledger import spent
from models.month import last_compared
from models.tasks import ScheduledTask
from models.words import InvitationState, OutboxKind, Priority, TaskState
from scheduler.timetable import DAILY
from tests.golden.cast.base import user_id
from tests.journeys import trainees
from tests.journeys.command import flask
from tests.journeys.living import (
    BEFORE,
    DOWN,
    FEW,
    GRANTED,
    MANY,
    begins,
    first_of_t2,
    first_without_a_clock,
    live,
)
from tests.journeys.trainees import Trainee
from tests.journeys.year import BANGKOK, Year, slots, year
from tests.support.control import Json

pytestmark = [pytest.mark.journey, pytest.mark.timeout(5400)]

FIVE = ("T0", "T1", "T2", "T3", "T4")
ENDED = (TaskState.RAN, TaskState.MERGED, TaskState.DROPPED)
COUNTED = (OutboxKind.PUSH, OutboxKind.MULTICAST, OutboxKind.BROADCAST)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    whole = metafunc.config.getoption("--whole-year")
    engines = ("sqlite", "postgres") if whole else ("sqlite",)
    if "lived" in metafunc.fixturenames:
        metafunc.parametrize("lived", engines, indirect=True, scope="module")
    if "wave" in metafunc.fixturenames:
        metafunc.parametrize("wave", FIVE if whole else ("T2",))


@pytest.fixture(scope="module")
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, whole_year: bool
) -> Iterator[Year]:
    """Some days, three without a clock, and the rest; leaders of five villages and trainees."""
    folder = tmp_path_factory.mktemp("year")
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("template_file")
        (folder / "wethi.db").write_bytes(template.read_bytes())
        url = f"sqlite:///{folder / 'wethi.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.create("year", request.getfixturevalue("postgres_template"))
    with year(url, folder, begins(whole=whole_year)) as one:
        live(one, whole=whole_year)
        yield one


@pytest.fixture
def people(whole_year: bool) -> list[Trainee]:
    count = MANY if whole_year else FEW
    return [Trainee(number, at_the_workshop=whole_year) for number in range(count)]


def test_every_slot_is_planned_once_also_of_the_days_without_a_clock(lived: Year) -> None:
    kinds = {slot.kind for slot in DAILY}
    planned = Counter(
        (task.kind, task.planned_for)
        for task in lived.tasks()
        if task.subject == "all" and task.kind in kinds
    )
    days_lived = list(slots(lived.begins, lived.site.clock.now().astimezone(BANGKOK)))
    assert dict(planned) == dict.fromkeys(days_lived, 1)


def test_every_task_ends_once_and_what_did_not_run_says_why(lived: Year) -> None:
    due = [task for task in lived.tasks() if task.planned_for <= lived.site.clock.now()]
    assert {task.state for task in due} <= set(ENDED)
    assert [task for task in due if task.state is not TaskState.RAN and not task.reason] == []
    assert [task for task in due if task.finished_at is None or task.token is not None] == []
    once = Counter((task.kind, task.subject, task.planned_for) for task in lived.tasks())
    assert set(once.values()) == {1}


def test_of_the_days_without_a_clock_each_kind_ends_as_it_says(
    lived: Year, whole_year: bool
) -> None:
    first = first_without_a_clock(whole=whole_year)
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


def test_line_took_each_request_once_and_none_that_our_rows_do_not_know(lived: Year) -> None:
    """By the retry key, which stands in both."""
    taken = Counter(one["headers"]["x-line-retry-key"] for one in lived.accepted())
    assert taken == Counter(row.retry_key for row in lived.pushed(*COUNTED))
    assert set(taken.values()) == {1}


def test_line_took_nothing_that_was_not_asked_for_out_of_hours(lived: Year) -> None:
    unasked = {
        row.retry_key for row in lived.pushed(*COUNTED) if row.priority is not Priority.ANSWER
    }
    hours = {
        _moment(one).hour
        for one in lived.accepted()
        if one["headers"]["x-line-retry-key"] in unasked
    }
    assert hours <= set(range(7, 20))


def _moment(one: Json) -> datetime:
    return datetime.fromisoformat(one["at"]).astimezone(BANGKOK)


def _to(one: Json) -> list[str]:
    """Whom a request names."""
    to = one["body"]["to"]
    return [to] if isinstance(to, str) else list(to)


def test_who_never_says_anything_sees_each_message_once(lived: Year, people: list[Trainee]) -> None:
    """Nothing rides on an answer to them: what they see is what LINE took for them."""
    sent: Counter[str] = Counter()
    for one in lived.accepted():
        sent.update({to: len(one["body"]["messages"]) for to in _to(one)})
    for each in (one for one in people if one.stands == trainees.SILENT):
        shown = [item for item in lived.site.control.chat(each.user) if item["from"] == "bot"]
        assert len(shown) == sent[each.user] > 0


def test_nothing_is_sent_to_who_blocked_the_bot_or_is_no_friend(
    lived: Year, people: list[Trainee]
) -> None:
    named = {to for one in lived.accepted() for to in _to(one)}
    never = [one.user for one in people if _is_out_of_reach(one)]
    assert never
    assert named.isdisjoint([*never, *(user_id(f"leader{moo}") for moo in (83, 84))])


def _is_out_of_reach(one: Trainee) -> bool:
    return one.stands in (trainees.BLOCKED, trainees.STRANGER) and not one.returns


def test_our_ledger_is_what_line_took_month_by_month(lived: Year) -> None:
    """Nobody blocked the bot unseen: LINE counts each person it names."""
    taken: Counter[tuple[int, int]] = Counter()
    for one in lived.accepted():
        taken[_moment(one).year, _moment(one).month] += len(_to(one))
    with lived.site.house.database.read() as session:
        ours = {month: _ledger(session, month) for month in taken}
    assert ours == dict(taken)


def _ledger(session: Session, month: tuple[int, int]) -> int:
    first = datetime(*month, 1, tzinfo=BANGKOK)
    following = (first + timedelta(days=32)).replace(day=1)
    return sum(one.counted for one in spent(session, first, following))


def test_each_night_line_counted_what_we_did(lived: Year) -> None:
    assert [row for row in lived.pushed() if row.dedupe_key.startswith("alarm:ledger")] == []
    with lived.site.house.database.read() as session:
        compared = last_compared(session)
    assert compared is not None
    assert compared.line == compared.ours


def test_each_trainee_stands_where_they_left_it(
    lived: Year, whole_year: bool, people: list[Trainee], wave: str
) -> None:
    with lived.site.house.database.read() as session:
        standing = trainees.standing(session, wave)
    assert standing == {one.person: _became(one, wave, whole=whole_year) for one in people}


def _became(one: Trainee, wave: str, *, whole: bool) -> InvitationState:
    if one.returns and wave in trainees.AFTER_RETURN:
        return InvitationState.ANSWERED
    return {
        trainees.AT_ONCE: InvitationState.ANSWERED,
        trainees.LATE: InvitationState.ANSWERED,
        trainees.SILENT: InvitationState.EXPIRED if whole else InvitationState.WAITING,
        trainees.DECLINES: InvitationState.DECLINED,
        trainees.BLOCKED: InvitationState.UNREACHABLE,
        trainees.STRANGER: InvitationState.UNREACHABLE,
    }[one.stands]


def test_each_who_answered_has_one_response_and_what_is_nameless_stands_apart(
    lived: Year, whole_year: bool, people: list[Trainee], wave: str
) -> None:
    answered = InvitationState.ANSWERED
    count = sum(_became(one, wave, whole=whole_year) is answered for one in people)
    with lived.site.house.database.read() as session:
        named = trainees.responses(session, wave, anonymous=False)
        nameless = trainees.responses(session, wave, anonymous=True)
    assert (named, nameless) == (count, count * trainees.NAMELESS[wave])


def test_who_can_be_asked_is_asked_once_and_reminded_only_while_silent(
    lived: Year, whole_year: bool, people: list[Trainee], wave: str
) -> None:
    """By the lists of that wave that LINE took for each."""
    rounds = {trainees.LATE: 2, trainees.SILENT: 3 if whole_year else 2}
    asked = dict.fromkeys(trainees.ASKED, 1) | ({} if wave == "T0" else rounds)
    for one in people:
        back = one.returns and wave in trainees.AFTER_RETURN
        wanted = 2 if back else asked.get(one.stands, 0)
        with lived.site.house.database.read() as session:
            told = trainees.times_asked(session, one, wave)
        assert (one.stands, told) == (one.stands, wanted)


def test_no_list_of_a_wave_goes_on_a_holiday_and_what_was_moved_comes_a_working_day_later(
    lived: Year, whole_year: bool
) -> None:
    """Of the whole year: T3 opens after a holiday, and its last reminder stood on one that was
    granted later."""
    days = {key: _days(lived, key) for key in (FIVE if whole_year else ("T2",))}
    opens = first_of_t2(whole=whole_year) + BEFORE
    assert min(days["T2"]) == opens
    if whole_year:
        assert min(days["T3"]) == date(2026, 10, 26)
        assert max(days["T3"]) == GRANTED + timedelta(days=1)
    assert not {day for each in days.values() for day in each if NATIONAL.is_holiday(day)}


def _days(lived: Year, wave: str) -> set[date]:
    """On which LINE took something of that wave."""
    keys = _keys(lived, wave)
    return {_moment(one).date() for one in lived.accepted() if _key(one) in keys}


def test_an_operator_sees_the_whole_life_of_the_cohort_with_what_it_cost(
    lived: Year, wave: str
) -> None:
    """`flask schedule list`, as a process of its own, beside what LINE took."""
    told = flask(lived.site, "schedule", "list", "1", "--language", "en")
    steps = {line[27:47].strip(): line for line in told if line[27:].startswith(f"{wave} ")}
    reminders = () if wave == "T0" else ("reminder 1", "reminder 2")
    assert list(steps) == [f"{wave} {does}" for does in ("invitation", *reminders, "closes")]
    ran = [line for line in steps.values() if line[49:60].strip() == "ran" and line[60:].strip()]
    assert sum(int(line[60:70].replace(",", "")) for line in ran) == _taken(lived, wave) > 0
    assert len([line for line in told if line.startswith(("Spent: ", "To come, at most: "))]) == 2


def _taken(lived: Year, wave: str) -> int:
    """How many people the requests of that wave named."""
    keys = _keys(lived, wave)
    return sum(len(_to(one)) for one in lived.accepted() if _key(one) in keys)


def _keys(lived: Year, wave: str) -> set[str | None]:
    with lived.site.house.database.read() as session:
        prefix = f"wave:{trainees.wave_of(session, wave).id}:"
    rows = lived.pushed(OutboxKind.MULTICAST)
    return {row.retry_key for row in rows if row.dedupe_key.startswith(prefix)}


def _key(one: Json) -> str:
    return str(one["headers"]["x-line-retry-key"])


def test_two_clocks_hold_one_lease(lived: Year) -> None:
    assert lived.holders() == 1

"""How a programme is lived: who is there, three days without a clock, and what each does when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from base.ids import new_id
from models.consents import NUDGES, record
from models.people import Account, AccountPerson, Membership, Person
from models.places import Village
from models.words import Permission, Role
from tests.golden.cast.base import nonsommut, officer, user_id
from tests.journeys import trainees
from tests.journeys.command import flask
from tests.journeys.site import Site
from tests.journeys.trainees import Trainee
from tests.journeys.year import AFTERNOON, BANGKOK, MORNING, Year

ENDED_ON = date(2026, 8, 1)  # the workshop of the twelve days: T2 opens in these days
BEFORE = timedelta(days=4)  # T2 is lived from so long before it opens
# The year begins at a workshop of two days, the last one 90 days before a holiday.
WORKSHOP = (date(2026, 7, 24), date(2026, 7, 25))
GRANTED = date(2026, 11, 4)  # a holiday that the office hears of when T3 is planned already
DOWN, FEW, MANY = 3, 12, 100
DAY = timedelta(days=1)
YEAR = timedelta(days=371)
# Village by moo: how its leader stands to the bot.
LEADERS = {81: "answers", 82: "silent", 83: "blocked", 84: "no friend", 85: "no reminders"}
Does = Callable[[Site, Trainee, str], None]


def begins(*, whole: bool) -> datetime:
    """A Thursday before a quarter's last month; of a whole year, the day before the workshop."""
    first = WORKSHOP[0] - DAY if whole else ENDED_ON + 30 * DAY - BEFORE
    return datetime.combine(first, time(0, 30), BANGKOK)


def first_of_t2(*, whole: bool) -> date:
    """The day from which T2 is lived."""
    return (WORKSHOP[1] if whole else ENDED_ON) + 30 * DAY - BEFORE


def first_without_a_clock(*, whole: bool) -> date:
    return first_of_t2(whole=whole) + 6 * DAY


def live(one: Year, *, whole: bool) -> None:
    """Twelve days, or a year."""
    _come(one)
    people = _enrol(one, MANY if whole else FEW, WORKSHOP if whole else (ENDED_ON, ENDED_ON))
    one.start_clocks()
    if whole:
        _workshop(one, people)
    after = _t2(one, people, first_of_t2(whole=whole))
    if not whole:
        one.live(after, 3)
        return
    _grant(one)
    for key in ("T3", "T4"):
        after = _wave(one, people, key, after)
    one.live_until(after, (one.begins + YEAR).date())


def _workshop(one: Year, people: list[Trainee]) -> None:
    """T0 while it lasts, T1 from its last hour on. Who answers late signs up only there, answers T0
    on its last day and T1 after its first reminder."""
    first, last = WORKSHOP
    one.live(first - DAY, 1)
    one.live_through(first, MORNING)
    for each in people:
        if each.signs_up:
            trainees.sign_up(one.site, each)
    one.live_through(first, AFTERNOON)
    _each(one, people, trainees.AT_ONCE, trainees.answer, "T0")
    _each(one, people, trainees.DECLINES, trainees.decline, "T0")
    one.site.until(datetime.combine(last, time(0, 30), BANGKOK))
    _each(one, people, trainees.LATE, trainees.answer, "T0")
    one.live(last, 1)
    _each(one, people, trainees.AT_ONCE, trainees.answer, "T1")
    _each(one, people, trainees.DECLINES, trainees.decline, "T1")
    one.live(last + DAY, 1)
    _each(one, people, trainees.LATE, trainees.answer, "T1")
    one.live_until(last + 2 * DAY, first_of_t2(whole=True) - DAY)


def _t2(one: Year, people: list[Trainee], first: date) -> date:
    """With three days without a clock; the day after them."""
    one.live(first, 2)
    _begins_a_form(one)
    one.live(first + 2 * DAY, 4)
    _each(one, people, trainees.AT_ONCE, trainees.answer)
    _each(one, people, trainees.DECLINES, trainees.decline)
    one.end_clocks()
    one.live(first + 6 * DAY, DOWN, clocks=False)
    after = first + (6 + DOWN) * DAY
    one.site.until(datetime.combine(after, time(0, 30), BANGKOK))
    one.start_clocks()
    _each(one, people, trainees.LATE, trainees.answer)
    return after


def _grant(one: Year) -> None:
    told = flask(one.site, "holidays", "add", GRANTED.isoformat(), "หยุดพิเศษ")
    if not any(line.startswith("T3\twave_remind") for line in told):
        raise AssertionError(f"no reminder of T3 stood on that day: {told}")


def _wave(one: Year, people: list[Trainee], key: str, first: date) -> date:
    """Some answer on the day after its opening, some only after its first reminder, among them
    who had blocked the bot until then; the day after it has closed."""
    with one.site.house.database.read() as session:
        wave = trainees.wave_of(session, key)
        moments = (wave.opens_at, wave.first_reminder_at or wave.closes_at, wave.closes_at)
    opens, reminds, closes = (moment.astimezone(BANGKOK).date() for moment in moments)
    after = one.live_until(first, opens - DAY)
    for each in people:
        if each.returns and key == "T3":
            trainees.returns(one.site, each)
    after = one.live_until(after, opens + DAY)
    _each(one, people, trainees.AT_ONCE, trainees.answer, key)
    _each(one, people, trainees.DECLINES, trainees.decline, key)
    after = one.live_until(after, reminds + DAY)
    _each(one, people, trainees.LATE, trainees.answer, key)
    for each in people:
        if each.returns:
            trainees.answer(one.site, each, key)
    return one.live_until(after, closes + DAY)


def _come(one: Year) -> None:
    now = one.begins - DAY
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


def _enrol(one: Year, count: int, days: tuple[date, date]) -> list[Trainee]:
    one.site.control.webhook_on(False)
    with one.site.house.database.write() as session:
        people = trainees.enrol(session, count, days, one.begins)
    for each in (one for one in people if not one.signs_up):
        friend = each.stands != trainees.STRANGER
        one.site.control.person(each.stands, user_id=each.user, friend=friend)
        if each.stands == trainees.BLOCKED:
            one.site.control.post(f"users/{each.user}/block")
    one.site.control.webhook_on(True)
    return people


def _each(one: Year, people: list[Trainee], stands: str, does: Does, key: str = "T2") -> None:
    for each in people:
        if each.stands == stands:
            does(one.site, each, key)


def _begins_a_form(one: Year) -> None:
    """Somebody tells half of a story, and leaves it."""
    for words in ("แจ้งเรื่อง", "น้ำไม่ไหลมาสามวันแล้ว"):
        one.site.control.say(user_id("leader82"), words)
        one.site.settle()

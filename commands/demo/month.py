"""What happens in the month before the demonstration starts, each thing at its moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.office import NATIONAL
from commands.demo import photos
from commands.demo.data import cases, people, plan, rests, rows, user_id
from commands.demo.progress import Progress
from handlers.feedback import filing, service
from handlers.feedback.states import Step
from handlers.planning.service import Plan, make
from handlers.report import service as report
from handlers.report.known import sender_of
from handlers.report.rest import Deed, Rest, Told, rest_of, tell_rest
from handlers.staff import service as staff
from models.cases import Case
from models.forums import ForumReport
from models.people import Account, Speaking, account_of, people_of
from models.promises import plan_reminder
from models.staff import Staff
from models.words import IdentityMode, Outcome, Solver


@dataclass(frozen=True)
class Month:
    """What every happening needs besides its moment."""

    session: Session
    progress: Progress
    secret_key: str
    zone: ZoneInfo


Does = Callable[[Month, datetime], None]
Happening = tuple[datetime, Does]


def happenings(start: datetime) -> list[Happening]:
    """Everything before `start` (a local moment), in order of time."""
    found = [*_reports(start), *_rests(start), *_plans(start)]
    for place, told in enumerate(cases()):
        found += _of_case(start, str(place), told)
    return sorted((one for one in found if one[0] < start), key=lambda one: one[0])


def _reports(start: datetime) -> Iterator[Happening]:
    for row in rows("reports.tsv"):
        held = start.date() - timedelta(days=int(row["held_days_ago"]))
        sent = held + timedelta(days=int(row["sent_days_after"]))
        yield _moment(sent, row["at"], start), partial(_report, row, held)


def _report(row: Mapping[str, str], held: date, month: Month, now: datetime) -> None:
    account = _account(month.session, f"leader-{row['village']}")
    key = f"report:{row['village']}:{row['held_days_ago']}"
    filled = report.Filled(
        held_on=held,
        village_code=row["village"],
        total=int(row["total"]),
        men=int(row["men"]) if row["men"] else None,
        women=int(row["women"]) if row["women"] else None,
        topic=row["topic"],
        top=row["top"],
        photos=tuple(photos.send(month.session, account, key, int(row["photos"]), now)),
    )
    today = now.astimezone(month.zone).date()
    sent = report.submit(month.session, filled, sender_of(month.session, account.id), now, today)
    month.progress.reports[key] = sent.id


def _rests(start: datetime) -> Iterator[Happening]:
    """What a leader told beyond the report, an hour after it or days later."""
    told = {(row["village"], row["held_days_ago"]): row for row in rows("reports.tsv")}
    for rest in rests():
        row = told[rest["village"], str(rest["held_days_ago"])]
        held = start.date() - timedelta(days=rest["held_days_ago"])
        day = held + timedelta(days=int(row["sent_days_after"]) + rest["sent"])
        at = _moment(day, row["at"], start) + timedelta(minutes=20)
        yield at, partial(_rest, rest, held)


def _rest(told: Mapping[str, Any], held: date, month: Month, now: datetime) -> None:
    account = _account(month.session, f"leader-{told['village']}")
    key = f"report:{told['village']}:{told['held_days_ago']}"
    sent = month.session.get_one(ForumReport, month.progress.reports[key])
    first, *others = told["issues"]
    known = rest_of(month.session, sent).issues[0]
    rest = Rest(
        issues=(
            Told(first["what"], Solver(first["solver"]), known.row),
            *(Told(one["what"], Solver(one["solver"])) for one in others),
        ),
        deeds=tuple(
            Deed(one["what"], one.get("about"), one["who"], held + timedelta(days=one["after"]))
            for one in told["deeds"]
        ),
        level=told["level"],
        secret=told.get("secret"),
    )
    people = people_of(month.session, account.id)
    by = Speaking.of(account.id, people, people[0])
    tell_rest(month.session, sent, rest, by, now)
    start = month.progress.start_at
    for one in sent.resolutions:
        if one.by_when and one.by_when > start.astimezone(month.zone).date():
            plan_reminder(month.session, one, start, month.zone)


def _plans(start: datetime) -> Iterator[Happening]:
    """A leader plans the next forum of the village, the evening before the start."""
    told = plan()
    planned = Plan(
        village_code=told["village"],
        held_on=start.date() + timedelta(days=told["in_days"]),
        starts=told["starts"],
        place=told["place"],
        topic=told["topic"],
    )
    yield _moment(start.date() - timedelta(days=1), "18:30", start), partial(_plan, planned)


def _plan(plan: Plan, month: Month, now: datetime) -> None:
    account = _account(month.session, f"leader-{plan.village_code}")
    people = people_of(month.session, account.id)
    by = Speaking.of(account.id, people, people[0])
    make(month.session, plan, by, now, month.zone)


def _of_case(start: datetime, key: str, told: Mapping[str, Any]) -> Iterator[Happening]:
    """The case, then each step after the one before it; officers work on working days only."""
    at = _moment(start.date() - timedelta(days=told["days_ago"]), told["at"], start)
    yield at, partial(_file, key, told)
    for step in told.get("then", ()):
        day = at.date() + timedelta(days=step["after"])
        if "by" in step and not NATIONAL.is_working_day(day):
            day = NATIONAL.next_working_day(day)
        at = max(_moment(day, step["at"], start), at + timedelta(minutes=1))
        yield at, partial(_step, key, step)


def _file(key: str, told: Mapping[str, Any], month: Month, now: datetime) -> None:
    human = people()[told["by"]]
    account = _account(month.session, human.key)
    wanted = filing.Filing(
        account_id=account.id,
        identity=IdentityMode(told["identity"]),
        restricted=told.get("restricted", False),
        at=now,
        story=told["story"],
        person_id=people_of(month.session, account.id)[0].id,
        village_code=told.get("village", human.village_code),
        place=told.get("place"),
    )
    filed = filing.file_case(month.session, wanted, month.secret_key, month.zone)
    month.progress.cases[key] = filed.case.id


def _step(key: str, step: Mapping[str, Any], month: Month, now: datetime) -> None:
    case = month.session.get_one(Case, month.progress.cases[key])
    if "by" in step:
        _officer_does(case, step, month, now)
    else:
        _filer_does(case, step, month, now)


def _officer_does(case: Case, step: Mapping[str, Any], month: Month, now: datetime) -> None:
    officer = month.session.get_one(Staff, month.progress.staff[step["by"]])
    staff.viewed(month.session, officer, case, now)
    does = {"answer": service.answer, "close": service.claim_outcome}[step["what"]]
    does(month.session, case, officer.id, step["text"], now, month.zone)


def _filer_does(case: Case, step: Mapping[str, Any], month: Month, now: datetime) -> None:
    session, zone, text = month.session, month.zone, step.get("text")
    match step["what"]:
        case "solved":
            service.solved(session, case, now, zone)
        case "withdraw":
            service.withdraw(session, case, now, zone)
        case "add" | "say" as what:
            service.tell_more(session, case, Step(what), text, now, zone)
        case outcome:
            service.reopen(session, case, Outcome(outcome), text, now, zone)


def _moment(day: date, clock: str, start: datetime) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), start.tzinfo)


def _account(session: Session, key: str) -> Account:
    account = account_of(session, user_id(key))
    if account is None:
        raise LookupError(f"{key} has no phone in people.tsv")
    return account

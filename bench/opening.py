"""A wave that opens for very many people: time, requests, memory, and the longest write lock."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from base.clock import SystemClock, monotonic, pause
from bench import sampler
from bench.engines import Engines
from bench.exporting import size
from bench.figures import MILLI, Part
from bench.scale import Scale
from bench.site import Site, running
from bench.webhooks import user
from handlers.surveys import service
from handlers.surveys.planning import Times, plan_wave
from models.database import Database
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Person
from models.programme import Cohort, CohortMember, Programme
from models.surveys import Invitation, Wave

KEY = "T2"
AT_ONCE = 1000
MOST_CALLS, MOST_SECONDS, MOST_HELD, MOST_MEMORY = 200, 30, 50, 250
GROWS = 1.25  # times from a tenth of the people to all of them
LONGEST = 600.0
LOOK_EVERY = 0.05


def measure(engines: Engines, engine: str, scale: Scale, *, profiled: bool = False) -> Part:
    part = Part(
        f"A wave opens for {scale.crowd:,} people, {engine}",
        f"`{KEY}` is asked of a cohort of {scale.crowd:,} people who all can be reached: from the "
        "moment at which it is due until all are invited and every request to LINE is written. "
        "The process that does it does nothing else; it runs the task as a worker does.",
    )
    few = max(scale.crowd // 10, 1)
    sizes = {}
    for count in (few, scale.crowd):
        folder = engines.new_folder()
        with running(folder, engines.fresh(engine), profiled=profiled) as site:
            site.more["WAVE_ALONE"] = str(count)  # what opening takes; nobody is there to agree
            database = Database(site.database_url)
            wave = _planned(database, count)
            told, sizes[count] = _opened(site, wave)
            if count == scale.crowd:
                _tell(part, database, wave, told, scale)
            database.close()
        part.profile = sampler.told(folder) if profiled else []
    part.tell("memory", sizes[scale.crowd], "MB", MOST_MEMORY)
    grown = sizes[scale.crowd] / sizes[few]
    part.tell(f"memory, times that for {few:,} people", grown, "", GROWS)
    return part


def _planned(database: Database, count: int) -> int:
    """A wave whose moment has come, and its cohort; the wave's number."""
    now = SystemClock().now()
    loaded = service.built_in(KEY)
    with database.write() as session:
        version, _ = service.add_version(session, loaded, now)
        survey = version.survey
        session.add(Programme(id=KEY, name_th=KEY, name_en=KEY, fiscal_year_be=2569))
        session.flush()
        day = now.date() - timedelta(days=30)
        cohort = Cohort(id=KEY, programme_id=KEY, number=1, starts_on=day, ends_on=day)
        session.add(cohort)
        session.flush()
        times = Times(KEY, 30, now, now + timedelta(days=14))
        wave = plan_wave(session, cohort, survey, times, now).id
    for begin in range(0, count, AT_ONCE):
        _come(database, range(begin, min(count, begin + AT_ONCE)))
    _counted(database)
    return wave


def _counted(database: Database) -> None:
    """PostgreSQL counts what it has by itself within minutes; nobody signs up 100,000 in one."""
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")


def _come(database: Database, numbers: range) -> None:
    """Of the cohort, signed up and friends, every tenth in English."""
    now = SystemClock().now()
    people = [{"id": f"p{n}", "called": f"p{n}", "created_at": now} for n in numbers]
    accounts = [
        {
            "id": f"a{n}",
            "line_user_id": user(n),
            "friend": True,
            "created_at": now,
            "language": "en" if n % 10 == 0 else "th",
        }
        for n in numbers
    ]
    tied = [{"account_id": f"a{n}", "person_id": f"p{n}", "since": now} for n in numbers]
    members = [{"cohort_id": KEY, "person_id": f"p{n}", "kind": "citizen"} for n in numbers]
    tables = ((Person, people), (Account, accounts), (AccountPerson, tied), (CohortMember, members))
    with database.write() as session:
        for table, rows in tables:
            session.execute(sa.insert(table), rows)


def _opened(site: Site, wave: int) -> tuple[dict[str, float], float]:
    """What bench/opener.py said, and the most memory it had. RuntimeError when it failed."""
    process = site.start("bench.opener", str(wave), piped=True)
    began, most = monotonic(), 0.0
    while process.poll() is None and monotonic() - began < LONGEST:
        most = max(most, size(process.pid))
        pause(LOOK_EVERY)
    if process.poll() != 0 or process.stdout is None:
        raise RuntimeError(f"the wave did not open\n{site.last_words()}")
    told: dict[str, float] = json.loads(process.stdout.read())
    return told, most


def _tell(part: Part, database: Database, wave: int, told: dict[str, float], scale: Scale) -> None:
    with database.read() as session:
        asked = sa.select(sa.func.count()).where(Invitation.wave_id == wave)
        invited = session.scalar(asked.select_from(Invitation)) or 0
        bodies = Counter(session.scalars(sa.select(Outgoing.body)))
        assert session.get_one(Wave, wave).state == "open"
    part.tell("people without an invitation", scale.crowd - invited, "", 1)
    part.tell("opened in", told["seconds"], "s", MOST_SECONDS)
    part.tell("distinct bodies", len(bodies), "")
    part.tell("requests for the most used body", max(bodies.values()), "", MOST_CALLS + 1)
    part.tell("write lock, longest held", told["held"] * MILLI, "ms", MOST_HELD)
    part.tell("write lock, median", told["median"] * MILLI, "ms")
    part.tell("write transactions", told["turns"], "")

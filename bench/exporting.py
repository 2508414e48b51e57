"""A survey's responses as a file: how long it takes, and whether memory grows with the rows."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import sqlalchemy as sa

from base.clock import SystemClock, monotonic, pause
from base.crypto import Cipher
from base.ids import new_id
from bench import asking
from bench.engines import Engines
from bench.figures import Part
from bench.scale import Scale
from bench.site import Site, running
from models.database import Database
from models.mailbox import FormVersion
from models.surveys import Response, Survey, SurveyVersion

QUESTIONS = 30
KEY = "bench"
AT_ONCE = 1000
LOOK_EVERY = 0.05
LONGEST = 900.0
MEGABYTE = 1_000_000
MOST, GROWS = 250, 1.25  # MB; times from a tenth of the rows to all of them


def measure(engines: Engines, engine: str, scale: Scale) -> Part:
    few = max(scale.answered // 10, 1)
    part = Part(
        f"Export of {scale.answered:,} responses, {engine}",
        f"`flask responses export` of a survey with {QUESTIONS} questions of all common types, to "
        "a workbook and to CSV, with its codebook. Memory is the process's resident set, the most "
        "seen.",
    )
    url = engines.fresh(engine)
    with running(engines.new_folder(), url) as site:
        sizes = {}
        for count in (few, scale.answered):
            _answer(site, count)
            for kind in ("xlsx", "csv"):
                seconds, sizes[kind, count] = _exported(site, kind, count)
                if count == scale.answered:
                    part.tell(f"{kind}: written in", seconds, "s")
                    part.tell(f"{kind}: memory", sizes[kind, count], "MB", MOST)
        for kind in ("xlsx", "csv"):
            grown = sizes[kind, scale.answered] / sizes[kind, few]
            part.tell(f"{kind}: memory, times that of {few:,} responses", grown, "", GROWS)
    return part


def _answer(site: Site, count: int) -> None:
    """Until there are so many responses, all of them by nobody."""
    keys = site.environment()["DATA_KEYS"].split(",")
    database = Database(site.database_url, Cipher(keys))
    version = _version(database)
    with database.read() as session:
        begin = session.scalar(sa.select(sa.func.count()).select_from(Response)) or 0
    today = SystemClock().now().date()
    for first in range(begin, count, AT_ONCE):
        rows = [
            {
                "id": new_id(),
                "version_id": version,
                "anonymous": True,
                "submitted_on": today,
                "revision": 1,
                "answers": _answers(number),
            }
            for number in range(first, min(count, first + AT_ONCE))
        ]
        with database.write() as session:
            session.execute(sa.insert(Response), rows)
    database.close()


def _version(database: Database) -> str:
    now = SystemClock().now()
    with database.write() as session:
        if session.get(SurveyVersion, KEY) is not None:
            return KEY
        source = asking.source(QUESTIONS).encode()
        session.add(FormVersion(digest=KEY, room=KEY, source=source, first_used_at=now))
        session.add(Survey(id=KEY, key=KEY, created_at=now))
        session.flush()
        facts = {"title_th": KEY, "title_en": KEY, "questions": QUESTIONS, "added_at": now}
        version = SurveyVersion(id=KEY, survey_id=KEY, number=1, form_digest=KEY, **facts)
        version.anonymous = True
        session.add(version)
        return KEY


def _answers(number: int) -> str:
    """As the form of bench/asking.py takes them: words, a number, a choice, a day, choices."""
    kinds = (f"คำตอบที่ {number}", number % 1000, f"c{number % 5}", "2026-07-12", ["c0", "c2"])
    return json.dumps({f"q{place}": kinds[place % 5] for place in range(QUESTIONS)})


def _exported(site: Site, kind: str, count: int) -> tuple[float, float]:
    """Seconds, and the most memory in MB. RuntimeError when it did not end well."""
    target = Path(site.folder) / f"{kind}-{count}"
    words = ["flask", "responses", "export", KEY, "--format", kind, "--out", str(target)]
    began, most = monotonic(), 0.0
    process = site.start(*words)
    while process.poll() is None and monotonic() - began < LONGEST:
        most = max(most, size(process.pid))
        pause(LOOK_EVERY)
    if process.poll() != 0 or not target.exists():
        raise RuntimeError(f"the export failed\n{site.last_words()}")
    return monotonic() - began, most


def size(pid: int) -> float:
    """The resident set in MB."""
    try:
        return float(psutil.Process(pid).memory_info().rss) / MEGABYTE
    except psutil.Error:  # it has just ended
        return 0.0

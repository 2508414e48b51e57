"""The rest of a report as rows: issues, what was agreed, how people took part, what is secret."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import LANGUAGES, say
from base.thai.text import strip_particles
from forms.question import Json
from models.approving import changed_since
from models.corrections import CORRECTED, FILLED
from models.forums import (
    ForumReport,
    Issue,
    IssueStaff,
    ReportHistory,
    Resolution,
    name_readers,
    secret_of,
)
from models.people import Person, Speaking, known_by_name
from models.told_more import more_of, set_more
from models.words import Class, RestState, Solver


@dataclass(frozen=True)
class Told:
    """One issue. `row` is its id where it is known already; `more` what else was told of it."""

    what: str
    solver: Solver | None = None
    row: int | None = None
    more: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """What was agreed; `about` is the issue's words."""

    what: str
    about: str | None = None
    who: str | None = None
    by_when: date | None = None
    row: int | None = None


@dataclass(frozen=True)
class Rest:
    """`secret` is None where nothing is to be kept from outsiders; `whole`: nothing was left out
    with «แค่นี้พอ»; `more`: all else, by its name in the form."""

    issues: tuple[Told, ...] = ()
    deeds: tuple[Deed, ...] = ()
    level: int | None = None
    secret: str | None = None
    whole: bool = True
    more: Mapping[str, Json] = field(default_factory=dict)


def tell_rest(
    session: Session, report: ForumReport, rest: Rest, by: Speaking, now: datetime
) -> bool:
    """Write the rest of a report, or change it; False when it says the same as before. What stood
    there before goes into the history, with who changed it and when."""
    first = report.rest is not RestState.TOLD
    before, secret = _said(session, report), secret_of(session, report.id)
    words = secret.text if secret else None
    issues = _issues(session, report, rest.issues)
    _deeds(session, report, rest.deeds, issues, by)
    report.level = rest.level
    set_more(report, rest.more)
    _secret(session, report, rest.secret, now)
    if rest.whole or first:
        report.rest = RestState.TOLD if rest.whole else RestState.ENOUGH
    session.flush()
    session.expire(report, ["issues", "resolutions"])
    after = _said(session, report, other=None not in (words, rest.secret) and words != rest.secret)
    if after == before and not (first and rest.whole):
        return False
    report.revision += 1
    changed_since(report)
    what = FILLED if first else CORRECTED
    history = ReportHistory(report_id=report.id, at=now, what=what, before=before, after=after)
    history.account_id, history.person_id = by.account_id, by.person_id
    session.add(history)
    session.flush()
    return True


def rest_of(session: Session, report: ForumReport) -> Rest:
    """What stands there now."""
    secret = secret_of(session, report.id)
    texts = {one.id: one.text for one in report.issues}
    return Rest(
        issues=tuple(
            Told(one.text, one.solver, one.id, more_of(one)) for one in report.issues if one.text
        ),
        deeds=tuple(
            Deed(one.what, texts.get(one.issue_id or 0), one.who, one.by_when, one.id)
            for one in report.resolutions
            if one.what
        ),
        level=report.level,
        secret=secret.text if secret else None,
        whole=report.rest is RestState.TOLD,
        more=more_of(report),
    )


def enough(report: ForumReport) -> None:
    """«แค่นี้พอ»: nobody asks for more; what was told in full stays that."""
    if report.rest is RestState.WANTED:
        report.rest = RestState.ENOUGH


def _issues(session: Session, report: ForumReport, told: Sequence[Told]) -> dict[str, Issue]:
    """By their words. The first one is what people worry about most, as the quick report has it."""
    known = {one.id: one for one in report.issues}
    kept = {one.row for one in told}
    for gone in [one for one in known.values() if one.id not in kept]:
        _let_go(session, gone)
    found: dict[str, Issue] = {}
    for rank, one in enumerate(told, 1):
        issue = known.get(one.row or 0)
        if issue is None:
            issue = Issue(report_id=report.id)
            session.add(issue)
        _name_top(report, issue, one, rank)
        issue.rank, issue.text, issue.solver = rank, one.what, one.solver
        set_more(issue, one.more)
        found.setdefault(one.what, issue)
    session.flush()
    return found


def _name_top(report: ForumReport, issue: Issue, told: Told, rank: int) -> None:
    """An issue that stood for the topic stands for itself once it is told in other words."""
    if rank == 1 and issue.text != told.what and report.answers_json:
        extra = json.loads(report.answers_json) | {"top": True}
        report.answers_json = json.dumps(extra, ensure_ascii=False)


def _let_go(session: Session, issue: Issue) -> None:
    of_it = sa.update(Resolution).where(Resolution.issue_id == issue.id)
    session.execute(of_it.values(issue_id=None))
    session.delete(issue)


def _deeds(
    session: Session,
    report: ForumReport,
    told: Sequence[Deed],
    issues: dict[str, Issue],
    by: Speaking,
) -> None:
    known = {one.id: one for one in report.resolutions}
    kept = {one.row for one in told}
    for gone in [one for one in known.values() if one.id not in kept]:
        session.delete(gone)
    alone = next(iter(issues.values())) if len(issues) == 1 else None
    for one in told:
        row = known.get(one.row or 0)
        if row is None:
            row = Resolution(report_id=report.id)
            session.add(row)
        issue = issues.get(one.about or "") or alone
        if row.by_when != one.by_when:
            row.remind_at, row.reminded = None, 0
        row.what, row.who, row.by_when = one.what, one.who, one.by_when
        row.issue_id = issue.id if issue else None
        row.promised_by = _promiser(session, report, one.who, by)


def _promiser(session: Session, report: ForumReport, who: str | None, by: Speaking) -> str | None:
    """The reporter, who says «ผม» or what they are called; else whom the village's register knows
    by that name; else nobody."""
    if not who:
        return None
    name = " ".join(who.split())
    reporter = session.get(Person, by.person_id) if by.person_id else None
    if _is_self(name) or (reporter is not None and name == reporter.called):
        return by.person_id
    code = report.forum.village_code
    return known_by_name(session, name, [code]) if code else None


def _is_self(name: str) -> bool:
    plain = strip_particles(name).casefold()
    words = (word for tongue in LANGUAGES for word in say("report.self_words", tongue).split("|"))
    return plain in set(words)


def _secret(session: Session, report: ForumReport, words: str | None, now: datetime) -> None:
    """An issue of class จำกัด: only who is named on it sees it, and nobody else that it is there."""
    known = secret_of(session, report.id)
    if words is None:
        if known is not None:
            session.execute(sa.delete(IssueStaff).where(IssueStaff.issue_id == known.id))
            session.delete(known)
        return
    if known is None:
        known = Issue(report_id=report.id, rank=0, issue_class=Class.RESTRICTED)
        session.add(known)
    known.text = words
    session.flush()
    name_readers(session, known, now)


def _said(session: Session, report: ForumReport, *, other: bool = False) -> str:
    """For the history, by names of `models.corrections`; of a secret only that there is one, and
    whether its words are `other` ones."""
    now = rest_of(session, report)
    told = {
        "issues": [[one.what, one.solver] for one in now.issues],
        "more": [now.more, *(one.more for one in now.issues if one.more)],
        "resolutions": [
            [one.what, one.about, one.who, one.by_when.isoformat() if one.by_when else None]
            for one in now.deeds
        ],
        "level": now.level,
        "secret": ("other" if other else "told") if now.secret else None,
    }
    return json.dumps(told, ensure_ascii=False)

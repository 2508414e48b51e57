"""What an officer reads of a report's issues and of what the meeting agreed."""

from __future__ import annotations

from base.thai.format import Lang, short_date
from bot.dialogue.reading_back import told_lines
from bot.inbox.turn import Turn
from models.forums import ForumReport, Issue, Resolution, counted, reports_of_forum
from models.people import Person
from models.told_more import ROOM, as_answers, tells


def issues(turn: Turn, report: ForumReport) -> list[str]:
    """Each with who can solve it, if that was told."""
    return [_issue(turn, one) for one in report.issues if one.text]


def lines(turn: Turn, report: ForumReport) -> list[str]:
    found = [_resolution(turn, one) for one in report.resolutions if one.what]
    if report.level:
        found.append(turn.say("staff.report_level", level=report.level))
    return found


def more(turn: Turn, report: ForumReport) -> list[str]:
    """What was told beyond that, a line an answer."""
    values = as_answers(report)
    found = told_lines(turn, ROOM, values, tells) if values else []
    return ["\n".join([turn.say("staff.report_more"), *found])] if found else []


def together(turn: Turn, report: ForumReport) -> list[str]:
    """The other reports of the same meeting, who sent them, and how many people count for it."""
    both = reports_of_forum(turn.session, report.forum_id)
    counts = counted(both)
    if len(both) < 2 or counts is None:
        return []
    numbers = ", ".join(one.number for one in both)
    who = ", ".join(dict.fromkeys(_sender(turn, one) for one in both))
    return [turn.say("staff.report_twice", numbers=numbers, who=who, total=counts.total)]


def _sender(turn: Turn, report: ForumReport) -> str:
    person = turn.session.get(Person, report.reported_by) if report.reported_by else None
    return (person.called if person else None) or turn.say("staff.filer_nameless")


def _issue(turn: Turn, issue: Issue) -> str:
    if issue.solver is None:
        return issue.text or ""
    who = turn.say(f"staff.by_{issue.solver.value}")
    return turn.say("staff.issue_by", what=issue.text, who=who)


def _resolution(turn: Turn, resolution: Resolution) -> str:
    lang: Lang = "en" if turn.language == "en" else "th"
    day = short_date(resolution.by_when, lang) if resolution.by_when else ""
    words = " ".join(filter(None, (resolution.what, _who(turn, resolution), day)))
    return turn.say("staff.agreed", words=words)


def _who(turn: Turn, resolution: Resolution) -> str | None:
    """By name: an officer does not see who said «ผม»."""
    by = resolution.promised_by
    person = turn.session.get(Person, by) if by else None
    return (person.called if person else None) or resolution.who

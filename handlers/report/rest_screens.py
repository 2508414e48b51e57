"""What the rest of a report looks like: issues, what was agreed, how people took part."""

from __future__ import annotations

from dataclasses import replace

from base.thai.format import Lang, long_date, short_date
from base.thai.text import cut
from bot.dialogue.reading_back import told_lines
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.packing import pack
from handlers.report.rest import Deed, Told, rest_of
from handlers.report.service import is_open
from models.forums import ForumReport
from models.promises import NUDGE, first_reminder
from models.told_more import ROOM, as_answers, tells
from models.words import RestState

MORE = "report.more"
MOST = 3  # issues, and deeds, that are shown; the rest are counted
LONGEST = 40  # grapheme clusters of one
LONGEST_LINE = 70


def more_button(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    """[เติมรายงาน]; told in full, [แก้ที่เติมไว้]."""
    if not is_open(report, turn.now):
        return ()
    key = "report.more_again" if report.rest is RestState.TOLD else "report.more"
    return (Button(turn.say(key), Act(MORE, report.id)),)


def rest_said(turn: Turn, report: ForumReport, key: str) -> Bubble:
    """After the rest was told, changed or ended early, and the way back."""
    see = Button(turn.say("report.see"), Act("report.view", report.id))
    text = turn.say(f"report.{key}", number=report.number)
    return Bubble(text, buttons=(see, *more_button(turn, report)))


def with_reminder(turn: Turn, report: ForumReport, said: Bubble) -> list[Bubble]:
    """`said`, and when the first reminder of what was promised comes, if one does."""
    off = NUDGE in turn.context.nudges_off
    at = None if off else first_reminder(turn.session, report, turn.now)
    if at is None:
        return [said]
    lang: Lang = "en" if turn.language == "en" else "th"
    day = long_date(at.astimezone(turn.context.zone).date(), lang)
    *before, last = pack([said.text, turn.say("report.rest_reminder", day=day)])
    return [*map(Bubble, before), replace(said, text=last)]


def rest_lines(turn: Turn, report: ForumReport) -> list[str]:
    """A line each; of what outsiders should not see only that there is something."""
    told = rest_of(turn.session, report)
    issues = [one for place, one in enumerate(told.issues) if place or one.solver]
    lines = [_issue(turn, one) for one in issues[:MOST]]
    lines += [_deed(turn, one) for one in told.deeds[:MOST]]
    left = len(issues[MOST:]) + len(told.deeds[MOST:])
    if left:
        lines.append(turn.say("report.and_more", count=left))
    if told.level:
        lines.append(turn.say(f"report.level_{told.level}"))
    lines += _more(turn, report)
    return lines + ([turn.say("report.secret_kept")] if told.secret else [])


def _more(turn: Turn, report: ForumReport) -> list[str]:
    """The first of what was told beyond that, and how much more there is."""
    values = as_answers(report)
    found = told_lines(turn, ROOM, values, tells) if values else []
    left = len(found[MOST:])
    shown = [cut(one, LONGEST_LINE) for one in found[:MOST]]
    return [*shown, turn.say("report.and_more", count=left)] if left else shown


def _issue(turn: Turn, issue: Told) -> str:
    what = cut(issue.what, LONGEST)
    if issue.solver is None:
        return what
    return turn.say("report.solved_by", what=what, who=turn.say(f"report.by_{issue.solver.value}"))


def _deed(turn: Turn, deed: Deed) -> str:
    lang: Lang = "en" if turn.language == "en" else "th"
    words = [cut(deed.what, LONGEST), cut(deed.who or "", 20)]
    words += [short_date(deed.by_when, lang)] if deed.by_when else []
    return turn.say("report.agreed", words=" ".join(filter(None, words)))

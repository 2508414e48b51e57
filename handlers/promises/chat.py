"""[เสร็จแล้ว] [ยังไม่เสร็จ] [เลื่อนวัน] under a reminder of what was promised; each can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from base.i18n import say
from base.ids import row_number
from base.thai.format import Lang, long_date
from base.thai.text import cut
from bot.dialogue import drive
from bot.dialogue.rooms import FormRoom
from bot.dialogue.speaker import asks_who
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from bot.messages.questions import draw_question
from forms.question import Json, Question
from handlers.promises import tasks
from handlers.promises.tasks import DONE, KEY, MOVE, NOT_YET, buttons
from models.forums import ForumReport, Resolution
from models.mailbox import Conversation
from models.promises import NUDGE, ask_again, comes, is_theirs, plan_reminder
from models.words import ResolutionState

NAME = "promise_move"
SOURCE = Path(__file__).parent / "forms" / "move.md"


def part() -> Part:
    room = FormRoom(name=NAME, source=SOURCE, rows=place_rows, finish=_moved, draw=_draw)
    return Part(
        acts={DONE: done, NOT_YET: not_yet, MOVE: move},
        forms=(room,),
        tasks=tasks.kinds(),
        unwanted={KEY: tasks.unwanted},
    )


def done(turn: Turn, subject: str, _extra: str) -> None:
    resolution = _theirs(turn, subject)
    if resolution is None:
        return
    if resolution.state is not ResolutionState.DONE:
        resolution.state, resolution.done_at = ResolutionState.DONE, turn.now
        resolution.remind_at = None
    what = cut(resolution.what or "", tasks.LONGEST)
    _say(turn, turn.say("promises.is_done", what=what), resolution, NOT_YET)


def not_yet(turn: Turn, subject: str, _extra: str) -> None:
    """Nobody is blamed, and asked thrice at most; nothing is announced that will not come."""
    resolution = _theirs(turn, subject)
    if resolution is None:
        return
    resolution.state, resolution.done_at = ResolutionState.OPEN, None
    at = ask_again(turn.session, resolution, turn.now, turn.context.zone)
    if at is None or not _will_come(turn, resolution):
        text = turn.say("promises.not_asked_again")
    else:
        text = turn.say("promises.asked_again", day=_day(turn, _local(turn, at)))
    _say(turn, text, resolution, DONE, MOVE)


def _will_come(turn: Turn, resolution: Resolution) -> bool:
    report = turn.session.get_one(ForumReport, resolution.report_id)
    return NUDGE not in turn.context.nudges_off and comes(turn.session, resolution, report)


def _local(turn: Turn, at: datetime) -> date:
    return at.astimezone(turn.context.zone).date()


def move(turn: Turn, subject: str, extra: str) -> None:
    """`extra`: the day to which, in ISO, where it was told at once."""
    resolution = _theirs(turn, subject)
    if resolution is not None:
        told: dict[str, Json] = {"day": extra} if extra else {}
        drive.open_form(turn, NAME, subject=str(resolution.id), prefill=told)


def _moved(turn: Turn, conversation: Conversation, found: Mapping[str, Json]) -> None:
    resolution = _theirs(turn, conversation.subject)
    if resolution is None:
        return
    resolution.by_when = date.fromisoformat(str(found["day"]))
    resolution.state, resolution.done_at, resolution.reminded = ResolutionState.OPEN, None, 0
    at = plan_reminder(turn.session, resolution, turn.now, turn.context.zone)
    _say(turn, _moved_to(turn, resolution, resolution.by_when, at), resolution, DONE, MOVE)


def _moved_to(turn: Turn, resolution: Resolution, day: date, at: datetime | None) -> str:
    """With when its reminder comes, if one does; by its day where that is not the one before."""
    if at is None or not _will_come(turn, resolution):
        return turn.say("promises.moved_only", day=_day(turn, day))
    evening = _local(turn, at)
    if evening == day - timedelta(days=1):
        return turn.say("promises.moved", day=_day(turn, day))
    return turn.say("promises.moved_and", day=_day(turn, day), evening=_day(turn, evening))


def _draw(turn: Turn, _conversation: Conversation, question: Question) -> list[Bubble]:
    return draw_question(replace(question, position=0), say, turn.language)


def _theirs(turn: Turn, subject: str) -> Resolution | None:
    """Of who promised it or reported it; what was taken back since is nobody's any more."""
    if asks_who(turn):
        return None
    number = row_number(subject)
    resolution = turn.session.get(Resolution, number) if number is not None else None
    report = turn.session.get(ForumReport, resolution.report_id) if resolution else None
    if resolution is None or report is None or resolution.what is None:
        turn.tell("promises.gone")
        return None
    if not is_theirs(turn.speaking, resolution, report):
        turn.tell("promises.gone")
        return None
    return resolution


def _say(turn: Turn, text: str, resolution: Resolution, *names: str) -> None:
    turn.answer.must(Bubble(text, buttons(resolution, turn.language, *names)))


def _day(turn: Turn, day: date) -> str:
    lang: Lang = "en" if turn.language == "en" else "th"
    return long_date(day, lang)

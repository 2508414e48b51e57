"""«นัดเวที»: planned, changed, cancelled, undone; and what helps to call people together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from base.i18n import say
from base.thai.format import long_date
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.rooms import FormRoom, RowsFrom
from bot.dialogue.speaker import asks_who
from bot.dialogue.tables import place_answers, place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from bot.messages.questions import draw_question
from bot.messages.reviews import by_lines
from forms.question import Json, Question, QuestionType
from handlers.planning import saying, service, shown, tasks
from handlers.planning.service import Plan
from handlers.planning.told import read_call, told_values
from models.kept import discard, kept_for
from models.mailbox import Conversation
from models.planned import Foretold, PlannedForum
from models.words import KeptState, PlanState

NAME = "plan_forum"
SOURCE = Path(__file__).parent / "forms" / "plan.md"


def part(rows: RowsFrom = place_rows) -> Part:
    room = FormRoom(
        name=NAME,
        source=SOURCE,
        rows=rows,
        finish=_finish,
        known=_known,
        draw=_draw,
        cancelled=_cancelled,
    )
    return Part(
        acts={
            saying.OPEN: open_plan,
            saying.ANOTHER: another,
            saying.MORE: shown.more,
            saying.TEXTS: texts,
            saying.CHANGE: change,
            saying.CANCEL: cancel,
            saying.UNDO: undo,
            saying.NOT_HELD: not_held,
            saying.READY: lambda turn, _subject, _extra: turn.tell("planning.all_ready"),
        },
        words={"plan": lambda turn: open_plan(turn, "", "")},
        ears=(hear_call,),
        forms=(room,),
        tasks=tasks.kinds(),
        unwanted={tasks.KEY: tasks.unwanted},
        unsent={"plan": tasks.forget},
    )


def open_plan(turn: Turn, subject: str, _extra: str) -> None:
    """What is planned already comes first; not before a day that was told, the `subject` in ISO."""
    if asks_who(turn):
        return
    if _is_day(subject):
        _ask(turn, {"held_on": subject})
    elif not shown.show(turn):
        _ask(turn, {})


def another(turn: Turn, _subject: str, _extra: str) -> None:
    if not asks_who(turn):
        _ask(turn, {})


def _ask(turn: Turn, values: dict[str, Json]) -> None:
    if service.villages_of(turn.session, turn.speaking):
        values["spot"] = "here"
    drive.open_form(turn, NAME, prefill=values)


def open_foretold(turn: Turn, told: Foretold) -> Conversation:
    """With all that was told; only what is missing is asked."""
    mine = service.villages_of(turn.session, turn.speaking)
    place = place_answers(turn.session, mine, told.village_code)
    values: dict[str, Json] = {"held_on": told.held_on.isoformat()}
    values |= place or ({"spot": "here"} if mine else {})
    values |= told_values(told, turn.happened_at.date())
    conversation = drive.open_form(turn, NAME, prefill=values)
    asked = drive.question(turn, conversation)
    if asked is not None and asked.type is not QuestionType.REVIEW:
        day = long_date(told.held_on, "en" if turn.language == "en" else "th")
        turn.answer.begin_with(turn.say("planning.for_day", day=day))
    return conversation


def plan_next(turn: Turn, told: Foretold, before: date | None) -> Bubble | None:
    """The next forum that a report tells: planned with its day, or moved from the day told
    `before`; nothing is asked. None where somebody else has planned it."""
    zone = turn.context.zone
    planned = service.foretold(turn.session, told, before, turn.speaking, turn.now, zone)
    return saying.made(turn, planned, "made") if planned is not None else None


def hear_call(turn: Turn) -> bool:
    """An ear: «นัดประชุมวันที่ 20 ธันวา 9 โมง …» outside any form, from somebody of a village."""
    told = read_call(turn.text, turn.happened_at.date()) if turn.text else None
    if told is None or not service.is_of_a_village(turn.session, turn.person_account.id):
        return False
    if not asks_who(turn):
        row = keep(turn, state=KeptState.USED)
        conversation = open_foretold(turn, told)
        row.used_for = f"conversation:{conversation.id}:told"
    return True


def texts(turn: Turn, subject: str, _extra: str) -> None:
    planned = _own(turn, subject)
    if planned is not None:
        turn.answer.say(*saying.texts(turn, planned))


def change(turn: Turn, subject: str, extra: str) -> None:
    """[เปลี่ยน], [เลื่อน]: the form again, at its review. `extra`: the new day in ISO, if told."""
    planned = _own(turn, subject)
    if planned is None:
        return
    if planned.state is PlanState.HELD:
        turn.tell("planning.held")
        return
    values = _values(turn, planned) | ({"held_on": extra} if _is_day(extra) else {})
    drive.open_form(turn, NAME, subject=planned.forum_id, prefill=values)


def cancel(turn: Turn, subject: str, _extra: str) -> None:
    _end(turn, subject, PlanState.CANCELLED, "cancelled")


def not_held(turn: Turn, subject: str, _extra: str) -> None:
    _end(turn, subject, PlanState.NOT_HELD, "was_not_held")


def _end(turn: Turn, subject: str, state: PlanState, key: str) -> None:
    """Pressed twice, it says the same."""
    planned = _own(turn, subject)
    if planned is None:
        return
    if planned.state is PlanState.HELD:
        turn.tell("planning.held")
        return
    service.end(turn.session, planned, state, turn.now)
    turn.answer.must(saying.ended(turn, planned, key))


def undo(turn: Turn, subject: str, _extra: str) -> None:
    planned = _own(turn, subject)
    if planned is None:
        return
    undone = service.undo(turn.session, planned, turn.now, turn.context.zone)
    turn.answer.must(saying.made(turn, planned, "undone" if undone else "stands"))


def _finish(turn: Turn, conversation: Conversation, found: Mapping[str, Json]) -> None:
    plan, zone = _plan(found), turn.context.zone
    if conversation.subject:
        planned = _own(turn, conversation.subject)
        if planned is None:
            return
        changed = service.change(turn.session, planned, plan, turn.now, zone)
        key = "changed" if changed else "stands"
        turn.answer.must(_after_change(turn, planned, key))
    else:
        made = service.make(turn.session, plan, turn.speaking, turn.now, zone)
        if made is None:
            turn.tell("planning.anothers")
            return
        planned = made
        turn.answer.say(*saying.texts(turn, planned))
        turn.answer.must(saying.made(turn, planned, "made"))
    for row in kept_for(turn.session, f"conversation:{conversation.id}:"):
        field = row.used_for.rpartition(":")[2]
        row.used_for = f"plan:{planned.forum_id}:{field}"


def _after_change(turn: Turn, planned: PlannedForum, key: str) -> Bubble:
    said = saying.made(turn, planned, key)
    back = saying.ended(turn, planned, key).buttons if key == "changed" else ()
    return replace(said, buttons=(*said.buttons, *back))


def _plan(found: Mapping[str, Json]) -> Plan:
    starts = found.get("starts")
    return Plan(
        village_code=_words(found.get("code")),
        held_on=date.fromisoformat(str(found["held_on"])),
        starts=time.fromisoformat(starts) if isinstance(starts, str) and starts else None,
        place=_words(found.get("place")),
        topic=_words(found.get("topic")),
    )


def _words(value: Json) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _values(turn: Turn, planned: PlannedForum) -> dict[str, Json]:
    mine = service.villages_of(turn.session, turn.speaking)
    values: dict[str, Json] = {
        "held_on": planned.forum.held_on.isoformat(),
        **place_answers(turn.session, mine, planned.forum.village_code or ""),
    }
    if planned.starts is not None:
        values["starts"] = planned.starts.isoformat("minutes")
    values |= {"place": planned.place} if planned.place else {}
    return values | ({"topic": planned.topic} if planned.topic else {})


def _known(turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    return {"villages": " ".join(service.villages_of(turn.session, turn.speaking))}


def _draw(turn: Turn, _conversation: Conversation, question: Question) -> list[Bubble]:
    return draw_question(by_lines(replace(question, position=0)), say, turn.language)


def _cancelled(turn: Turn, conversation: Conversation) -> None:
    discard(turn.session, kept_for(turn.session, f"conversation:{conversation.id}:"), turn.now)


def _own(turn: Turn, subject: str) -> PlannedForum | None:
    if asks_who(turn):
        return None
    planned = service.own(turn.session, subject, turn.speaking)
    if planned is None:
        turn.tell("planning.not_yours")
    return planned


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False

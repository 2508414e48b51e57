"""«นัดเวที»: planned, changed, cancelled, undone; and what helps to call people together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from base.i18n import say
from bot.dialogue import drive
from bot.dialogue.rooms import FormRoom, RowsFrom
from bot.dialogue.speaker import asks_who
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from bot.messages.questions import draw_question
from forms.question import Json, Question
from handlers.planning import saying, service, tasks
from handlers.planning.service import Plan
from models.kept import discard, kept_for
from models.mailbox import Conversation
from models.places import Village
from models.planned import PlannedForum
from models.words import PlanState

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
            "plan.open": open_plan,
            saying.TEXTS: texts,
            saying.CHANGE: change,
            saying.CANCEL: cancel,
            saying.UNDO: undo,
            saying.NOT_HELD: not_held,
        },
        words={"plan": lambda turn: open_plan(turn, "", "")},
        forms=(room,),
        tasks=tasks.kinds(),
        unwanted={tasks.KEY: tasks.unwanted},
        unsent={"plan": tasks.forget},
    )


def open_plan(turn: Turn, subject: str, _extra: str) -> None:
    """`subject` may be a day that was told already, in ISO."""
    if asks_who(turn):
        return
    values: dict[str, Json] = {"held_on": subject} if _is_day(subject) else {}
    if service.villages_of(turn.session, turn.speaking):
        values["spot"] = "here"
    drive.open_form(turn, NAME, prefill=values)


def texts(turn: Turn, subject: str, _extra: str) -> None:
    planned = _own(turn, subject)
    if planned is not None:
        turn.answer.say(*saying.texts(turn, planned))


def change(turn: Turn, subject: str, _extra: str) -> None:
    """[เปลี่ยน], [เลื่อน]: the form again, at its review."""
    planned = _own(turn, subject)
    if planned is None:
        return
    if planned.state is PlanState.HELD:
        turn.tell("planning.held")
        return
    drive.open_form(turn, NAME, subject=planned.forum_id, prefill=_values(turn, planned))


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
    code = planned.forum.village_code or ""
    mine = service.villages_of(turn.session, turn.speaking)
    values: dict[str, Json] = {"held_on": planned.forum.held_on.isoformat()}
    if code in mine:
        values |= {"spot": "here"} | ({"which": code} if len(mine) > 1 else {})
    elif turn.session.get(Village, code) is not None:
        values |= {"district": code[:4], "subdistrict": code[:6], "village": code}
        values |= {"spot": "other"} if mine else {}
    if planned.starts is not None:
        values["starts"] = planned.starts.isoformat("minutes")
    values |= {"place": planned.place} if planned.place else {}
    return values | ({"topic": planned.topic} if planned.topic else {})


def _known(turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    return {"villages": " ".join(service.villages_of(turn.session, turn.speaking))}


def _draw(turn: Turn, _conversation: Conversation, question: Question) -> list[Bubble]:
    return draw_question(replace(question, position=0), say, turn.language)


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

"""«แบบสอบถาม»: the invitation's buttons, the form, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.attached import form_media
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Act, Turn
from bot.tasks import TaskKind
from handlers.surveys import (
    advice_room,
    advising,
    answered,
    asking,
    calling,
    choosing,
    deciding_late,
    desk,
    inviting,
    lists,
    offering,
    refusing,
    shelf,
    shown,
    sweeping,
    tasks,
    telling,
    tying,
)
from handlers.surveys.ending import Ending, Forget, cancelled
from handlers.surveys.forum import FORUM_ROOM, Afterwards
from handlers.surveys.leaving import own_words
from handlers.surveys.passing import PASSED, ForgetTurn, Passing
from handlers.surveys.service import BUILT_IN, FORMS, ROOM
from handlers.surveys.tongues import tongue_rows
from handlers.surveys.unsending import take_out
from models.kept import WISH
from models.staff import staff_of

__all__ = ["BUILT_IN", "FORUM_ROOM", "ROOM", "own_words", "part"]


def part(forget: Forget, forget_turn: ForgetTurn) -> Part:
    """`forget` empties all that a form without a name leaves behind, `forget_turn` one turn
    (handlers/feedback)."""
    forum = Afterwards(forget)
    return Part(
        acts={
            "survey.open": opened,
            "survey.mine": inviting.act_open,
            "survey.answer": inviting.act_answer,
            "survey.later": inviting.act_later,
            "survey.decline": inviting.act_decline,
            "survey.see": answered.act_see,
            "survey.edit": answered.act_edit,
            "survey.again": answered.act_again,
            **_of_staff(),
            **_of_shelf(),
            advising.OPEN: advising.opened,
            "forum.answer": forum.act_answer,
            "forum.speak": forum.act_speak,
            "forum.enough": forum.act_enough,
        },
        words={"survey": lambda turn: opened(turn, "", "")},
        first=(forum.by_code, forum.by_language),
        ears=(inviting.typed, shelf.typed),
        forms=(
            FormRoom(
                name=ROOM,
                source=None,
                rows=place_rows,
                finish=Ending(forget).finish,
                known=asking.known,
                draw=asking.draw,
                listen=asking.listen,
                cancelled=cancelled,
                media=form_media,
            ),
            FormRoom(
                name=FORUM_ROOM,
                source=FORMS / "c.md",
                rows=tongue_rows,
                finish=forum.finish,
                known=forum.known,
                listen=forum.listen,
                cancelled=forum.cancelled,
                anybodys=True,
                nameless=_never_named,
            ),
            tying.room(),
            advice_room.room(),
            refusing.room(),
        ),
        tasks=_tasks(forget, forget_turn),
        unsent={"response": take_out},
        unwanted={
            tasks.LATER: tasks.later_unwanted,
            telling.SECOND: telling.unwanted,
            WISH: calling.unwanted,
            telling.LATE: telling.unwanted_late,
        },
        unwanted_by_many={lists.NAME: lists.unwanted},
    )


def _tasks(forget: Forget, forget_turn: ForgetTurn) -> tuple[TaskKind, ...]:
    return (
        *tasks.kinds(),
        TaskKind(sweeping.SWEEP, sweeping.Sweep(forget).step),
        TaskKind(PASSED, Passing(forget_turn).step),
        TaskKind(shelf.GONE, shelf.gone),
    )


def opened(turn: Turn, _subject: str, _extra: str) -> None:
    """«แบบสอบถาม»: an officer sees the waves; everybody else what they are asked now."""
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        inviting.act_open(turn, "", "")
    else:
        desk.listed(turn, staff)


def _of_staff() -> Mapping[str, Act]:
    return {
        telling.LIST: desk.more,
        telling.SEE: desk.see,
        desk.OPEN: desk.open_early,
        desk.STOP: desk.stop,
        desk.RESUME: desk.resume,
        desk.CLOSE: desk.close,
        desk.AGREE: desk.agree,
        desk.REFUSE: refusing.refuse,
        desk.RESULTS: shown.act_results,
        tying.CANCEL: desk.cancel,
        telling.AGREE_LATE: deciding_late.agree,
        telling.REFUSE_LATE: refusing.refuse_late,
        telling.ANEW: deciding_late.anew,
        tying.FORMS: tying.forms,
        tying.COHORTS: tying.cohorts,
        tying.DAYS: tying.days,
        tying.TYPED: tying.typed,
        tying.LOOK: tying.look,
        tying.PLAN: tying.plan,
        tying.LEAVE: tying.leave,
        tying.COURSE: offering.cohorts,
        offering.LOOK: offering.look,
        offering.PLAN: offering.plan,
        offering.UNDO: offering.undo,
    }


def _of_shelf() -> Mapping[str, Act]:
    return {
        shelf.LIST: shelf.listed,
        shelf.SEE: shelf.see,
        shelf.CHANGE: shelf.change,
        shelf.REMOVE: shelf.remove,
        shelf.BACK: shelf.back,
        choosing.ADD: choosing.surveys,
        choosing.QUESTIONS: choosing.questions,
        choosing.CHOICES: choosing.choices,
        choosing.WRITE: choosing.write,
    }


def _never_named(_answers: Answers) -> bool:
    """What villagers say of a forum is nobody's."""
    return True

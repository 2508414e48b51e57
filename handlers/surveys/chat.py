"""«แบบสอบถาม»: the invitation's buttons, the form, and what was answered."""

from __future__ import annotations

from bot.dialogue.attached import form_media
from bot.dialogue.rooms import FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.tasks import TaskKind
from handlers.surveys import advising, answered, asking, inviting, lists, sweeping, tasks
from handlers.surveys.ending import Ending, Forget, cancelled
from handlers.surveys.forum import FORUM_ROOM, Afterwards
from handlers.surveys.leaving import own_words
from handlers.surveys.service import BUILT_IN, FORMS, ROOM
from handlers.surveys.tongues import tongue_rows
from handlers.surveys.unsending import take_out

__all__ = ["BUILT_IN", "FORUM_ROOM", "ROOM", "own_words", "part"]


def part(forget: Forget) -> Part:
    """`forget` empties all that a form without a name leaves behind (handlers/feedback)."""
    forum = Afterwards(forget)
    return Part(
        acts={
            "survey.open": inviting.act_open,
            "survey.answer": inviting.act_answer,
            "survey.later": inviting.act_later,
            "survey.decline": inviting.act_decline,
            "survey.see": answered.act_see,
            "survey.edit": answered.act_edit,
            "survey.again": answered.act_again,
            advising.OPEN: advising.opened,
            "forum.answer": forum.act_answer,
            "forum.speak": forum.act_speak,
            "forum.enough": forum.act_enough,
        },
        words={"survey": lambda turn: inviting.act_open(turn, "", "")},
        first=(forum.by_code, forum.by_language),
        ears=(inviting.typed,),
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
            ),
        ),
        tasks=(*tasks.kinds(), TaskKind(sweeping.SWEEP, sweeping.Sweep(forget).step)),
        unsent={"response": take_out},
        unwanted={tasks.LATER: tasks.later_unwanted},
        unwanted_by_many={lists.NAME: lists.unwanted},
    )

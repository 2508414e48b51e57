"""What people say to what the clock asked them, in words of their own: «ยังครับ», «ไม่ได้จัด ฝนตก».

Two ears: `in_other_words` before all rooms, for what is understood; `asked_again` after them, where
the asking's own buttons come once more with what was said kept.
"""

from __future__ import annotations

from base.thai.dates import find_date
from bot.dialogue.asked import Asked, last_asked
from bot.dialogue.keeping import keep
from bot.dialogue.ways import way_said
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.talk.buttons import CASE, HELLO, HELP_OF_OFFICERS, HUMAN, MENU, PLAN, REGISTER

OTHER = "talk.about_else"
LETTERS = 2  # fewer are no word
# Under none of these has anything been asked.
PASSING = frozenset(
    act for _, act in (*MENU, *HELP_OF_OFFICERS, CASE, REGISTER, HUMAN, HELLO, PLAN)
)
# Acts to which a day may be told at once; their `extra` is it, in ISO.
WITH_DAY = frozenset({"promises.move", "plan.change"})
# What is said under an asking without a button of its own there: act → the button it stands beside.
BESIDE = {"villages.held": "villages.not_now", "plan.ready": "plan.texts"}


def in_other_words(turn: Turn) -> bool:
    """An ear: what one of the buttons does, said differently."""
    asked = last_asked(turn, PASSING) if turn.text else None
    if asked is None:
        return False
    acts = asked.acts | {
        name: Act(name, asked.acts[beside].subject)
        for name, beside in BESIDE.items()
        if beside in asked.acts
    }
    name = way_said(turn.text, acts, WITH_DAY)
    if name is None or name not in turn.context.routes.acts:
        return False
    extra = _day(turn) if name in WITH_DAY else acts[name].extra
    turn.context.routes.acts[name](turn, acts[name].subject, extra)
    return True


def _day(turn: Turn) -> str:
    """The one day to come that is told; '' where it must be asked."""
    today = turn.happened_at.date()
    found = find_date(turn.text, today, "future")
    day = found[0].date if found else None
    return day.isoformat() if day is not None and day >= today else ""


def asked_again(turn: Turn) -> bool:
    """An ear, to be heard after all that knows what it hears: only of what came by itself."""
    if sum(one.isalpha() for one in turn.text) < LETTERS:
        return False
    asked = last_asked(turn, PASSING)
    if asked is None or not (asked.by_itself or OTHER in asked.acts):
        return False
    keep(turn)
    turn.answer.deferred = True
    buttons = (*_own(asked), Button(turn.say("talk.about_else"), Act(OTHER)))
    turn.answer.say(Bubble(turn.say("talk.asked_again"), buttons=buttons))
    return True


def _own(asked: Asked) -> list[Button]:
    acts = ((one, one.action) for one in asked.buttons)
    return [one for one, act in acts if isinstance(act, Act) and act.name not in ("", OTHER)]

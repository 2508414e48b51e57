"""An obstacle that somebody names earns help: what the office wrote about it, as buttons under the
thanks. Only where the answers have a name: of others nothing may follow that tells what they were.
"""

from __future__ import annotations

from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Link
from forms.choices import chosen
from models.advice import advice_numbered, advice_on

OPEN = "advice.open"
MOST = 2  # beside [ดูคำตอบ] and [แก้คำตอบ]
LONGEST = 64  # of names that advice may be about


def buttons(turn: Turn, answers: Answers) -> tuple[Button, ...]:
    """Of all that was chosen in the form."""
    pairs = [
        (name, choice)
        for name, value in answers.items()
        if isinstance(value, str | list) and len(name) <= LONGEST
        for choice in chosen(value)
        if len(choice) <= LONGEST
    ]
    found = advice_on(turn.session, pairs, MOST) if pairs else []
    return tuple(Button(one.title(turn.language), Act(OPEN, str(one.id))) for one in found)


def opened(turn: Turn, subject: str, _extra: str) -> None:
    """What the office wrote; whoever has the button may read it."""
    one = advice_numbered(turn.session, subject)
    if one is None:
        turn.tell("surveys.advice_gone")
        return
    link = (Button(turn.say("surveys.advice_link"), Link(one.link)),) if one.link else ()
    turn.answer.say(Bubble(one.words(turn.language), buttons=link))

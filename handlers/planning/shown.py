"""«นัดเวที» of somebody who has planned one: what is planned, and what can be done with it."""

from __future__ import annotations

from base.thai.text import cut, graphemes
from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.packing import MAX_CLUSTERS
from handlers.planning import saying, service
from models.planned import PlannedForum

AT_ONCE = 3  # with the sentence before them and what rides along, as much as one reply holds
LONGEST_PLACE, SHORTEST_TOPIC = 24, 12  # grapheme clusters


def show(turn: Turn, after: int = 0) -> bool:
    """The next ones behind the first `after`; False where nothing is planned."""
    planned = service.upcoming(turn.session, turn.speaking, turn.happened_at.date())
    if not planned:
        return False
    after = after if after < len(planned) else 0
    page = planned[after : after + AT_ONCE]
    alone = len(planned) == 1
    if not alone and after == 0:
        turn.tell("planning.several", count=len(planned))
    *others, last = [_one(turn, one, alone=alone) for one in page]
    behind = _behind(turn, after + AT_ONCE if after + AT_ONCE < len(planned) else 0)
    turn.answer.say(*others, Bubble(last.text, buttons=(*last.buttons, *behind)))
    return True


def more(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูนัดถัดไป]: `subject` says how many were shown."""
    if asks_who(turn):
        return
    after = int(subject) if subject.isdecimal() and len(subject) < 5 else 0
    if not show(turn, after):
        turn.tell("planning.none_left")


def _one(turn: Turn, planned: PlannedForum, *, alone: bool) -> Bubble:
    language = turn.language
    place = saying.place_of(turn, planned, language)
    said = turn.say("planning.shown", place=place) if alone else place
    lines = [said.strip(), saying.facts(planned, language, LONGEST_PLACE)]
    text = "\n".join(filter(None, lines))
    topic = _topic(turn, planned, MAX_CLUSTERS - graphemes(text))
    return Bubble(f"{text}\n{topic}".strip(), saying.buttons(turn, planned, *saying.OF_ONE))


def _topic(turn: Turn, planned: PlannedForum, room: int) -> str:
    """Cut to what the bubble still takes; "" where its words were taken back."""
    if not planned.topic:
        return ""
    said = graphemes(turn.say("planning.about", topic="")) + 1
    return turn.say("planning.about", topic=cut(planned.topic, max(room - said, SHORTEST_TOPIC)))


def _behind(turn: Turn, shown: int) -> tuple[Button, ...]:
    """[นัดอีกเวที], and before it [ดูนัดถัดไป] where more are planned than are shown."""
    further = Button(turn.say("planning.more"), Act(saying.MORE, str(shown)))
    another = Button(turn.say("planning.another"), Act(saying.ANOTHER))
    return (further, another) if shown else (another,)

"""What the forms of this room know, offer and look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from base.i18n import say
from bot.dialogue import drive
from bot.dialogue.speaker import names_of
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import NEXT, Act, Bubble, Button, Helper, Location, OpenKeyboard
from bot.messages.questions import PATIENCE, draw_question
from forms.question import Heard, HeardKind, Question, Rows
from handlers.feedback import words
from handlers.feedback.beginning import typed_inside
from handlers.feedback.reading import BUNDLE, means, typed
from models.mailbox import Conversation
from models.people import Person, memberships_of
from models.places import Village

TELLINGS = frozenset({"story", "words"})
PLACES = frozenset({"place", "where"})


def known(turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    """`village`: the codes of the villages of whoever speaks here, separated by spaces; `speakers`:
    of several people the ids, while it is not known who speaks."""
    people = [turn.speaker] if turn.speaker else turn.people
    codes = [
        one.village_code
        for person in people
        for one in memberships_of(turn.session, person.id)
        if one.village_code
    ]
    speakers = " ".join(one.id for one in people) if len(people) > 1 else ""
    return {"village": " ".join(dict.fromkeys(codes)), "speakers": speakers}


def rows(session: Session, language: str) -> Rows:
    """place.csv: the villages in its filter column `for`, and «somewhere else»; speaker.csv: the
    people in its filter column; then our tables."""
    ours = place_rows(session, language)

    def find(table: str, filters: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        codes = filters.get("for", "")
        if table == "speaker":
            return _speakers(session, codes, language)
        if table != "place":
            return ours(table, filters)
        villages = [session.get(Village, code) for code in codes.split()]
        named = [(one.code, village_name(one, language)) for one in villages if one is not None]
        named.append(("other", say("feedback.elsewhere", language)))
        return [{"name": name, "label": label, "for": codes} for name, label in named]

    return find


def _speakers(session: Session, ids: str, language: str) -> list[Mapping[str, str]]:
    found = [session.get(Person, one) for one in ids.split()]
    people = [one for one in found if one is not None]
    labels = names_of(people, language)
    return [
        {"name": one.id, "label": label, "for": ids}
        for one, label in zip(people, labels, strict=True)
    ]


def village_name(village: Village, language: str) -> str:
    """«โนนสมมุติ ม.94»."""
    name = village.name_en if language == "en" else village.name_th
    bare = name.removeprefix("บ้าน").removeprefix("Ban ").strip()
    return say("feedback.village", language, name=bare, moo=village.moo)


def draw(turn: Turn, conversation: Conversation, question: Question) -> list[Bubble]:
    """No «2/4» here: somebody tells a story, not fills a form."""
    gathers = question.name in turn.context.routes.rooms[conversation.room].gathers
    if gathers and question.wrong < PATIENCE:
        telling = words.told(turn.session, words.in_form(conversation.id, question.path))
        if counts := telling.counts():
            return [_got(turn, counts)]
    own = {"cancel_label": turn.say("chat.cancel")} if gathers else {}
    plain = replace(question, position=0, total=0, extras={**question.extras, **own})
    *before, last = draw_question(plain, say, turn.language)
    if question.name in PLACES and question.wrong < PATIENCE:
        here = Helper(turn.say("chat.location"), Location())
        last = replace(last, helpers=(here, *last.helpers))
    if question.name == "story" and question.wrong < PATIENCE and not _helps(turn, conversation):
        others = Helper(turn.say("feedback.help_other"), Act("case.open_for"))
        last = replace(last, helpers=(*last.helpers, others))
    return [*before, last]


def _go_on_gathering(turn: Turn, conversation: Conversation) -> None:
    """It was told before another question came between; now it is sent."""
    said = list(turn.answer.bubbles)
    drive.feed(turn, conversation, BUNDLE)
    turn.answer.bubbles[:] = said
    drive.feed(turn, conversation, Heard(HeardKind.NEXT))


def _helps(turn: Turn, conversation: Conversation) -> bool:
    return drive.answers(turn, conversation).get("helping") == "yes"


def _got(turn: Turn, counts: Mapping[str, int]) -> Bubble:
    what = words.in_words(counts, turn.language)
    return Bubble(
        turn.say("feedback.got", what=what),
        buttons=(
            Button(turn.say("feedback.send"), NEXT, main=True),
            Button(turn.say("feedback.tell_more"), OpenKeyboard()),
        ),
    )


def listen(turn: Turn, conversation: Conversation, question: Question, heard: Heard) -> bool:
    """A button typed out is no other line of the story; nor is a story sent of which all was taken
    back."""
    gathers = turn.context.routes.rooms[conversation.room].gathers
    if question.name not in gathers:
        return False
    if typed(heard) and typed_inside(turn, conversation):
        return True
    if means(typed(heard), "feedback.send_words"):
        drive.feed(turn, conversation, Heard(HeardKind.NEXT))
        return True
    if heard.kind is not HeardKind.NEXT:
        return False
    telling = words.told(turn.session, words.in_form(conversation.id, question.path))
    if not question.gathering and telling.counts():
        _go_on_gathering(turn, conversation)
        return True
    if not question.gathering or telling.counts():
        return False
    turn.tell("feedback.nothing_yet")
    drive.ask(turn, conversation)
    return True

"""«แจ้งเรื่อง»: speak first, then where, who may know the name, whom it concerns; a number at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from handlers.feedback import saying, words
from handlers.feedback.anonymous import forget_conversation
from handlers.feedback.asking import Asking
from handlers.feedback.drawing import TELLINGS, draw, known, listen, rows
from handlers.feedback.ending import Ending
from handlers.feedback.filing import Filed, Filing, file_case
from handlers.feedback.following import Following
from handlers.feedback.reading import BUNDLE, READERS
from handlers.feedback.unsending import take_out
from models.cases import Case
from models.kept import loose
from models.mailbox import Conversation
from models.people import people_of
from models.places import Village
from models.words import IdentityMode, KeptState

FORMS = Path(__file__).parent / "forms"
ROOM = "feedback"

Tell = Callable[[Session, Case, str, datetime], None]
"""Tells staff of a case: `what` is filed, added, said, reopened, solved or withdrawn."""


def part(tell: Tell) -> Part:
    """`tell` is how staff hear of a case."""
    filing, asking, following = Reporting(tell), Asking(), Following(tell)
    ending = Ending(tell)
    return Part(
        acts={
            "case.open": filing.act,
            "case.code": asking.act_code,
            "case.mine": asking.act_mine,
            "case.state": asking.act_state,
            "case.add": following.act_add,
            "case.withdraw": ending.act_withdraw,
            "case.withdraw_yes": ending.act_withdraw_yes,
            "case.fine": following.act_fine,
            "case.word": following.act_word,
            "case.checked": ending.act_checked,
        },
        words={"case": filing.open},
        ears=(asking.by_number,),
        forms=(
            filing.room(),
            _room("case_add", "add.md", following.added, gathers=True),
            _room("case_word", "word.md", following.said),
            _room("case_stuck", "stuck.md", ending.stuck, ending.left_out),
            _room("case_code", "code.md", asking.coded),
        ),
        unsent={"case": take_out},
    )


def word_back(tell: Tell) -> Part:
    """An answer typed without pressing anything; to be heard after all that knows what it hears."""
    return Part(ears=(Following(tell).word_back,))


def _room(
    name: str,
    file: str,
    finish: Callable[[Turn, Conversation, Answers], None],
    cancelled: Callable[[Turn, Conversation], None] | None = None,
    *,
    gathers: bool = False,
) -> FormRoom:
    def gone(turn: Turn, conversation: Conversation) -> None:
        words.discard(turn.session, conversation.id, turn.now)
        if cancelled:
            cancelled(turn, conversation)

    return FormRoom(
        name=name,
        source=FORMS / file,
        rows=rows,
        finish=finish,
        readers=READERS,
        known=known,
        draw=draw,
        listen=listen,
        cancelled=gone,
        gathers=TELLINGS if gathers else frozenset(),
    )


@dataclass(frozen=True)
class Reporting:
    """From the first word to the number."""

    tell: Tell

    def room(self) -> FormRoom:
        return _room(ROOM, "feedback.md", self.finish, gathers=True)

    def act(self, turn: Turn, _subject: str, _extra: str) -> None:
        self.open(turn)

    def open(self, turn: Turn) -> None:
        """Begin; what lay loose in the chat is the beginning of the story."""
        bundle = loose(turn.session, turn.mailbox.key)
        conversation = drive.open_form(turn, ROOM)
        if not bundle:
            return
        for one in bundle:
            one.state, one.used_for = KeptState.USED, words.in_form(conversation.id, "story")
        turn.session.flush()
        turn.answer.bubbles.clear()
        drive.feed(turn, conversation, BUNDLE)

    def finish(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        story = words.told(turn.session, words.in_form(conversation.id, "story"))
        filed = file_case(
            turn.session,
            _filing(turn, answers, story),
            turn.context.secret_key,
            turn.context.zone,
        )
        if filed.code is not None:
            self._say_anonymous(turn, conversation, filed, filed.code)
        else:
            self._say(turn, conversation, filed.case)
        self.tell(turn.session, filed.case, "filed", turn.now)

    def _say(self, turn: Turn, conversation: Conversation, case: Case) -> None:
        hide = saying.is_hidden(case)
        for question in ("story", "where"):
            telling = words.told(turn.session, words.in_form(conversation.id, question))
            words.move(turn.session, telling, words.in_case(case.id, question), hide=hide)
        turn.answer.forget = hide
        turn.answer.must(saying.filed(case, turn.language))

    def _say_anonymous(
        self, turn: Turn, conversation: Conversation, filed: Filed, code: str
    ) -> None:
        forget_conversation(turn.session, turn.mailbox.key, conversation, turn.event, turn.now)
        turn.answer.forget, turn.answer.takes_riders = True, False
        turn.answer.must(saying.filed_anonymous(filed.case, code, turn.language))


def _filing(turn: Turn, answers: Answers, story: words.Told) -> Filing:
    people = people_of(turn.session, turn.person_account.id)
    place = str(answers.get("place") or "")
    return Filing(
        account_id=turn.person_account.id,
        identity=IdentityMode(str(answers["naming"])),
        restricted=answers.get("concerns") != "no",
        at=turn.happened_at,
        story=story.text,
        file_ids=tuple(story.file_ids),
        person_id=people[0].id if len(people) == 1 else None,
        village_code=_village(turn.session, place, answers),
        place=str(answers["where"]) if answers.get("where") else None,
        latitude=_degrees(answers.get("latitude")),
        longitude=_degrees(answers.get("longitude")),
    )


def _village(session: Session, place: str, answers: Answers) -> str | None:
    code = str(answers.get("village") or "") if place in ("", "other") else place
    village = session.get(Village, code) if code else None
    return village.code if village else None


def _degrees(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None

"""«แจ้งเรื่อง»: speak first, then where, who may know the name, whom it concerns; a number at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from base.thai.text import cut
from bot.dialogue.rooms import Answers, Ended, FormRoom
from bot.dialogue.speaker import is_shared, speak_as
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.tasks import TaskKind
from handlers.feedback import beginning, codes, helping, hiding, looking, saying, words
from handlers.feedback.anonymous import forget_conversation
from handlers.feedback.asking import Asking
from handlers.feedback.beginning import ROOM
from handlers.feedback.codes import Coding, own_words
from handlers.feedback.covering import cover
from handlers.feedback.drawing import TELLINGS, draw, known, listen, rows
from handlers.feedback.ending import STUCK, Ending
from handlers.feedback.filing import Filed, Filing, Helping, file_case
from handlers.feedback.following import Following
from handlers.feedback.late import Late, takes
from handlers.feedback.reading import READERS
from handlers.feedback.talking import IsReport, Talking, spoke_lately
from handlers.feedback.unsending import take_out
from models.cases import TOLD, Case
from models.kept import discard, kept_for
from models.mailbox import SEALED, Conversation
from models.people import Person, known_by_name, memberships_of
from models.places import Village
from models.words import AnswerBy, IdentityMode

__all__ = ["own_words", "part", "spoke_lately", "word_back"]

FORMS = Path(__file__).parent / "forms"
LONGEST_NAME = 60  # grapheme clusters of whom it is told for

Tell = Callable[[Session, Case, str, datetime], None]
"""Tells staff of a case: `what` is filed, added, said, reopened, solved, withdrawn or overdue."""


Befriend = Callable[[Turn], None]


def _never(_text: str, _today: date) -> bool:
    return False


def _reachable(_turn: Turn) -> None:
    return


def part(tell: Tell, befriend: Befriend = _reachable) -> Part:
    """`tell` is how staff hear of a case; `befriend` says so to whoever cannot be written to."""
    filing, asking, coding = Reporting(tell, befriend), Asking(tell), Coding(tell)
    following, ending, talking = Following(tell), Ending(tell), _talking(tell, _never)
    return Part(
        acts={
            "case.open": beginning.act_open,
            "case.open_for": helping.act_open_for,
            "case.resume": beginning.act_resume,
            "case.fresh": beginning.act_fresh,
            "case.code": coding.act_code,
            "case.mine": asking.act_mine,
            "case.state": asking.act_state,
            looking.OF_OWN: asking.act_photos,
            "case.add": following.act_add,
            "case.withdraw": ending.act_withdraw,
            "case.withdraw_yes": ending.act_withdraw_yes,
            "case.fine": following.act_fine,
            "case.word": following.act_word,
            "case.word_yes": talking.act_word_yes,
            "case.checked": ending.act_checked,
        },
        words={
            "case": beginning.open_word,
            "mycases": lambda turn: asking.act_mine(turn, "", ""),
            "help_other": helping.help_word,
        },
        ears=(asking.by_number, beginning.typed, talking.answers, helping.hear),
        forms=(
            _room(ROOM, "feedback.md", filing.finish, gathers=True),
            _room("case_add", "add.md", following.added, gathers=True),
            _room("case_word", "word.md", following.said),
            _room(STUCK, "stuck.md", ending.stuck, ending.left_out),
            replace(
                _room(codes.ROOM, "code.md", coding.coded, codes.cancelled),
                left=codes.left,
                draw=codes.draw,
                anybodys=True,
            ),
        ),
        tasks=(TaskKind(codes.SWEEP, codes.sweep),),
        unsent={"case": take_out},
        unwanted={TOLD: cover},
        joins={"case": Late(following).joins},
    )


def word_back(tell: Tell, is_report: IsReport = _never) -> Part:
    """An answer typed without pressing anything; to be heard after all that knows what it hears.
    `is_report` knows words that are a forum's."""
    return Part(ears=(_talking(tell, is_report).word_back,))


def _talking(tell: Tell, is_report: IsReport) -> Talking:
    return Talking(Following(tell), Ending(tell), is_report)


def _room(
    name: str,
    file: str,
    finish: Callable[[Turn, Conversation, Answers], None],
    cancelled: Ended | None = None,
    *,
    gathers: bool = False,
) -> FormRoom:
    def over(turn: Turn, conversation: Conversation, answers: Answers) -> None:
        finish(turn, conversation, answers)
        _hide(turn, conversation)

    def gone(turn: Turn, conversation: Conversation) -> None:
        told = kept_for(turn.session, words.in_form(conversation.id, ""))
        discard(turn.session, told, turn.now)
        if cancelled:
            cancelled(turn, conversation)
        _hide(turn, conversation)

    return FormRoom(
        name=name,
        source=FORMS / file,
        rows=rows,
        finish=over,
        readers=READERS,
        known=known,
        draw=draw,
        listen=listen,
        cancelled=gone,
        gathers=TELLINGS if gathers else frozenset(),
        takes=takes if gathers else None,
        nameless=_never_named if name == codes.ROOM else _anonymous,
    )


def _anonymous(answers: Answers) -> bool:
    return answers.get("naming") == IdentityMode.ANONYMOUS


def _never_named(_answers: Answers) -> bool:
    """Whoever asks with number and code filed it namelessly."""
    return True


def _hide(turn: Turn, conversation: Conversation) -> None:
    if conversation.subject.startswith(SEALED):
        turn.answer.forget = True
        hiding.forget_form(conversation)


@dataclass(frozen=True)
class Reporting:
    """From the story to the number."""

    tell: Tell
    befriend: Befriend

    def finish(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        story = words.told(turn.session, words.in_form(conversation.id, "story"))
        if answers["naming"] == IdentityMode.ANONYMOUS:
            story = words.without_filed(turn.session, story)
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
        hide = hiding.is_hidden(case)
        for question in ("story", "where", "for_whom"):
            telling = words.told(turn.session, words.in_form(conversation.id, question))
            words.move(turn.session, telling, words.in_case(case.id, question), hide=hide)
        if hide:
            hiding.forget_form(conversation)
        turn.answer.forget = hide
        if hide and is_shared(turn):
            turn.tell("feedback.who_holds_the_phone")
        turn.answer.must(saying.filed(case, turn.language))
        if case.answer_by in (None, AnswerBy.PHONE):
            self.befriend(turn)

    def _say_anonymous(
        self, turn: Turn, conversation: Conversation, filed: Filed, code: str
    ) -> None:
        forget_conversation(turn.session, turn.mailbox.key, conversation, turn.event, turn.now)
        turn.answer.forget, turn.answer.takes_riders = True, False
        turn.answer.must(saying.filed_anonymous(filed.case, code, turn.language))


def _filing(turn: Turn, answers: Answers, story: words.Told) -> Filing:
    person = _who(turn, answers)
    place = str(answers.get("place") or "")
    return Filing(
        account_id=turn.person_account.id,
        identity=IdentityMode(str(answers["naming"])),
        restricted=answers.get("concerns") != "no",
        at=turn.happened_at,
        story=story.text,
        file_ids=tuple(story.file_ids),
        person_id=person.id if person else None,
        village_code=_village(turn.session, place, answers),
        place=str(answers["where"]) if answers.get("where") else None,
        latitude=_degrees(answers.get("latitude")),
        longitude=_degrees(answers.get("longitude")),
        helping=_helping(turn, answers),
    )


def _helping(turn: Turn, answers: Answers) -> Helping | None:
    if answers.get("helping") != "yes":
        return None
    name = cut(" ".join(str(answers.get("for_whom") or "").split()), LONGEST_NAME)
    held = [one for person in turn.people for one in memberships_of(turn.session, person.id)]
    villages = [one.village_code for one in held if one.village_code]
    return Helping(
        person_id=known_by_name(turn.session, name, villages) if name else None,
        name=name or None,
        answer_by=AnswerBy(str(answers.get("answer_by") or AnswerBy.PHONE)),
    )


def _who(turn: Turn, answers: Answers) -> Person | None:
    """Who speaks, or who said so at the form's question; from then on that is known."""
    said = next((one for one in turn.people if one.id == answers.get("who")), None)
    if said is not None and answers["naming"] != IdentityMode.ANONYMOUS:
        speak_as(turn, said)
    return turn.speaker


def _village(session: Session, place: str, answers: Answers) -> str | None:
    code = str(answers.get("village") or "") if place in ("", "other") else place
    village = session.get(Village, code) if code else None
    return village.code if village else None


def _degrees(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None

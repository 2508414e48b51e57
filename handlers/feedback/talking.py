"""What is typed, spoken or sent after staff said something, without pressing anything.

Two ears: `answers` for the few words that are buttons typed out, before small talk is heard;
`word_back` for all else, after everybody who knows what they hear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogue.keeping import keep
from bot.dialogue.nods import nods_by_sign
from bot.dialogue.speaker import asks_who, is_shared
from bot.dialogue.typed import person_spoke_last
from bot.dialogue.words import means as means_word
from bot.inbox.turn import Turn
from forms.hear.words import place_in
from handlers.feedback import hiding, saying, service, words
from handlers.feedback.asking import mine, own_cases
from handlers.feedback.ending import Ending
from handlers.feedback.following import Following
from handlers.feedback.reading import asks_back, means
from handlers.feedback.states import Step, allows
from models.cases import Case, CaseAction
from models.kept import Kept, bundle
from models.words import ActionKind, CaseState, Outcome

FRESH = timedelta(days=3)
SURELY = timedelta(hours=1)  # so long nobody asks whom a word is for
UNSOLVED = "feedback.outcome_unsolved"
ASKED = "asked"  # Kept.used_for of a word of which it is asked whether it is for a case
SAYS = {"text", "image", "audio", "video", "file", "location"}

IsReport = Callable[[str, date], bool]


@dataclass(frozen=True)
class Heard:
    """What staff said last in a case that is still talked about."""

    case: Case
    action: CaseAction


@dataclass(frozen=True)
class Talking:
    """`is_report` knows words that are a forum's."""

    following: Following
    ending: Ending
    is_report: IsReport

    def answers(self, turn: Turn) -> bool:
        """[แก้บางส่วน], «3», [ตกลง], [มีคำถาม], [ใช่], [เรื่องใหม่] as words; thanks by name."""
        if person_spoke_last(turn) and nods_by_sign(turn):
            self._nodded(turn)
            return True
        if not 0 < len(turn.text) <= 80:
            return False
        return self._pending(turn) or self._outcome(turn) or self._read(turn) or _thanks(turn)

    def _nodded(self, turn: Turn) -> None:
        """To a person nobody else answers. It is the case's [ตกลง], or the answer to what they had
        asked; where it is not known who nods, nothing is noted."""
        heard = newest(turn)
        if heard is None or heard.action.kind is not ActionKind.ANSWERED:
            return
        if is_shared(turn) and turn.speaker is None:
            return
        fine = turn.say("feedback.fine")
        if asks_back(heard.action.text or ""):
            row = keep(turn)
            row.text = fine
            self._send(turn, heard.case, [row])
        elif service.last_action(turn.session, heard.case) is heard.action:
            self.following.note_fine(turn, heard.case, fine)

    def _pending(self, turn: Turn) -> bool:
        rows = _asked(turn, "")
        if not rows or turn.event.occurred_at - rows[-1].said_at > SURELY:
            return False
        if means(turn.text, "feedback.new_matter"):
            turn.context.routes.acts[_new_act(rows)](turn, str(rows[-1].id), "")
            return True
        heard = newest(turn) if means(turn.text, "feedback.yes_words") else None
        if heard is not None and asks_who(turn):
            return True
        if heard is not None:
            self._send(turn, heard.case, rows)
        return heard is not None

    def _outcome(self, turn: Turn) -> bool:
        outcome = _outcome_in(turn.text)
        case = _asked_about(turn, outcome) if outcome else None
        if case is None or outcome is None:
            return False
        if not (_is_label(turn.text) or _asked_lately(turn, case)):
            return False
        if not asks_who(turn):
            self.ending.check(turn, case, outcome)
        return True

    def _read(self, turn: Turn) -> bool:
        """«ตกลง», unless the officer had asked something: then it is the answer to that."""
        heard = newest(turn)
        if heard is None or heard.action.kind is not ActionKind.ANSWERED:
            return False
        if means(turn.text, "feedback.question"):
            if asks_who(turn):
                return True
            self.following.act_word(turn, heard.case.id, "")
            return True
        last = service.last_action(turn.session, heard.case)
        if not means(turn.text, "feedback.fine_words") or last is not heard.action:
            return False
        if asks_who(turn):
            return True
        if asks_back(heard.action.text or ""):
            self._send(turn, heard.case, [keep(turn)])
        else:
            self.following.fine(turn, heard.case, turn.text)
        return True

    def word_back(self, turn: Turn) -> bool:
        """Within an hour it belongs to the case; later it is asked whether it does."""
        heard = newest(turn) if turn.message_type in SAYS else None
        if heard is None or heard.action.at is None or self._of_a_forum(turn):
            return False
        if asks_who(turn):
            return True
        turn.answer.deferred = True
        if turn.event.occurred_at - heard.action.at <= SURELY:
            self._send(turn, heard.case, [keep(turn)])
        else:
            self._ask(turn, heard.case)
        return True

    def _of_a_forum(self, turn: Turn) -> bool:
        return bool(turn.text) and self.is_report(turn.text, turn.happened_at.date())

    def _ask(self, turn: Turn, case: Case) -> None:
        """The row itself does not say of which case it is asked."""
        hiding.about(turn, case)
        keep(turn, ASKED)
        rows = _asked(turn, "")
        row = str(rows[-1].id)
        text = turn.say("feedback.for_case", running=case.running)
        yes = saying.button("for_case_yes", turn.language, "case.word_yes", case.id, row)
        new = saying.button("new_matter", turn.language, _new_act(rows), row)
        turn.answer.say(saying.bubble(case, text, turn.language, yes, new))

    def act_word_yes(self, turn: Turn, subject: str, extra: str) -> None:
        """[ใช่]; pressed again, there is nothing left to send."""
        case = mine(turn, subject)
        if case is None:
            return
        rows = _asked(turn, extra)
        if rows:
            self._send(turn, case, rows)
        else:
            turn.tell("feedback.word_gone")

    def _send(self, turn: Turn, case: Case, rows: list[Kept]) -> None:
        telling = words.used(turn.session, rows)
        self.following.say_back(turn, case, telling)


def newest(turn: Turn) -> Heard | None:
    """The last thing staff said to this account in the last days, where a word back is allowed."""
    found: list[Heard] = []
    for case in own_cases(turn):
        told = service.last_told(turn.session, case) if allows(case.state, Step.SAY) else None
        if told is not None and told.at is not None and turn.now - told.at <= FRESH:
            found.append(Heard(case, told))
    return max(found, key=lambda one: one.action.id, default=None)


def _asked(turn: Turn, upto: str) -> list[Kept]:
    rows = bundle(turn.session, turn.mailbox.key, turn.now, upto)
    return [row for row in rows if row.used_for == ASKED]


def _new_act(rows: list[Kept]) -> str:
    """Words are a new story; pictures may be of a forum, and are offered as all that come alone."""
    return "case.open" if all(row.kind == "text" for row in rows) else "loose.offer"


def spoke_lately(turn: Turn) -> bool:
    """Whether staff said something in a case to whoever speaks here within the last hour."""
    heard = newest(turn)
    if heard is None or heard.action.at is None:
        return False
    return turn.event.occurred_at - heard.action.at <= SURELY


def _is_label(text: str) -> bool:
    return any(means(text, f"feedback.outcome_{one.value}") for one in Outcome)


def _asked_lately(turn: Turn, case: Case) -> bool:
    """«ยัง», «2»: only some days after the question, and if nothing else was said since."""
    heard = newest(turn)
    return heard is not None and heard.case is case and heard.action.kind is ActionKind.CLOSING


def _outcome_in(text: str) -> Outcome | None:
    place = place_in(text)
    if place is not None:
        return list(Outcome)[place - 1] if 1 <= place <= len(Outcome) else None
    named = (one for one in Outcome if means(text, f"feedback.{one.value}_words"))
    return next(named, None)


def _asked_about(turn: Turn, outcome: Outcome) -> Case | None:
    """The case of which the filer is asked what came of it, the one asked last first.

    «ยังไม่แก้» is heard for some days after the end too: that was promised.
    """
    mine_all = own_cases(turn)
    closing = [one for one in mine_all if one.state is CaseState.CLOSING]
    if not closing and outcome is Outcome.UNSOLVED and means(turn.text, UNSOLVED):
        closing = [one for one in mine_all if _just_closed(one, turn)]
    told = [(service.last_action(turn.session, one), one) for one in closing]
    return max(told, key=lambda one: one[0].id if one[0] else 0, default=(None, None))[1]


def _just_closed(case: Case, turn: Turn) -> bool:
    ended = case.closed_at if case.state is CaseState.CLOSED else None
    return ended is not None and turn.now - ended <= FRESH


def _thanks(turn: Turn) -> bool:
    """«ขอบใจหลาย ๆ» after something was done in a case: by name, where the name is known."""
    if not means_word(turn.text, "thanks"):
        return False
    if is_shared(turn) and turn.speaker is None:
        return False
    for case in own_cases(turn):
        last = service.last_action(turn.session, case)
        if last is not None and last.at is not None and turn.now - last.at <= FRESH:
            return _welcome(turn, case)
    return False


def _welcome(turn: Turn, case: Case) -> bool:
    called = saying.called(turn.session, case, turn.language)
    if called:
        turn.tell("feedback.welcome", called=called)
    return bool(called)

"""[ผล]: the answers of a wave, by question name across versions; what is too few is hidden."""

from __future__ import annotations

from sqlalchemy.orm import Session

from base.thai.text import cut
from bot.dialogue.reading_back import form_of
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.form import Form
from forms.texts import Text
from handlers.surveys import results
from handlers.surveys.desk import RESULTS, with_wave
from handlers.surveys.results import FEW, HIDDEN, Question
from handlers.surveys.service import ROOM
from models.staff import Staff
from models.surveys import Wave
from models.waves import version_in_use

AT_ONCE = 4  # questions: with the forums they are the five bubbles of an answer
VALUES = 5  # of a question: as many buttons as it has had; the file has all
LABEL, VALUE = 34, 18  # grapheme clusters
CLAIMS = ("forums_held", "forums_unreported")
GAP = "…"
Found = tuple[list[Question], int, int]


def act_results(turn: Turn, subject: str, extra: str) -> None:
    """`extra` is how many questions were shown already."""

    def do(_staff: Staff, wave: Wave) -> None:
        questions, seen, told = _found(turn, wave)
        if not questions:
            turn.tell("rounds.too_few", least=FEW)
            return
        form = form_of(turn, ROOM, version_in_use(turn.session, wave.survey_id).form_digest)
        first = int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 4 else 0
        first = first if first < len(questions) else 0
        if first == 0 and any(name in form.by_name for name in CLAIMS):
            turn.tell("rounds.forums", seen=_count(turn, seen), told=_count(turn, told))
        *others, last = [_line(turn, form, one) for one in questions[first : first + AT_ONCE]]
        turn.answer.say(*map(Bubble, others), Bubble(last, _more(turn, wave, questions, first)))

    with_wave(turn, subject, do)


def _found(turn: Turn, wave: Wave) -> Found:
    """Of many answers it is counted while nobody is kept from writing."""
    number = wave.id

    def look(session: Session) -> Found:
        one = session.get_one(Wave, number)
        seen, told = results.observed(session, one), results.claimed(session, one)
        return results.results(session, one), seen, told

    return turn.look_first((RESULTS, number), look)


def _more(turn: Turn, wave: Wave, found: list[Question], first: int) -> tuple[Button, ...]:
    after = first + AT_ONCE
    if after >= len(found):
        return ()
    return (Button(turn.say("rounds.more"), Act(RESULTS, str(wave.id), str(after))),)


def _line(turn: Turn, form: Form, one: Question) -> str:
    """«มั่นใจแค่ไหนคะ (12 คน)» and each value with its number, the most chosen first."""
    item = form.by_name.get(one.name)
    label = cut(_written(item.label, turn.language) if item else "", LABEL) or one.name
    known = dict(item.options.listed) if item is not None and item.options is not None else {}
    ranked = sorted(one.values.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [
        f"{cut(_written(known.get(value), turn.language) or value, VALUE)} {_count(turn, count)}"
        for value, count in ranked[:VALUES]
    ]
    head = turn.say("rounds.question", label=label, count=one.answered)
    return f"{head}\n{' · '.join(told)}"


def _count(turn: Turn, count: int) -> str:
    hidden = count == HIDDEN or 0 < count < FEW
    return turn.say("rounds.few", least=FEW) if hidden else str(count)


def _written(text: Text | None, language: str) -> str:
    if text is None:
        return ""
    parts = text.tongues.get(language) or next(iter(text.tongues.values()), ())
    said = "".join(part if isinstance(part, str) else GAP for part in parts)
    return " ".join(said.replace("<br>", " ").split())

"""[ผล]: the answers of a wave, by question name across versions; what is too few is hidden.

Questions stand in the order of the form that is asked now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from base.thai.text import cut
from bot.dialogue.reading_back import forms_of
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.choices import OTHER, OTHER_LABEL
from forms.form import Form, Item
from forms.texts import Text
from handlers.surveys import results
from handlers.surveys.cells import cells_of
from handlers.surveys.desk import RESULTS, with_wave
from handlers.surveys.results import FEW, HIDDEN, Forums, Question
from handlers.surveys.service import ROOM
from models.responses import versions_of
from models.staff import Staff
from models.surveys import Wave

AT_ONCE = 3  # questions: with the forums and why a number is missing the five bubbles of an answer
VALUES = 5  # of a question: as many buttons as it has had; the file has all
LABEL, VALUE = 34, 18  # grapheme clusters
CLAIMS = ("forums_held", "forums_unreported")
GAP = "…"
Found = tuple[list[Question], Forums | None]


class Asked:
    """What a survey asks: `items` by name, as the newest version that has it says it."""

    def __init__(self, forms: Sequence[Form]) -> None:
        """`forms`: the newest version first."""
        self.cells = cells_of(forms)
        self.items: dict[str, Item] = {}
        for item in (one for form in forms for one in form.questions):
            self.items.setdefault(item.name, item)

    def ordered(self, found: Sequence[Question]) -> list[Question]:
        """In the order of the newest form, then what only earlier ones asked."""
        places = {name: place for place, name in enumerate(self.items)}
        return sorted(found, key=lambda one: (places.get(one.name, len(places)), one.name))


def act_results(turn: Turn, subject: str, extra: str) -> None:
    """`extra` is how many questions were shown already."""

    def do(_staff: Staff, wave: Wave) -> None:
        versions = reversed(versions_of(turn.session, wave.survey_id))
        asked = Asked(forms_of(turn, ROOM, [one.form_digest for one in versions]))
        found, forums = _found(turn, wave, asked)
        questions = asked.ordered(found)
        if not questions:
            turn.tell("rounds.too_few", least=FEW)
            return
        first = int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 4 else 0
        first = first if first < len(questions) else 0
        said = list(
            _told(turn, asked, questions[first : first + AT_ONCE], None if first else forums)
        )
        *others, last = said
        turn.answer.say(*map(Bubble, others), Bubble(last, _more(turn, wave, questions, first)))

    with_wave(turn, subject, do)


def _told(
    turn: Turn, asked: Asked, questions: Sequence[Question], forums: Forums | None
) -> Iterator[str]:
    """The forums, each question, and why a number is missing, if one is."""
    hides = any(HIDDEN in one.values.values() for one in questions)
    if forums is not None and any(name in asked.items for name in CLAIMS):
        yield _forums(turn, forums)
        hides = hides or HIDDEN in (forums.observed, forums.claimed)
    for one in questions:
        yield _line(turn, asked.items.get(one.name), one)
    if hides:
        yield turn.say("rounds.hidden_why", least=FEW)


def _forums(turn: Turn, forums: Forums) -> str:
    seen, told = _people(turn, forums.observed), _people(turn, forums.claimed)
    return turn.say("rounds.forums", seen=seen, told=told)


def _people(turn: Turn, count: int) -> str:
    return _count(turn, count) if count == HIDDEN else turn.say("rounds.people", count=count)


def _found(turn: Turn, wave: Wave, asked: Asked) -> Found:
    """Of many answers it is counted while nobody is kept from writing."""
    number, cells = wave.id, asked.cells

    def look(session: Session) -> Found:
        one = session.get_one(Wave, number)
        questions = results.results(session, one, cells)
        return questions, results.forums(session, one, questions)

    return turn.look_first((RESULTS, number), look)


def _more(turn: Turn, wave: Wave, found: list[Question], first: int) -> tuple[Button, ...]:
    after = first + AT_ONCE
    if after >= len(found):
        return ()
    return (Button(turn.say("rounds.more"), Act(RESULTS, str(wave.id), str(after))),)


def _line(turn: Turn, item: Item | None, one: Question) -> str:
    """«มั่นใจแค่ไหนคะ (12 คน)» and each value with its number, the most chosen first."""
    label = cut(_named(turn, item), LABEL) or one.name
    ranked = sorted(one.values.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [
        turn.say(
            "rounds.value",
            value=cut(_chosen(turn, item, value), VALUE),
            count=_count(turn, count),
        )
        for value, count in ranked[:VALUES]
    ]
    head = turn.say("rounds.question", label=label, count=one.answered)
    return f"{head}\n{' · '.join(told)}"


def _chosen(turn: Turn, item: Item | None, value: str) -> str:
    """The words of a choice; «other» in the language that is spoken, whatever the form's."""
    if item is None or item.options is None:
        return value
    words = written(dict(item.options.listed).get(value), turn.language)
    if item.options.other and value == OTHER and words in ("", OTHER_LABEL):
        return turn.say("forms.choice.other_told")
    return words or value


def _named(turn: Turn, item: Item | None) -> str:
    """Its short name, where it has one: a question with what the office knows in it has a gap."""
    if item is None:
        return ""
    return written(item.short, turn.language) or written(item.label, turn.language)


def _count(turn: Turn, count: int) -> str:
    return turn.say("rounds.hidden") if count == HIDDEN else str(count)


def written(text: Text | None, language: str) -> str:
    """A label in one line; what would be filled in stands as «…»."""
    if text is None:
        return ""
    parts = text.tongues.get(language) or next(iter(text.tongues.values()), ())
    said = "".join(part if isinstance(part, str) else GAP for part in parts)
    return " ".join(said.replace("<br>", " ").split())

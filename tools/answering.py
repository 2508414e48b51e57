"""Somebody who answers any form to its end: rightly, wrongly, not at all, and changing their mind.

Knows a form only by its questions, as a person does, and by the numbers and words that stand in
its rules, as whoever wrote it does. Presses only what the chat draws (tools/pressing.py); whatever
else is said is typed or sent, as «ข้าม» and «ย้อนกลับ» can be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import forms
from forms import At, Form, Heard, HeardKind, Question, QuestionType, Step
from forms.layout import without_entries
from forms.question import Rows
from tools.pressing import Offered, offered

NOW = datetime(2026, 7, 13, 12, 5, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Bangkok")
KNOWN = {"username": "แก้ว", "deviceid": "p1", "phonenumber": "0812345678"}
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_WORDS = (
    *("ทดสอบ", "a@b.co", "0812345678", "1234567890123", "12", "AB12", "2020-01-01", "บ้าน 1"),
    *("ABC-123", "x", "2568", "12:30", "https://a.co", "John Smith", "12345", "123456", "1234"),
)
_AMOUNTS = (1, 0, 2, 5, 10, 18, 30, 45, 100, 1000, 2020, 0.5, -1, 10000)
_DAYS = (0, -1, -30, -400, -8000, 1, 30, 400)


def nothing(_table: str, _filters: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return []


@dataclass
class Played:
    """What came of it: `stuck` names the question that no answer passed."""

    finished: bool
    steps: int
    answers: dict[str, Any]
    state: dict[str, Any]
    stuck: str = ""
    did: Counter[str] = field(default_factory=Counter)


@dataclass
class Answerer:
    """`most` steps at most; in the last half of them only right answers are given. `language` is
    the form's default one, if none is given."""

    form: Form
    seed: int = 0
    rows: Rows = nothing
    most: int = 0
    language: str = ""
    tries: Counter[str] = field(default_factory=Counter)
    did: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.language = self.language or self.form.default_language
        self.at = At(NOW, ZONE, self.seed, self.language, KNOWN, self.rows)
        self.most = self.most or 40 * len(self.form.questions) + 400

    def play(self) -> Played:
        step, taken = forms.start(self.form, self.at), 0
        while not step.finished and taken < self.most:
            (asked,) = step.questions
            heard = self.answer(asked, taken)
            if heard is None:
                step = forms.resume(self.form, step.state, self.at)
            else:
                step = forms.step(self.form, step.state, heard, self.at)
            taken += 1
        found = forms.answers(self.form, step.state)
        stuck = "" if step.finished else _path(step)
        return Played(step.finished, taken, found, step.state, stuck, self.did)

    def answer(self, asked: Question, taken: int) -> Heard | None:
        """What is said; None asks to see the question again."""
        self.tries[asked.path] += 1
        late, turn = taken * 2 > self.most, self.random.random()
        if not late and turn < 0.24:
            kind = ("back", "skip", "wrong")[int(turn / 0.08)]
            self.did[kind] += 1
            return self._otherwise(kind, asked)
        self.did["right"] += 1
        return self._right(asked, late)

    def _otherwise(self, kind: str, asked: Question) -> Heard:
        if kind == "wrong":
            return self.random.choice(
                [
                    Heard(HeardKind.TEXT, "ฮะ?"),
                    Heard(HeardKind.STICKER),
                    Heard(HeardKind.CHOICE, "no such choice"),
                    Heard(HeardKind.IMAGE, "wrong.jpg"),
                    Heard(HeardKind.EDIT, asked.path),
                ]
            )
        return Heard(HeardKind.BACK if kind == "back" else HeardKind.SKIP)

    def _right(self, asked: Question, late: bool) -> Heard | None:
        if asked.type is QuestionType.REVIEW:
            return self._at_review(asked, late)
        shown = self._seen(asked)
        if shown.again:
            return None
        if asked.type is QuestionType.MORE:
            enough = late or self.random.random() < 0.5
            return self._pick(shown, 1 if enough else 0)
        if asked.type is QuestionType.ENTRY:
            return self._pick(shown, -1)
        if not asked.required and self.tries[asked.path] > 12:
            return Heard(HeardKind.SKIP)
        if "default" in asked.extras and self.random.random() < 0.5:
            self.did["kept"] += 1
            return self._kept(asked, shown)
        if asked.choices:
            return self._chosen(asked, shown)
        return self._given(asked, shown)

    def _seen(self, asked: Question) -> Offered:
        """One of its pages, an early one more likely."""
        shown = offered(asked, self.at.language)
        while shown.pages and self.random.random() < 0.5:
            shown = offered(asked, self.at.language, self.random.choice(shown.pages))
        return shown

    def _pick(self, shown: Offered, place: int) -> Heard:
        choices = shown.of(HeardKind.CHOICE)
        return choices[min(place, len(choices) - 1)]

    def _kept(self, asked: Question, shown: Offered) -> Heard:
        """What stands already: by its button, or by the choice that is ticked."""
        ticked = [one for one in shown.of(HeardKind.CHOICE) if one.value in asked.selected]
        return (shown.of(HeardKind.NEXT) or ticked or shown.of(HeardKind.CHOICE))[0]

    def _at_review(self, asked: Question, late: bool) -> Heard | None:
        send = offered(asked, self.at.language)
        if send.again:
            return None
        if not late and send.pages and self.random.random() < 0.3:
            listed = self._seen_from(asked, send)
            self.did["edit"] += 1
            return self.random.choice(listed.of(HeardKind.EDIT))
        (sent,) = send.of(HeardKind.SEND)
        return sent

    def _seen_from(self, asked: Question, shown: Offered) -> Offered:
        """A page of what can be corrected: its first, or one further on."""
        shown = offered(asked, self.at.language, shown.pages[0])
        while len(shown.pages) and self.random.random() < 0.3:
            further = [page for page in shown.pages if page > 1]
            shown = offered(asked, self.at.language, self.random.choice(further))
        return shown

    def _chosen(self, asked: Question, shown: Offered) -> Heard:
        several = asked.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
        done, choices = shown.of(HeardKind.NEXT), shown.of(HeardKind.CHOICE)
        taken = [one for one in choices if one.value in asked.selected]
        if asked.complaint and asked.type is QuestionType.SELECT_MULTIPLE and taken:
            return self.random.choice(taken)
        if several and (asked.gathering or (asked.selected and self.random.random() < 0.5)):
            return done[0]
        fresh = [one for one in choices if one not in taken]
        known = [one for one in fresh if one.value != "wethi:undo"] or choices
        return self.random.choice(known)

    def _given(self, asked: Question, shown: Offered) -> Heard:
        kind, nth = asked.type, self.tries[asked.path] + self.random.randrange(3)
        match kind:
            case QuestionType.INTEGER | QuestionType.DECIMAL | QuestionType.RANGE:
                amounts = [*_AMOUNTS, *self._numbers(asked)]
                return Heard(HeardKind.TEXT, f"{amounts[nth % len(amounts)]:g}")
            case QuestionType.DATE | QuestionType.TIME | QuestionType.DATETIME:
                return self._picked(shown, nth)
            case QuestionType.IMAGE:
                return (shown.of(HeardKind.NEXT) or [Heard(HeardKind.IMAGE, "a.jpg")])[0]
            case QuestionType.AUDIO | QuestionType.VIDEO | QuestionType.FILE:
                return Heard(HeardKind(kind.value), f"a.{kind.value}")
            case QuestionType.GEOPOINT:
                return Heard(HeardKind.LOCATION, {"latitude": 14.5, "longitude": 103.7})
            case _:
                words = [*_WORDS, *self._words(asked)]
                return Heard(HeardKind.TEXT, words[nth % len(words)])

    def _picked(self, shown: Offered, nth: int) -> Heard:
        (kind,) = shown.pickers
        moment = NOW + timedelta(days=_DAYS[nth % len(_DAYS)])
        written = {
            HeardKind.DATE: f"{moment:%Y-%m-%d}",
            HeardKind.TIME: f"{nth % 24:02}:30",
            HeardKind.DATETIME: f"{moment:%Y-%m-%dT%H:%M}",
        }
        return Heard(kind, written[kind])

    def _rule(self, asked: Question) -> str:
        item = self.form.by_key.get(without_entries(asked.path))
        return item.constraint.text if item is not None and item.constraint is not None else ""

    def _numbers(self, asked: Question) -> list[float]:
        found = [float(one) for one in _NUMBERS.findall(self._rule(asked))]
        return [n for one in found for n in (one, one - 1, one + 1)]

    def _words(self, asked: Question) -> list[str]:
        return [a or b for a, b in _QUOTED.findall(self._rule(asked)) if a or b]


def _path(step: Step) -> str:
    return step.questions[0].path if step.questions else ""

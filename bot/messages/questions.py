"""A Question of a form as bubbles: words first, buttons in the last bubble, helpers below."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.bubbles import (
    BACK,
    HERE,
    NEXT,
    SEND,
    SKIP,
    Act,
    Action,
    Answer,
    Bubble,
    Button,
    Camera,
    CameraRoll,
    Helper,
    HelperAction,
    Location,
    OpenVoice,
    Page,
    PickDate,
)
from bot.messages.packing import pack
from bot.messages.paging import paged
from forms.question import Choice, HeardKind, Question, QuestionType, Say

PATIENCE = 3  # wrong answers before a way out is offered
TICK = "✓ "

CALL = Act("call", HERE)
AGAIN = Act("again", HERE)
KEEP = Act("keep", HERE)
CANCEL = Act("cancel", HERE)

_DAYS = {"past": ("today", "yesterday"), "future": ("today", "tomorrow"), "either": ("today",)}
_HELPERS: dict[QuestionType, tuple[tuple[str, HelperAction], ...]] = {
    QuestionType.IMAGE: (("camera", Camera()), ("camera_roll", CameraRoll())),
    QuestionType.DATE: (("pick_date", PickDate("date")),),
    QuestionType.TIME: (("pick_time", PickDate("time")),),
    QuestionType.GEOPOINT: (("location", Location()),),
}


def draw_question(question: Question, say: Say, language: str, page: int = 1) -> list[Bubble]:
    """The bubbles that ask `question`; `page` (from 1) of its choices.

    A review shows `extras["summary"]`; its page 1 is that, its pages from 2 on what can be
    corrected. `extras["count"]` pictures gathered so far are said instead of the question. Labels
    of the question's own are `<name>_label` in extras (send, edit, keep, next, done, skip, back,
    voice, ...); a `cancel_label` adds a button that cancels.
    """
    return _Drawing(question, say, language, page).bubbles()


@dataclass(frozen=True)
class _Drawing:
    question: Question
    say: Say
    language: str
    page: int

    def bubbles(self) -> list[Bubble]:
        *before, last = pack(self._words()) or [""]
        buttons = self._way_out() if self._stuck else self._buttons()
        asking = Bubble(last, buttons=tuple(buttons), helpers=tuple(self._helpers()))
        return [*map(Bubble, before), asking]

    @property
    def _stuck(self) -> bool:
        """Just wrong again; the same question put anew («ลองอีกครั้ง») has no complaint."""
        return self.question.wrong >= PATIENCE and bool(self.question.complaint)

    @property
    def _lists_corrections(self) -> bool:
        """The review's first page is the summary; what can be corrected stands on the others."""
        return self.question.type is QuestionType.REVIEW and self.page > 1

    def _words(self) -> list[str]:
        question = self.question
        if self._stuck:
            return [*question.before, self._said("way_out_required" if self._bound else "way_out")]
        if self._lists_corrections:
            return [self._said("which_answer")]
        return [
            *question.before,
            question.complaint,
            self._asked(),
            question.extras.get("summary", ""),
        ]

    def _asked(self) -> str:
        question = self.question
        gathered = question.extras.get("count", "0")
        if gathered != "0":
            return self._said("images_so_far", count=gathered)
        if question.position and question.total:
            return f"{question.position}/{question.total} {question.text}"
        return question.text

    @property
    def _bound(self) -> bool:
        """Cannot be skipped."""
        return self.question.required or self.question.type is QuestionType.REVIEW

    def _way_out(self) -> list[Button]:
        leave = ("keep", KEEP) if self._bound else ("skip", SKIP)
        return [self._button(*one) for one in (leave, ("call", CALL), ("again", AGAIN))]

    def _buttons(self) -> list[Button]:
        question = self.question
        if question.type is QuestionType.REVIEW:
            return self._review()
        buttons = [*self._choices(self.page, HeardKind.CHOICE), *self._ready_answers()]
        if question.voice or question.type is QuestionType.AUDIO:
            buttons.append(self._button("voice", OpenVoice()))
        if question.gathering or question.type is QuestionType.SELECT_MULTIPLE:
            buttons.append(self._button("done" if question.gathering else "next", NEXT))
        if "cancel_label" in question.extras:
            buttons.append(self._button("cancel", CANCEL))
        return buttons

    def _review(self) -> list[Button]:
        send = Button(self._label("send"), SEND, main=True)
        if self._lists_corrections:
            return [*self._choices(self.page - 1, HeardKind.EDIT, ahead=1), send]
        correct = [self._button("edit", Page(2))] if self.question.choices else []
        return [send, *correct, self._button("keep", KEEP)]

    def _choices(self, page: int, kind: HeardKind, ahead: int = 0) -> list[Button]:
        """One page of the choices; `ahead` pages of something else come before theirs."""
        shown = paged(self.question.choices, page)
        buttons = [self._choice(one, shown.first + i, kind) for i, one in enumerate(shown.items)]
        if shown.has_more:
            buttons.append(self._button("more", Page(ahead + shown.number + 1)))
        if shown.has_earlier:
            buttons.append(self._button("earlier", Page(ahead + shown.number - 1)))
        return buttons

    def _choice(self, choice: Choice, number: int, kind: HeardKind) -> Button:
        label = choice.label.strip() or choice.value
        label = f"{number} {label}" if self._looks("numbered") else label
        tick = TICK if choice.value in self.question.selected else ""
        main = self._looks(f"main-{choice.value}")
        return Button(tick + label, Answer(choice.value, kind), main, said=label)

    def _ready_answers(self) -> list[Button]:
        """Buttons for what most would type; a question that has choices offers only those."""
        question = self.question
        if question.choices:
            return []
        if question.type is QuestionType.ACKNOWLEDGE:
            return [self._button("acknowledge", Answer("OK"))]
        if question.type is QuestionType.DATE:
            return [self._day(name) for name in _DAYS.get(question.faces, ("today",))]
        return []

    def _day(self, name: str) -> Button:
        """The answer is the Thai word, read like a typed one at the time when it is pressed."""
        word = self.say(f"chat.{name}", "th")
        return self._button(name, Answer(word, HeardKind.TEXT))

    def _helpers(self) -> list[Helper]:
        question = self.question
        helpers = [Helper(self._label(name), do) for name, do in _HELPERS.get(question.type, ())]
        if question.can_go_back and not self._looks("no-back"):
            helpers.append(Helper(self._label("back"), BACK))
        if not (self._bound or self._stuck or question.gathering):
            helpers.append(Helper(self._label("skip"), SKIP))
        return helpers

    def _looks(self, word: str) -> bool:
        return word in self.question.appearance.split()

    def _button(self, name: str, action: Action) -> Button:
        return Button(self._label(name), action)

    def _label(self, name: str) -> str:
        return self.question.extras.get(f"{name}_label") or self._said(name)

    def _said(self, name: str, **values: str) -> str:
        return self.say(f"chat.{name}", self.language, **values)

"""A Question of a form as bubbles: words first, buttons in the last bubble, helpers below."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.bubbles import (
    BACK,
    EDIT,
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

    `question.extras` may hold labels of the question's own as `<name>_label` (send, edit, keep,
    next, skip, back, voice, acknowledge, ...); a `cancel_label` adds a button that cancels.
    """
    return _Drawing(question, say, language, page).bubbles()


@dataclass(frozen=True)
class _Drawing:
    question: Question
    say: Say
    language: str
    page: int

    def bubbles(self) -> list[Bubble]:
        stuck = self.question.wrong >= PATIENCE
        *before, last = pack(self._way_out_words() if stuck else self._words()) or [""]
        buttons = self._way_out() if stuck else self._buttons()
        asking = Bubble(last, buttons=tuple(buttons), helpers=tuple(self._helpers()))
        return [*map(Bubble, before), asking]

    def _words(self) -> list[str]:
        question = self.question
        asked = question.text
        if question.position and question.total:
            asked = f"{question.position}/{question.total} {asked}"
        missed = [question.complaint, question.hint] if question.wrong else [question.complaint]
        return [*question.before, *dict.fromkeys(missed), asked]

    def _way_out_words(self) -> list[str]:
        key = "chat.way_out_required" if self.question.required else "chat.way_out"
        return [*self.question.before, self.say(key, self.language)]

    def _way_out(self) -> list[Button]:
        leave = ("keep", KEEP) if self.question.required else ("skip", SKIP)
        return [self._button(*one) for one in (leave, ("call", CALL), ("again", AGAIN))]

    def _buttons(self) -> list[Button]:
        question = self.question
        if question.type is QuestionType.REVIEW:
            return [*self._choices(), *self._review()]
        buttons = [*self._choices(), *self._ready_answers()]
        if question.voice or question.type is QuestionType.AUDIO:
            buttons.append(self._button("voice", OpenVoice()))
        if question.gathering or question.type is QuestionType.SELECT_MULTIPLE:
            buttons.append(self._button("done" if question.gathering else "next", NEXT))
        if "cancel_label" in question.extras:
            buttons.append(self._button("cancel", CANCEL))
        return buttons

    def _review(self) -> list[Button]:
        send = Button(self._label("send"), SEND, main=True)
        return [send, self._button("edit", EDIT), self._button("keep", KEEP)]

    def _choices(self) -> list[Button]:
        shown = paged(self.question.choices, self.page)
        buttons = [self._choice(one, shown.first + i) for i, one in enumerate(shown.items)]
        if shown.has_more:
            buttons.append(self._button("more", Page(shown.number + 1)))
        if shown.has_earlier:
            buttons.append(self._button("earlier", Page(shown.number - 1)))
        return buttons

    def _choice(self, choice: Choice, number: int) -> Button:
        label = choice.label.strip() or choice.value
        label = f"{number} {label}" if self._looks("numbered") else label
        tick = TICK if choice.value in self.question.selected else ""
        return Button(tick + label, Answer(choice.value), said=label)

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
        stuck = question.wrong >= PATIENCE
        if not (question.required or stuck or question.type is QuestionType.REVIEW):
            helpers.append(Helper(self._label("skip"), SKIP))
        return helpers

    def _looks(self, word: str) -> bool:
        return word in self.question.appearance.split()

    def _button(self, name: str, action: Action) -> Button:
        return Button(self._label(name), action)

    def _label(self, name: str) -> str:
        own = self.question.extras.get(f"{name}_label")
        return own or self.say(f"chat.{name}", self.language)

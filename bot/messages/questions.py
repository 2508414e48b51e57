"""A Question of a form as bubbles: words first, buttons in the last bubble, helpers below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from base.thai.text import cut, graphemes
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
    Card,
    Helper,
    HelperAction,
    Image,
    Listen,
    Location,
    OpenVoice,
    Page,
    PickDate,
    Sound,
    Video,
)
from bot.messages.fitting import MAX_MESSAGES
from bot.messages.flex import ONE_LINE
from bot.messages.packing import pack
from bot.messages.paging import PAGE_SIZE, Paged, paged
from forms.question import Choice, HeardKind, Question, QuestionType, Said, Say

PATIENCE = 3  # wrong answers before a way out is offered
TICK = "✓ "
SHORT = 4  # letters of a label that leaves room for others beside it
MOST_SHOWN = 80  # clusters of a value that stands: whoever keeps it knows it by its beginning

CALL = Act("call", HERE)
AGAIN = Act("again", HERE)
KEEP = Act("keep", HERE)
CANCEL = Act("cancel", HERE)

_DAYS = {"past": ("today", "yesterday"), "future": ("today", "tomorrow"), "either": ("today",)}
_HELPERS: dict[QuestionType, tuple[tuple[str, HelperAction], ...]] = {
    QuestionType.IMAGE: (("camera", Camera()), ("camera_roll", CameraRoll())),
    QuestionType.DATE: (("pick_date", PickDate("date")),),
    QuestionType.TIME: (("pick_time", PickDate("time")),),
    QuestionType.DATETIME: (("pick_moment", PickDate("datetime")),),
    QuestionType.GEOPOINT: (("location", Location()),),
}


# What a file name in a form stands for: an address that LINE opens, None where there is none.
Medium = Image | Sound | Video
Media = Callable[[str], Medium | None]


def no_media(_name: str) -> None:
    return None


def draw_question(
    question: Question, say: Say, language: str, page: int = 1, media: Media = no_media
) -> list[Bubble]:
    """The bubbles that ask `question`; `page` (from 1) of its choices.

    The question is spoken first where the form has a recording, a video stands before it, choices
    with pictures are cards; `media` finds all of them. What goes with notes comes before, as much
    of it as a reply still holds.

    A review shows `extras["summary"]`; its page 1 is that, its pages from 2 on what can be
    corrected. `extras["default"]` stands already and is kept by a button, which has its short form
    `default_short`. `extras["count"]` pictures gathered so far are said instead of the question.
    Labels of the question's own are `<name>_label` in extras (send, edit, keep, next, done, skip,
    back, voice, ...); a `cancel_label` adds a button that cancels.
    """
    return _Drawing(question, say, language, page, media).bubbles()


def shown_with(sentences: Iterable[str], media: Media) -> list[Bubble]:
    """The pictures, voices and videos that go with them, each by itself."""
    names = [one.media[kind] for one in sentences if isinstance(one, Said) for kind in one.media]
    found = [media(name) for name in names]
    return [_alone(one) for one in found if one is not None]


def _alone(medium: Medium) -> Bubble:
    match medium:
        case Image():
            return Bubble(image=medium)
        case Sound():
            return Bubble(sound=medium)
        case Video():
            return Bubble(video=medium)


def draw_choices(
    question: Question, say: Say, language: str, number: int = 1, media: Media = no_media
) -> list[Bubble]:
    """What the choices sound and look like, for whoever does not read: each with its button under
    it. A reply holds five messages: two choices at a time, or one that has a voice and a video.

    The question itself where it has no such choices (any more).
    """
    drawing = _Drawing(question, say, language, 1, media)
    return drawing.choices_played(number) or drawing.bubbles()


@dataclass(frozen=True)
class _Drawing:
    question: Question
    say: Say
    language: str
    page: int
    media: Media

    def bubbles(self) -> list[Bubble]:
        *before, last = pack(self._words()) or [""]
        cards = () if self._stuck else self._cards()
        buttons = self._way_out() if self._stuck else self._buttons(bool(cards)) + self._besides()
        asking = Bubble(last, buttons=tuple(buttons), helpers=tuple(self._helpers()))
        shown = [Bubble(cards=cards)] if cards else []
        own = [*self._watched(), *self._spoken()]
        own += [*map(Bubble, before), self._pictured(asking), *shown]
        return [*self._of_notes(len(own)), *own]

    def _of_notes(self, own: int) -> list[Bubble]:
        """The caller may say one thing first, and staff may have spoken the question."""
        spoken = "media:audio" in self.question.extras
        left = MAX_MESSAGES - own - (1 if spoken else 2)
        return shown_with(self.question.before, self.media)[: max(0, left)]

    def choices_played(self, number: int) -> list[Bubble]:
        if not self._can_be_played:
            return []
        played = [self._played(place, one) for place, one in enumerate(self.question.choices, 1)]
        size = 2 if max(map(len, played)) <= 2 else 1
        shown = paged(played, number, size)
        button = [self._button("listen_more", Listen(shown.number + 1))] * shown.has_more
        if shown.has_earlier and not shown.has_more:
            button = [self._button("listen_again", Listen(1))]
        end = [Bubble(buttons=tuple(button), helpers=tuple(self._helpers()))]
        return [*(bubble for one in shown.items for bubble in one), *end]

    def _played(self, place: int, choice: Choice) -> list[Bubble]:
        sound, film, picture = map(self._found, (choice.sound, choice.film, choice.picture))
        button = self._choice(choice, place, HeardKind.CHOICE)
        card = (Card(picture, button),) if isinstance(picture, Image) else ()
        return [
            *([Bubble(sound=sound)] if isinstance(sound, Sound) else []),
            *([Bubble(video=film)] if isinstance(film, Video) else []),
            Bubble(cards=card) if card else Bubble(buttons=(button,)),
        ]

    @property
    def _can_be_played(self) -> bool:
        names = [name for one in self.question.choices for name in (one.sound, one.film)]
        return any(isinstance(self._found(name), Sound | Video) for name in names)

    def _found(self, name: str) -> Medium | None:
        return self.media(name) if name else None

    def _spoken(self) -> list[Bubble]:
        sound = self._medium("audio")
        return [Bubble(sound=sound)] if isinstance(sound, Sound) else []

    def _watched(self) -> list[Bubble]:
        video = self._medium("video")
        return [Bubble(video=video)] if isinstance(video, Video) else []

    def _pictured(self, asking: Bubble) -> Bubble:
        picture = self._medium("image")
        return replace(asking, image=picture) if isinstance(picture, Image) else asking

    def _medium(self, kind: str) -> Medium | None:
        return self._found(self.question.extras.get(f"media:{kind}", ""))

    def _cards(self) -> tuple[Card, ...]:
        """The choices as pictures, if every one on this page has one."""
        shown = paged(self.question.choices, self.page)
        found = [self._found(one.picture) for one in shown.items]
        pictures = [one for one in found if isinstance(one, Image)]
        if not pictures or len(pictures) < len(found):
            return ()
        buttons = [self._choice(c, shown.first + i, HeardKind.CHOICE) for i, c in _counted(shown)]
        return tuple(Card(*pair) for pair in zip(pictures, buttons, strict=True))

    @property
    def _stuck(self) -> bool:
        """Just wrong again; the same question put anew («ลองอีกครั้ง») has no complaint. Every other
        time only: whoever goes on sees the question, and never one bubble over and over."""
        return self._wrong_again and (self.question.wrong - PATIENCE) % 2 == 0

    @property
    def _wrong_again(self) -> bool:
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
            question.extras.get("ranked", ""),
            question.extras.get("summary", ""),
            self._said("stands", value=self._standing) if self._standing else "",
            "" if question.choices or question.complaint else question.extras.get("scale", ""),
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
    def _standing(self) -> str:
        """The value that NEXT keeps, unless the ticks of this page show it already."""
        question, stands = self.question, self.question.extras.get("default", "")
        on_page = {one.value for one in paged(question.choices, self.page, self._page_size).items}
        ticked = question.selected and on_page.issuperset(question.selected)
        if ticked or question.type is QuestionType.ACKNOWLEDGE:
            return ""
        return cut(" ".join(stands.split()), MOST_SHOWN)

    def _keep_it(self) -> list[Button]:
        if not self._standing or self.question.type is QuestionType.SELECT_MULTIPLE:
            return []  # «เลือกครบแล้ว» keeps what is ticked
        words = self._said("use", value=self.question.extras["default_short"])
        fits = graphemes(words) <= ONE_LINE and "\n" not in words
        return [Button(words if fits else self._label("use_this"), NEXT)]

    @property
    def _bound(self) -> bool:
        """Cannot be skipped."""
        return self.question.required or self.question.type is QuestionType.REVIEW

    def _way_out(self) -> list[Button]:
        leave = ("keep", KEEP) if self._bound else ("skip", SKIP)
        return [self._button(*one) for one in (leave, ("call", CALL), ("again", AGAIN))]

    def _besides(self) -> list[Button]:
        """The ways out under the question itself."""
        if not self._wrong_again:
            return []
        leave = [] if self.question.type is QuestionType.REVIEW else self._way_out()[:1]
        return [*leave, self._button("call", CALL)]

    def _buttons(self, as_cards: bool) -> list[Button]:
        question = self.question
        if question.type is QuestionType.REVIEW:
            return self._review()
        chosen = self._choices(self.page, HeardKind.CHOICE, as_cards=as_cards)
        buttons = [*chosen, *self._keep_it(), *self._ready_answers()]
        if self._can_be_played:
            buttons.append(self._button("listen", Listen(1)))
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

    def _choices(
        self, page: int, kind: HeardKind, ahead: int = 0, as_cards: bool = False
    ) -> list[Button]:
        """One page of the choices; `ahead` pages of something else come before theirs."""
        shown = paged(self.question.choices, page, self._page_size)
        buttons = [self._choice(c, shown.first + i, kind) for i, c in _counted(shown)]
        buttons = [] if as_cards else buttons
        if shown.has_more:
            buttons.append(self._button("more", Page(ahead + shown.number + 1)))
        if shown.has_earlier:
            buttons.append(self._button("earlier", Page(ahead + shown.number - 1)))
        return buttons

    @property
    def _page_size(self) -> int:
        return len(self.question.choices) if self._is_row else PAGE_SIZE

    @property
    def _is_row(self) -> bool:
        """The numbers of a scale stand beside each other."""
        choices = self.question.choices
        scale = self.question.type is QuestionType.RANGE and bool(choices)
        return scale and all(len(choice.label) <= SHORT for choice in choices)

    def _choice(self, choice: Choice, number: int, kind: HeardKind) -> Button:
        label = choice.label.strip() or choice.value
        label = f"{number} {label}" if self._looks("numbered") else label
        tick = TICK if choice.value in self.question.selected else ""
        action, main = Answer(choice.value, kind), self._looks(f"main-{choice.value}")
        return Button(tick + label, action, main, said=label, beside=self._is_row)

    def _ready_answers(self) -> list[Button]:
        """Buttons for what most would type; a question that has choices offers only those."""
        question = self.question
        if question.choices:
            return []
        if question.type is QuestionType.ACKNOWLEDGE:
            return [self._button("acknowledge", Answer("OK"))]
        known_day = "day" in question.extras
        if question.type in (QuestionType.DATE, QuestionType.DATETIME) and not known_day:
            return [self._day(name) for name in _DAYS.get(question.faces, ("today",))]
        return []

    def _day(self, name: str) -> Button:
        """The answer is the Thai word, read like a typed one at the time when it is pressed."""
        word = self.say(f"chat.{name}", "th")
        return self._button(name, Answer(word, HeardKind.TEXT))

    def _helpers(self) -> list[Helper]:
        question = self.question
        kind = QuestionType.TIME if "day" in question.extras else question.type
        helpers = [Helper(self._label(name), do) for name, do in _HELPERS.get(kind, ())]
        if question.can_go_back and not self._looks("no-back"):
            helpers.append(Helper(self._label("back"), BACK))
        if not (self._bound or self._wrong_again or question.gathering):
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


def _counted(shown: Paged[Choice]) -> list[tuple[int, Choice]]:
    return list(enumerate(shown.items))

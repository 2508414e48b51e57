"""What the bot says, before it has LINE's shape: bubbles, buttons, helpers and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forms.question import HeardKind

# The subject of an Act that is about the conversation in which the button stands.
HERE = "@here"


@dataclass(frozen=True, slots=True)
class Answer:
    """Answers the question that is open now: turned into Heard(kind, value)."""

    value: str = ""
    kind: HeardKind = HeardKind.CHOICE


@dataclass(frozen=True, slots=True)
class Page:
    """Shows page `number` (from 1) of the choices of the question that is open now."""

    number: int


@dataclass(frozen=True, slots=True)
class Listen:
    """Plays the choices of the question that is open now, page `number` (from 1) of them."""

    number: int


@dataclass(frozen=True, slots=True)
class PickDate:
    """Opens the picker; the answer arrives as Heard DATE, TIME or DATETIME. Limits are ISO,
    inclusive."""

    mode: Literal["date", "time", "datetime"] = "date"
    initial: str = ""
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Does `name` to `subject`, whatever question is open; may be pressed again and again."""

    name: str
    subject: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    uri: str


@dataclass(frozen=True, slots=True)
class Say:
    """The person says `text`, as if typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    text: str


@dataclass(frozen=True, slots=True)
class OpenVoice:
    """Opens the microphone of the chat; its postback asks for nothing."""


@dataclass(frozen=True, slots=True)
class OpenKeyboard:
    """Opens the keyboard with `fill` typed in; its postback asks for nothing."""

    fill: str = ""


@dataclass(frozen=True, slots=True)
class TurnMenu:
    """The phone showed another page of its menu; the postback asks for nothing."""


@dataclass(frozen=True, slots=True)
class Camera:
    pass


@dataclass(frozen=True, slots=True)
class CameraRoll:
    pass


@dataclass(frozen=True, slots=True)
class Location:
    pass


Action = (
    Answer
    | Page
    | Listen
    | PickDate
    | Act
    | Link
    | Say
    | Copy
    | OpenVoice
    | OpenKeyboard
    | TurnMenu
)
HelperAction = Answer | Act | PickDate | Say | Camera | CameraRoll | Location

BACK = Answer(kind=HeardKind.BACK)
SKIP = Answer(kind=HeardKind.SKIP)
NEXT = Answer(kind=HeardKind.NEXT)
SEND = Answer(kind=HeardKind.SEND)
EDIT = Answer(kind=HeardKind.EDIT)


@dataclass(frozen=True, slots=True)
class Button:
    """A full-width button in the bubble. `said` is what the chat shows as said, if not `label`.

    `beside`: a short one (a number) that shares its row with its neighbours of the same kind.
    """

    label: str
    action: Action
    main: bool = False
    said: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """A quick reply: vanishes with the next message and does not exist on a PC."""

    label: str
    action: HelperAction


@dataclass(frozen=True, slots=True)
class Image:
    """Both addresses https, at most 2000 characters (LINE: JPEG or PNG, 10 MB and 1 MB)."""

    url: str
    preview: str


@dataclass(frozen=True, slots=True)
class Sound:
    url: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Video:
    """LINE: MP4, 200 MB; `preview` a JPEG or PNG of 1 MB."""

    url: str
    preview: str


@dataclass(frozen=True, slots=True)
class Card:
    """A choice as a picture with its button under it."""

    image: Image
    button: Button


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `alt` replaces the text in notifications and chat lists (withheld matters).

    `sender` is the name above the bubble when a human officer speaks. `cards` stand side by side,
    to be swept through; a bubble of cards has no words.
    """

    text: str = ""
    buttons: tuple[Button, ...] = ()
    helpers: tuple[Helper, ...] = ()
    sender: str | None = None
    image: Image | None = None
    sound: Sound | None = None
    video: Video | None = None
    alt: str = ""
    cards: tuple[Card, ...] = ()

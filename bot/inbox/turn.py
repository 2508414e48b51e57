"""Turn: one event being handled, inside one transaction; what handlers get and answer with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import say
from bot.messages.bubbles import Bubble
from bot.messages.buttons import Pressed, decode
from bot.messages.counting import clean
from bot.messages.packing import is_short
from bot.outbox.budget import PLAIN, Budget
from bot.outbox.wanted import Unwanted, UnwantedByMany, always_wanted, wanted_by_all
from models.files import File
from models.inbox import Event
from models.mailbox import Mailbox
from models.people import Account, Person, Speaking, people_of

if TYPE_CHECKING:
    from bot.dialogue.rooms import FormRoom, Shelf
    from bot.media.showing import Showing

Ear = Callable[["Turn"], bool]
Act = Callable[["Turn", str, str], None]
Do = Callable[["Turn"], None]
Join = Callable[["Turn", str, str], bool]
Alarm = Callable[[Session, str, str, datetime], None]
T = TypeVar("T")


MAX_TOKEN = 80


class LookFirst(Exception):
    """What takes longer to look up than anybody may hold the write lock. It is looked up outside of
    the transaction, which is then begun again (bot/inbox/handle.py)."""

    def __init__(self, what: Hashable, look: Callable[[Session], object]) -> None:
        super().__init__(str(what))
        self.what, self.look = what, look


def _say_nothing(_turn: Turn) -> None:
    return


def token_of(payload: Mapping[str, Any]) -> str | None:
    """LINE's reply token; None for what cannot be one, nor be stored: the answer is pushed then."""
    token = payload.get("replyToken")
    if not isinstance(token, str) or not 0 < len(token) <= MAX_TOKEN:
        return None
    return token if token.isascii() and token.isprintable() else None


@dataclass(frozen=True)
class Routes:
    """Who hears what, in this order: `events` by type; `first` ears (danger words); buttons;
    `words` that always work; the open form; `ears`; `fallback`. `late` hears what came too late;
    `group` all that is said or pressed where several people read along, and nobody else does.
    `joins(turn, subject, field)`, by the first part of `Kept.used_for`, puts a photo to others of
    its burst, which have become that already; False: it is no place for it.
    """

    events: Mapping[str, Do]
    first: Sequence[Ear]
    acts: Mapping[str, Act]
    words: Callable[[str, str], Do | None]
    ears: Sequence[Ear]
    late: Do
    stale: Act
    fallback: Do
    rooms: Mapping[str, FormRoom]
    group: Do = _say_nothing
    joins: Mapping[str, Join] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What every turn may use besides its transaction. `alarm(session, kind, subject, now)` tells
    staff that a person must look; `unwanted` is asked before a row rides along. `showing` makes
    addresses of pictures; None where LINE could not open them. `budget`: what many messages cost.
    `nudges_off` are the reminders that the setting NUDGES_OFF names: none of them is promised.
    """

    clock: Clock
    zone: ZoneInfo
    secret_key: str
    public_url: str
    shelf: Shelf
    routes: Routes
    alarm: Alarm
    unwanted: Unwanted = always_wanted
    showing: Showing | None = None
    unwanted_by_many: UnwantedByMany = wanted_by_all
    budget: Budget = PLAIN
    nudges_off: frozenset[str] = frozenset()


@dataclass
class Answer:
    """What the turn will say. `must` bubbles are said even if a later answer replaces this one.

    `at_once` goes out by itself whatever else waits (danger). `forget` empties what was said and to
    whom as soon as it is sent. `closing` is what a form still says at its end, before what is said
    of it, unless its room takes it (`take_closing`).
    """

    bubbles: list[Bubble] = field(default_factory=list)
    closing: list[Bubble] = field(default_factory=list)
    musts: list[Bubble] = field(default_factory=list)
    deferred: bool = False
    at_once: bool = False
    forget: bool = False
    takes_riders: bool = True
    conversation: str = ""
    turn: int = 0

    def say(self, *bubbles: Bubble) -> None:
        self.bubbles.extend(bubbles)

    def must(self, bubble: Bubble) -> None:
        self.bubbles.append(bubble)
        self.musts.append(bubble)

    def take_closing(self) -> list[Bubble]:
        """What the form says at its end, for a room that says it in its own words' place."""
        found, self.closing = self.closing, []
        return found

    def begin_with(self, sentence: str) -> None:
        """Say `sentence` in the bubble that the answer begins with, or before it if too long."""
        first = self.bubbles[0] if self.bubbles else None
        joined = f"{sentence}\n{first.text}" if first else sentence
        if first and first.text and first not in self.musts and is_short(joined):
            self.bubbles[0] = replace(first, text=joined)
        else:
            self.bubbles.insert(0, Bubble(sentence))


@dataclass
class Turn:
    """One event. Effects go through `session`; words go into `answer`; nothing else is touched."""

    session: Session
    context: Context
    event: Event
    payload: Mapping[str, Any]
    mailbox: Mailbox
    account: Account | None
    now: datetime
    late: bool = False
    answer: Answer = field(default_factory=Answer)
    file: File | None = None
    looked: Mapping[Hashable, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.account.language if self.account else "th"

    @property
    def person_account(self) -> Account:
        """The account of a one-to-one chat. Raises LookupError in a group."""
        if self.account is None:
            raise LookupError("a group has no account")
        return self.account

    @property
    def people(self) -> list[Person]:
        """Who speaks through this phone, in the order they came; nobody in a group."""
        return people_of(self.session, self.account.id) if self.account else []

    @property
    def speaker(self) -> Person | None:
        """Who speaks now; None while nobody signed up, or of several it is not known which."""
        people = self.people
        if len(people) < 2:
            return people[0] if people else None
        return next((one for one in people if one.id == self.mailbox.speaker_id), None)

    @property
    def speaking(self) -> Speaking:
        """Whose reports, cases and data this turn may touch. LookupError in a group."""
        return Speaking.of(self.person_account.id, self.people, self.speaker)

    @property
    def happened_at(self) -> datetime:
        """When the person did it, in the office's zone; relative words are read at this moment."""
        return self.event.occurred_at.astimezone(self.context.zone)

    @cached_property
    def message(self) -> Mapping[str, Any]:
        """What LINE sent, its words without what no database stores (NUL, half surrogates)."""
        message = self.payload.get("message")
        fields = message if isinstance(message, dict) else {}
        return {
            name: clean(value) if isinstance(value, str) else value
            for name, value in fields.items()
        }

    @property
    def message_type(self) -> str:
        kind = self.message.get("type")
        return kind if isinstance(kind, str) else ""

    @property
    def text(self) -> str:
        """The typed words, "" if it was something else."""
        text = self.message.get("text")
        return text if self.message_type == "text" and isinstance(text, str) else ""

    @property
    def reply_token(self) -> str | None:
        return token_of(self.payload)

    @cached_property
    def pressed(self) -> Pressed | None:
        """The button of ours that was pressed; None for anything else."""
        data = self.postback.get("data")
        return decode(data) if isinstance(data, str) else None

    @property
    def postback(self) -> Mapping[str, Any]:
        postback = self.payload.get("postback")
        return postback if isinstance(postback, dict) else {}

    def look_first(self, what: Hashable, look: Callable[[Session], T]) -> T:
        """What `look` finds, read before this transaction began. Raises LookFirst where nobody has
        looked yet. `look` runs after this transaction was undone: it may hold none of its rows."""
        if what not in self.looked:
            raise LookFirst(what, look)
        found: T = self.looked[what]
        return found

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of `key` in the language of whoever is spoken to."""
        return say(key, self.language, **values)

    def tell(self, key: str, /, **values: object) -> None:
        """Answer with one bubble of words."""
        self.answer.say(Bubble(self.say(key, **values)))

"""What somebody in a group wants of the bot, read from the words alone: nothing is looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.dialogue.words import means
from bot.messages.counting import clean

PRIVATE, HELLO = "private", "hello"
# What it is about → the words that always work (locales/…/words.po) and that mean it.
TOPICS: Mapping[str, tuple[str, ...]] = {
    HELLO: ("hello", "just_hello", "think"),
    "thanks": ("thanks",),
    "help": ("help", "menu", "english", "thai", "settings"),
    "who_reads": ("who_reads",),
    "report": ("report",),
    "case": ("case",),
    "human": ("human",),
    "mydata": ("mydata", "erase", "register", "new_phone"),
    "stop": ("stop",),
    "nothing_open": ("cancel", "back", "skip", "bare_skip", "continue", "keep", "is_answer"),
}
_NAME = re.compile(r"\A\s*@\S+")


def topic_of(words: str) -> str:
    """The topic that the whole message means; a bare mention is a greeting, all else private."""
    if not words:
        return HELLO
    found = (topic for topic, names in TOPICS.items() if any(means(words, one) for one in names))
    return next(found, PRIVATE)


def words_of(message: Mapping[str, Any]) -> str:
    """What was typed, without the names that were called («@น้องเวที เมนู» → «เมนู»).

    `index` and `length` of a mentionee count UTF-16 units; where they do not point at an «@», the
    name at the beginning goes.
    """
    text = message.get("text")
    if not isinstance(text, str):
        return ""
    rest = _cut(text, [span for span in map(_span, _mentionees(message)) if span])
    if rest == text:
        rest = _NAME.sub("", text)
    return clean(rest).strip()


def _mentionees(message: Mapping[str, Any]) -> list[Any]:
    mention = message.get("mention")
    found = mention.get("mentionees") if isinstance(mention, dict) else None
    return found if isinstance(found, list) else []


def _span(one: object) -> tuple[int, int] | None:
    if not isinstance(one, dict):
        return None
    at, length = one.get("index"), one.get("length")
    if type(at) is not int or type(length) is not int or at < 0 or length < 1:
        return None
    return at, at + length


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    for begin, end in sorted(spans, reverse=True):
        name = units[2 * begin : 2 * end]
        if name.startswith("@".encode("utf-16-le")):
            units = units[: 2 * begin] + units[2 * end :]
    return units.decode("utf-16-le", "surrogatepass")

"""Free text, and a recording instead of it where the form allows (`wethi::voice`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from forms.form import Item
from forms.hear.outcome import Answer, Outcome, Stay, wrong
from forms.hear.words import means, typed
from forms.question import Heard, HeardKind, Json, QuestionType

if TYPE_CHECKING:
    from forms.run import Run


def hear_text(run: Run, item: Item, heard: Heard) -> Outcome:
    voice = item.voice and not run.state.draft
    if heard.kind is HeardKind.AUDIO and voice and heard.value:
        return Answer({"audio": heard.value})
    if takes_lines(item):
        return _line(run, heard)
    text = typed(heard)
    return Answer(text) if text else wrong("voice" if item.voice else "text", run.language)


def takes_lines(item: Item) -> bool:
    """Whether several messages are one answer (`appearance` multiline)."""
    return item.type is QuestionType.TEXT and "multiline" in item.appearance


def joined(lines: Iterable[Json]) -> str:
    return "\n".join(map(str, lines))


def _line(run: Run, heard: Heard) -> Outcome:
    """One more, until «that is all» or «send»."""
    sent, text = run.state.draft or [], typed(heard)
    if sent and (heard.kind is HeardKind.NEXT or _ends(run, text)):
        return Answer(joined(sent))
    return Stay([*sent, text]) if text else wrong("text", run.language)


def _ends(run: Run, text: str | None) -> bool:
    return bool(text) and means(str(text), "forms.words.send", run.language)

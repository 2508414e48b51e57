"""Free text, and a recording instead of it where the form allows (`wethi::voice`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form import Item
from forms.hear.outcome import Answer, Outcome, wrong
from forms.hear.words import typed
from forms.question import Heard, HeardKind

if TYPE_CHECKING:
    from forms.run import Run


def hear_text(run: Run, item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.AUDIO and item.voice and heard.value:
        return Answer({"audio": heard.value})
    text = typed(heard)
    return Answer(text) if text else wrong("voice" if item.voice else "text", run.language)

"""What is spoken of a form where a language has no letters: each question with its choices, and
what is said at the end."""

from __future__ import annotations

import hashlib

from forms.form import Form, Item, Kind, Options
from forms.texts import Text

GAP = "…"  # stands for what `${…}` will say
SPEAKS = "speaks"  # appearance: the answer is the language in which the form goes on


def spoken_items(form: Form) -> list[Item]:
    """What can be spoken, in order. Where the form asks for the language, what comes before that
    is heard by nobody."""
    begins = max((item.place for item in form.items if SPEAKS in item.appearance), default=-1)
    asked = [item for item in form.questions if item.label and item.place > begins]
    return [*asked, *closing_notes(form)]


def closing_notes(form: Form) -> list[Item]:
    """The notes after the last question. With a review they stand before that, in words only."""
    if form.reviewed:
        return []
    last = max((item.place for item in form.questions), default=-1)
    notes = [item for item in form.items if item.kind is Kind.NOTE and item.place > last]
    return [item for item in notes if item.label]


def words_of(form: Form, item: Item) -> str:
    """The question as written in the form's own language, a line for each choice."""
    lines = [_written(item.label, form.default_language), *_choices(form, item.options)]
    return "\n".join(line for line in lines if line)


def wording(form: Form, path: str) -> str:
    """The SHA-256 of what is spoken at a path, an entry's among them; '' if nothing is."""
    pattern = "/".join(part.partition("[")[0] for part in path.split("/"))
    item = form.by_key.get(pattern)
    if item is None or item.kind not in (Kind.QUESTION, Kind.NOTE):
        return ""
    return hashlib.sha256(words_of(form, item).encode()).hexdigest()


def _choices(form: Form, options: Options | None) -> list[str]:
    listed = options.listed if options is not None else ()
    return [_written(label, form.default_language) for _, label in listed]


def _written(text: Text, language: str) -> str:
    parts = text.tongues.get(language) or next(iter(text.tongues.values()), ())
    said = "".join(part if isinstance(part, str) else GAP for part in parts)
    return " ".join(said.replace("<br>", " ").split())

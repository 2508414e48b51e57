"""What is spoken of a question where a language has no letters: its words, with its choices."""

from __future__ import annotations

import hashlib

from forms.form import Form, Item, Options
from forms.texts import Text

GAP = "…"  # stands for what `${…}` will say


def spoken_items(form: Form) -> list[Item]:
    """What a person is asked or told in words, in order; each can be spoken."""
    return [item for item in form.items if item.asked and item.label]


def words_of(form: Form, item: Item) -> str:
    """The question as written in the form's own language, a line for each choice."""
    lines = [_written(item.label, form.default_language), *_choices(form, item.options)]
    return "\n".join(line for line in lines if line)


def wording(form: Form, path: str) -> str:
    """The SHA-256 of what is spoken at a path, an entry's among them; '' if nothing is."""
    pattern = "/".join(part.partition("[")[0] for part in path.split("/"))
    item = form.by_key.get(pattern)
    if item is None or not item.asked:
        return ""
    return hashlib.sha256(words_of(form, item).encode()).hexdigest()


def _choices(form: Form, options: Options | None) -> list[str]:
    listed = options.listed if options is not None else ()
    return [_written(label, form.default_language) for _, label in listed]


def _written(text: Text, language: str) -> str:
    parts = text.tongues.get(language) or next(iter(text.tongues.values()), ())
    said = "".join(part if isinstance(part, str) else GAP for part in parts)
    return " ".join(said.replace("<br>", " ").split())

"""How much of a form is still to come, read from its state alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.form import Form
from forms.layout import layout
from forms.state import State


def questions_left(form: Form, state: Mapping[str, Any]) -> int:
    """How many questions are not answered or skipped yet, as far as answers so far make them
    relevant, the present one included. 0 at the review, and where a repeat may still get entries:
    nobody knows how many."""
    kept = State.read(dict(state))
    over = set(kept.off) | set(kept.done)
    stops = layout(form, kept.entries).stops
    waiting = [item for key, is_note, item in stops if not is_note and key not in over]
    asked = [item for item in waiting if item.read_only is None]
    return 0 if any(item.repeat for item in waiting) else len(asked)

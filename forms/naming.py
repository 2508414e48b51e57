"""What an answered form is called in lists: the setting `instance_name` (ODK)."""

from __future__ import annotations

from typing import Any

from forms.expressions import string
from forms.form import Form
from forms.question import At
from forms.run import Run
from forms.state import State


def instance_name(form: Form, state: dict[str, Any], at: At) -> str:
    """The name that the form gives to these answers, '' if it gives none."""
    if form.instance_name is None:
        return ""
    run = Run(form, State.read(state), at)
    return string(run.value(form.instance_name), run).strip()

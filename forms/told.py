"""Answers that were stored, question by question, those of the entries of a repeat too."""

from __future__ import annotations

from collections.abc import Mapping

from forms.accept import find
from forms.entries import make_room
from forms.form import Form
from forms.listing import label
from forms.question import At, Json
from forms.run import Run
from forms.shown import shown
from forms.state import By, State


def told(form: Form, values: Mapping[str, Json], at: At) -> list[tuple[str, str, str]]:
    """(path, label, shown value) of each question that counts and has an answer, in the form's
    order. `values` are by name, entries as lists. They were accepted once: no constraint is asked
    again, for what it compares with may have been corrected since. The review (`forms.summary`) has
    one line an entry, and cuts it."""
    run = Run(form, State(), at)
    for name, value in make_room(run, values).items():
        item = find(run, name)
        if item is not None:
            run.put(item.key, value, By.PERSON)
    run.recalculate()
    return [
        (item.key, run.say(item, item.short) or label(run, item), said)
        for item in run.layout.items
        if item.asked and run.askable(item.key)
        if (said := shown(run, item, run.state.get(item.key), brief=True))
    ]

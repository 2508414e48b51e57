"""What comes next: the first open question, the review, or the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms.ask import question, said_before
from forms.form import Item, Kind
from forms.listing import entry_name
from forms.question import Question
from forms.review import first_fault, review_question
from forms.run import Run
from forms.state import REVIEW


@dataclass(frozen=True, slots=True)
class Step:
    """What a step gives back.

    `state` is plain JSON to keep; `questions` are to be put now (none once `finished`); `before`
    is what is still to be said when no question follows; `refused` are the names that a prefill
    could not use.
    """

    state: dict[str, Any]
    questions: tuple[Question, ...] = ()
    finished: bool = False
    before: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def go_on(run: Run, echo: str = "", refused: tuple[str, ...] = ()) -> Step:
    """The first open question with what is to be said before it; else the review; else the end."""
    before = [echo] if echo else []
    done, said = set(run.state.done), set(run.state.said)
    for key, is_note, item in run.layout.stops:
        if (key in done and not is_note) or not run.counts(key):
            continue
        shown_only = is_note or run.locked(item)
        before += said_before(run, item, said, shown_only=shown_only)
        if not shown_only:
            if run.state.at != key:
                run.state.rest()
            run.state.at = key
            return again(run, before=tuple(before), refused=refused)
    if not run.form.reviewed:
        return _end(run, tuple(before))
    run.state.rest()
    run.state.at = REVIEW
    return again(run, before=tuple(before), refused=refused)


def _end(run: Run, before: tuple[str, ...]) -> Step:
    """The end of a form without review: what no longer holds is asked again first."""
    fault = first_fault(run)
    if fault is None:
        return finish(run, before)
    item, complaint = fault
    run.state.rest()
    run.state.at = item.key
    run.state.mark(item.key, False)
    return again(run, before=before, complaint=complaint)


def finish(run: Run, before: tuple[str, ...]) -> Step:
    run.state.finished = True
    run.state.at = run.state.edit = ""
    run.recalculate()
    return Step(run.state.write(), finished=True, before=before)


def complain(run: Run, complaint: str, *, count: bool = True) -> Step:
    run.state.wrong += int(count)
    return again(run, complaint=complaint)


def again(
    run: Run, *, before: tuple[str, ...] = (), complaint: str = "", refused: tuple[str, ...] = ()
) -> Step:
    """The present question or the review, as things are now."""
    item = run.item(run.state.at)
    if item is None:
        asked = review_question(run, before=before, complaint=complaint)
    else:
        asked = question(run, item, before=before, complaint=complaint)
    return Step(run.state.write(), (asked,), refused=refused)


def entry_around(run: Run, item: Item) -> tuple[str, ...]:
    """The name of the entry in which a question stands, for whoever comes back to it."""
    inside = [run.layout.by_key[key] for key in item.groups if key.endswith("]")]
    return (entry_name(run, inside[-1]),) if inside and item.asked else ()


def notes_before(run: Run, item: Item) -> tuple[str, ...]:
    notes: list[str] = []
    for other in reversed(run.layout.items[: run.layout.place[item.key]]):
        shown_only = other.kind is Kind.NOTE or run.locked(other)
        if other.asked and not shown_only:
            break
        if shown_only and run.counts(other.key):
            notes[:0] = said_before(run, other, set(other.groups), shown_only=True)
    return tuple(notes)

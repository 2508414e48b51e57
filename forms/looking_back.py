"""At the review: send, correct one answer, tell one more entry."""

from __future__ import annotations

from base.i18n import say
from forms.entries import add
from forms.form import Kind
from forms.moves import back
from forms.next import Step, again, complain, finish
from forms.question import Heard, HeardKind
from forms.review import first_fault, wish
from forms.run import Run
from forms.state import REVIEW


def at_review(run: Run, heard: Heard) -> Step:
    if heard.kind is HeardKind.BACK:
        return back(run)
    wanted = wish(run, heard)
    if wanted == REVIEW:
        return _send(run)
    if (more := run.item(wanted)) is not None and more.kind is Kind.MORE:
        return add(run, more)
    if wanted:
        run.state.rest()
        run.state.at = run.state.edit = wanted
        return again(run)
    return complain(run, say("forms.wrong.review", run.language))


def _send(run: Run) -> Step:
    fault = first_fault(run)
    if fault is None:
        return finish(run, ())
    item, complaint = fault
    run.state.rest()
    run.state.at = run.state.edit = item.key
    run.state.mark(item.key, False)
    return complain(run, complaint)

"""Everything answered: look once more, correct one answer, send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.i18n import say
from forms.accept import complaint_about, complaint_of_nothing, required
from forms.ask import note_text
from forms.back import leads_back
from forms.choices import other_key
from forms.form import Item, Kind
from forms.hear.words import means, place_in, typed
from forms.listing import add_words, entry_name, entry_summary, label
from forms.question import Choice, Heard, HeardKind, Question, QuestionType
from forms.shown import shown
from forms.state import REVIEW

if TYPE_CHECKING:
    from forms.run import Run


def lines(run: Run) -> list[tuple[str, str, str]]:
    """(path, label, shown value) of every relevant question that was passed; '' if skipped."""
    done = set(run.state.done)
    told: dict[str, tuple[str, str, str]] = {}
    for item in run.layout.items:
        if not run.askable(item.key):
            continue
        if item.kind is Kind.MORE and item.key in done and not _entry_around(item):
            told[item.key] = (item.key, add_words(run, item), "")
        elif item.asked and (item.key in done or run.state.get(item.key) is not None):
            entry = _entry_around(item)
            if not entry or entry not in told:
                told[entry or item.key] = _line(run, item)
    return list(told.values())


def _entry_around(item: Item) -> str:
    """The outermost entry that it stands in."""
    return next((key for key in item.groups if key.endswith("]")), "")


def _line(run: Run, item: Item) -> tuple[str, str, str]:
    """An entry is one line, whatever it holds."""
    entry = _entry_around(item)
    if entry:
        around = run.layout.by_key[entry]
        return entry, entry_name(run, around), entry_summary(run, around)
    words = run.say(item, item.short) or label(run, item)
    return item.key, words, shown(run, item, run.state.get(item.key), brief=True)


def review_question(run: Run, *, before: tuple[str, ...] = (), complaint: str = "") -> Question:
    """The summary with everything that can be corrected as its choices (value: path)."""
    told = lines(run)
    own = _own_summary(run)
    return Question(
        path=REVIEW,
        name="review",
        type=QuestionType.REVIEW,
        text="" if own else say("forms.review", run.language),
        before=before,
        choices=tuple(Choice(path, words) for path, words, _ in told),
        complaint=complaint,
        wrong=run.state.wrong,
        can_go_back=leads_back(run),
        extras={"summary": own or "\n".join(_told_once(run, told))},
    )


def _told_once(run: Run, told: list[tuple[str, str, str]]) -> list[str]:
    """«label: answer». The words of «other» stand with its choice already; they are corrected by
    themselves."""
    added = {other_key(item) for item in run.layout.questions}
    return [f"{words}: {value}" for path, words, value in told if value and path not in added]


def _own_summary(run: Run) -> str:
    """Notes with appearance=review: the form's own way to sum itself up, in its own words."""
    own = [item for item in run.layout.items if _sums_up(item) and run.counts(item.key)]
    return "\n".join(note_text(run, item) for item in own)


def _sums_up(item: Item) -> bool:
    return item.kind is Kind.NOTE and "review" in item.appearance


def wish(run: Run, heard: Heard) -> str:
    """What is wanted of the review: REVIEW to send, a path to correct, '' if neither."""
    if heard.kind is HeardKind.SEND:
        return REVIEW
    paths = [path for path, _, _ in lines(run)]
    if heard.kind in (HeardKind.EDIT, HeardKind.CHOICE):
        return str(heard.value) if heard.value in paths else ""
    text = typed(heard)
    if not text:
        return ""
    if means(text, "forms.words.send", run.language):
        return REVIEW
    place = place_in(text)
    return paths[place - 1] if place is not None and 1 <= place <= len(paths) else ""


def first_fault(run: Run) -> tuple[Item, str] | None:
    """The first question whose answer no longer holds, with its complaint."""
    for item in run.layout.questions:
        if not run.askable(item.key):
            continue
        value = run.state.get(item.key)
        if value is None and required(run, item):
            return item, complaint_of_nothing(run, item)
        complaint = complaint_about(run, item, value)
        if complaint:
            return item, complaint
    return None

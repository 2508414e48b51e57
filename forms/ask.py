"""From where a person stands to the Question that is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.i18n import say
from forms.accept import complaint_about, required
from forms.back import leads_back
from forms.choices import heard, other_key, seen
from forms.form import Item, Kind
from forms.hear.moments import time_of_day
from forms.hear.order import is_ranked, ranked_so_far, unranked
from forms.hear.scale import scale_choices, scale_words
from forms.hear.text import takes_lines
from forms.listing import entry_name, label, listed_choices, listed_text
from forms.question import Choice, Json, Question, QuestionType, Said
from forms.shown import shown
from forms.state import By

if TYPE_CHECKING:
    from forms.run import Run


FILES = (QuestionType.IMAGE, QuestionType.AUDIO, QuestionType.VIDEO, QuestionType.FILE)


def question(
    run: Run, item: Item, *, before: tuple[str, ...] = (), complaint: str = ""
) -> Question:
    """The question of `item` as things are now."""
    state = run.state
    assert item.type is not None
    place, total = _progress(run, item)
    return Question(
        path=item.key,
        name=item.name,
        type=item.type,
        text=_text(run, item),
        before=before,
        hint=run.say(item, item.hint),
        choices=_choices(run, item),
        selected=_selected(run, item),
        required=item.repeat != "" or required(run, item),
        voice=item.voice,
        appearance=" ".join(sorted(item.appearance)),
        complaint=complaint,
        wrong=state.wrong,
        position=place,
        total=total,
        current=state.get(item.key),
        gathering=state.gathering or _holds_some(run, item),
        faces=item.faces,
        can_go_back=bool(state.edit or state.offer or state.ask) or leads_back(run),
        extras=_extras(run, item),
    )


def _holds_some(run: Run, item: Item) -> bool:
    """Something was sent that «that is all» would take: pictures, an order of everything."""
    if item.type is QuestionType.RANK:
        return is_ranked(run, item)
    gathers = item.type is QuestionType.IMAGE or takes_lines(item)
    return gathers and bool(run.state.draft)


def _text(run: Run, item: Item) -> str:
    pending = run.state.ask or run.state.offer
    if pending:
        return str(pending["text"])
    if item.type is QuestionType.DATETIME and run.state.draft:
        return time_of_day(run)
    if takes_lines(item) and run.state.draft:
        return say("forms.more_lines", run.language)
    return listed_text(run, item) if item.repeat else label(run, item)


def _choices(run: Run, item: Item) -> tuple[Choice, ...]:
    pending = run.state.ask or run.state.offer
    if pending:
        return tuple(Choice(value, words) for value, words in pending["choices"])
    if item.type is QuestionType.ACKNOWLEDGE:
        return (Choice("OK", say("forms.acknowledge", run.language)),)
    if item.repeat:
        return listed_choices(run, item)
    if item.scale is not None:
        return scale_choices(run, item)
    if item.type is QuestionType.RANK:
        return unranked(run, item)
    return tuple(run.choices(item)) if item.options is not None else ()


def _selected(run: Run, item: Item) -> tuple[str, ...]:
    if item.type not in (QuestionType.SELECT_MULTIPLE, QuestionType.SELECT_ONE):
        return ()
    chosen = run.state.draft if run.state.draft is not None else run.state.get(item.key)
    if isinstance(chosen, list):
        return tuple(str(one) for one in chosen)
    return (str(chosen),) if chosen else ()


def _progress(run: Run, item: Item) -> tuple[int, int]:
    if not run.form.shows_progress or item.repeat:
        return 0, 0
    place = run.layout.place
    # What or_other adds belongs to its choices: the count does not jump when it is asked.
    added = {other_key(one) for one in run.layout.questions}
    relevant = [i for i in run.layout.questions if i.key not in added and run.counts(i.key)]
    earlier = sum(1 for i in relevant if place[i.key] <= place[item.key])
    return earlier, len(relevant)


def _extras(run: Run, item: Item) -> dict[str, str]:
    extras = _standing(run, item)
    if run.state.draft is not None and item.type is QuestionType.IMAGE:
        extras["count"] = str(len(run.state.draft))
    if item.type is QuestionType.RANK:
        extras |= ranked_so_far(run, item)
    if item.type is QuestionType.DATETIME and run.state.draft:
        extras["day"] = str(run.state.draft[0])
    if item.scale is not None:
        extras["scale"] = scale_words(run, item)
    return extras | _media(run, item)


def _standing(run: Run, item: Item) -> dict[str, str]:
    """What NEXT would keep, though nobody said it here: a default, what a trigger set, what is to
    be confirmed. Nothing while part of an answer stands, or where it may not be the answer."""
    state, value = run.state, run.state.get(item.key)
    busy = state.ask or state.offer or state.gathering or state.draft is not None
    # A default of the form's names a file of the form's, and no file that anybody sent.
    by_form = state.by(item.key) == By.DEFAULT and item.type not in FILES
    unsaid = by_form or "confirm" in item.appearance
    if value is None or busy or not unsaid or complaint_about(run, item, value):
        return {}
    return {
        "default": shown(run, item, value),
        "default_short": shown(run, item, value, brief=True),
    }


def _media(run: Run, item: Item) -> dict[str, str]:
    """File names of what goes with the question: a picture is anybody's, a voice is for whoever
    understands it."""
    return {f"media:{kind}": name for kind, name in _files(run, item).items()}


def _files(run: Run, item: Item) -> dict[str, str]:
    found = {
        kind: (seen if kind == "image" else heard)(files, run.language)
        for kind, files in item.media.items()
    }
    return {kind: name for kind, name in found.items() if name}


def said_before(run: Run, item: Item, said: set[str], *, shown_only: bool) -> list[str]:
    """Section names around `item` that were not said yet, and `item` itself if it is a note or
    read_only now."""
    words: list[str] = []
    for key in (*item.groups, *((item.key,) if shown_only else ())):
        if key in said:
            continue
        said.add(key)
        run.state.said.append(key)
        text = _heading(run, run.layout.by_key[key])
        files = _files(run, item) if key == item.key else {}
        words.extend([Said(text, files) if files else text] if text or files else [])
    return words


def _heading(run: Run, item: Item) -> str:
    """A repeat is named by its entries."""
    if item.kind is Kind.REPEAT:
        return ""
    return entry_name(run, item) if item.kind is Kind.ENTRY else note_text(run, item)


def note_text(run: Run, item: Item) -> str:
    """A note's words; a read_only question adds its value."""
    words = label(run, item)
    told = item.kind in (Kind.NOTE, Kind.QUESTION)
    value: Json = run.state.get(item.key) if told else None
    answer = shown(run, item, value)
    return f"{words}\n{answer}".strip() if answer and answer not in words else words

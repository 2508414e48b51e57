"""From where a person stands to the Question that is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.i18n import say
from forms.accept import required
from forms.back import leads_back
from forms.form import Item, Kind
from forms.question import Choice, Json, Question, QuestionType
from forms.shown import shown
from forms.state import By

if TYPE_CHECKING:
    from forms.run import Run

OTHER_LABEL = "Specify other."  # what pyxform writes for or_other, in every language


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
        hint=item.hint.say(run),
        choices=_choices(run, item),
        selected=_selected(run, item),
        required=required(run, item),
        voice=item.voice,
        appearance=" ".join(sorted(item.appearance)),
        complaint=complaint,
        wrong=state.wrong,
        position=place,
        total=total,
        current=state.get(item.key),
        gathering=state.gathering or (item.type is QuestionType.IMAGE and bool(state.draft)),
        faces=item.faces,
        can_go_back=bool(state.edit or state.offer or state.ask) or leads_back(run),
        extras=_extras(run, item),
    )


def label(run: Run, item: Item) -> str:
    text = item.label.say(run)
    return say("forms.choice.specify", run.language) if text == OTHER_LABEL else text


def _text(run: Run, item: Item) -> str:
    pending = run.state.ask or run.state.offer
    return str(pending["text"]) if pending else label(run, item)


def _choices(run: Run, item: Item) -> tuple[Choice, ...]:
    pending = run.state.ask or run.state.offer
    if pending:
        return tuple(Choice(value, words) for value, words in pending["choices"])
    if item.type is QuestionType.ACKNOWLEDGE:
        return (Choice("OK", say("forms.acknowledge", run.language)),)
    return tuple(run.choices(item)) if item.options is not None else ()


def _selected(run: Run, item: Item) -> tuple[str, ...]:
    if item.type not in (QuestionType.SELECT_MULTIPLE, QuestionType.SELECT_ONE):
        return ()
    chosen = run.state.draft if run.state.draft is not None else run.state.get(item.key)
    if isinstance(chosen, list):
        return tuple(str(one) for one in chosen)
    return (str(chosen),) if chosen else ()


def _progress(run: Run, item: Item) -> tuple[int, int]:
    if not run.form.shows_progress:
        return 0, 0
    relevant = [i for i in run.form.questions if run.counts(i.key)]
    earlier = sum(1 for i in relevant if i.place <= item.place)
    return earlier, len(relevant)


def _extras(run: Run, item: Item) -> dict[str, str]:
    value = run.state.get(item.key)
    extras = {} if value is None else {"current": shown(run, item, value)}
    if value is not None and run.state.by(item.key) == By.DEFAULT:
        extras["default"] = extras["current"]
    if run.state.draft is not None and item.type is QuestionType.IMAGE:
        extras["count"] = str(len(run.state.draft))
    for kind, files in item.media.items():
        extras[f"media:{kind}"] = files.get(run.language) or next(iter(files.values()))
    return extras


def said_before(run: Run, item: Item, said: set[str]) -> list[str]:
    """Section names around `item` that were not said yet, and the note itself if it is one."""
    words: list[str] = []
    for key in (*item.groups, *((item.key,) if item.kind is Kind.NOTE else ())):
        if key in said:
            continue
        said.add(key)
        run.state.said.append(key)
        text = note_text(run, run.form.by_key[key])
        words.extend([text] if text else [])
    return words


def note_text(run: Run, item: Item) -> str:
    """A note's words; a read_only question adds its value."""
    words = label(run, item)
    value: Json = run.state.get(item.key) if item.kind is Kind.NOTE else None
    told = shown(run, item, value)
    return f"{words}\n{told}".strip() if told and told not in words else words

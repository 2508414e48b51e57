"""Readers of the feedback forms (`wethi::reader`): pure, they see one answer and the moment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from base.i18n import LANGUAGES, say
from forms.hear.words import place_in, plain
from forms.question import Ask, At, Choice, Heard, HeardKind, Json, Question, Reader, Reading
from handlers.feedback.numbers import code_in, running_in

NAMINGS = ("open", "withheld", "anonymous")
CONCERNS = ("yes", "no", "unsure")
NOBODY = "feedback.naming_anonymous"
SENT = "sent"  # the story's answer in the form: its words stand in Kept rows
PICTURE = "📷"
BUNDLE = Heard(HeardKind.CHOICE, "kept")  # what came before the form was opened

_TOLD = {HeardKind.TEXT, HeardKind.IMAGE, HeardKind.AUDIO, HeardKind.VIDEO, HeardKind.FILE}
_MOO = re.compile(r"[\s,]+(?:หมู่|ม\.|moo|m\.)", re.IGNORECASE)
_ASKS = re.compile(
    r"ไหม|มั้ย|มั๊ย|ยังไง|อย่างไร|ทำไม|ใคร|หรือเปล่า|รึเปล่า|อะไร|แบบไหน|เมื่อไร|เมื่อไหร่|\?"
    r"|\b(?:how|why|what|who|when|can|will)\b",
    re.IGNORECASE,
)


def means(text: str, key: str) -> bool:
    """Whether the whole message is one of the words of `key`, in any language."""
    words = [word for language in LANGUAGES for word in say(key, language).split("|")]
    return plain(text) in {plain(word) for word in words}


def typed(heard: Heard) -> str:
    """The typed words, "" for anything else."""
    is_text = heard.kind is HeardKind.TEXT and isinstance(heard.value, str)
    return str(heard.value).strip() if is_text else ""


def asks_back(text: str) -> bool:
    """Whether somebody answers a question with a question."""
    return bool(_ASKS.search(text))


def story(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """Gathers messages until «ส่งเรื่อง»; `memory` is whether anything came yet."""
    something = bool(memory) or answers.get(question.name) is not None
    if heard.kind is HeardKind.NEXT and something:
        return Reading(values={question.name: SENT})
    if heard.kind in _TOLD or heard == BUNDLE:
        return Reading(more=True, memory=True)
    if heard.kind is HeardKind.LOCATION:
        return Reading(values=_point(heard), more=True, memory=True)
    if something:
        return Reading(more=True, memory=True)
    return Reading(complaint=say("feedback.nothing_yet", at.language))


def place(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """A place on the map, a village's name, or words of one's own."""
    del answers, memory
    if heard.kind is HeardKind.LOCATION and isinstance(heard.value, dict):
        named = heard.value.get("title") or heard.value.get("address") or "📍"
        return Reading(values={**_point(heard), **_elsewhere(question, str(named))})
    text = typed(heard)
    if not text or _is_choice(question, text):
        return Reading()
    for choice in question.choices:
        if len(plain(text)) > 2 and plain(choice.label).startswith(plain(_bare(text))):
            return Reading(values={"place": choice.value})
    return Reading(values={**_elsewhere(question, text), "village": _village_in(text, at)})


def _point(heard: Heard) -> dict[str, Json]:
    value = heard.value if isinstance(heard.value, dict) else {}
    return {name: value.get(name) for name in ("latitude", "longitude")}


def _elsewhere(question: Question, words: str) -> dict[str, Json]:
    other: dict[str, Json] = {"place": "other"} if question.name == "place" else {}
    return {**other, "where": words}


def _is_choice(question: Question, text: str) -> bool:
    if not question.choices:
        return False
    return place_in(text) is not None or any(
        plain(c.label) == plain(text) for c in question.choices
    )


def _bare(text: str) -> str:
    return text.strip().removeprefix("บ้าน").strip()


def _village_in(text: str, at: At) -> str | None:
    """The code of the one village of ours whose name the words hold."""
    found = [
        str(row["name"])
        for row in at.rows("village", {})
        if (name := _bare(_MOO.split(str(row["label"]))[0])) and name in text
    ]
    return found[0] if len(found) == 1 else None


def naming(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """Who may know the name. «Nobody» is final only once it was said that we cannot write back;
    `memory` is whether it was. A question back gets the question's own hint.

    What is typed is read against the choices that are shown, which are not always all three.
    """
    del answers
    text = typed(heard)
    is_tap = heard.kind is HeardKind.CHOICE
    chosen = str(heard.value) if is_tap else _naming_in(text, question.choices)
    if chosen == "anonymous" and not memory:
        return Reading(ask=_sure(question, at), memory=True)
    if chosen in NAMINGS:
        return Reading(values={question.name: chosen})
    if text and asks_back(_beside_names(text)):
        return Reading(ask=_hint(question), memory=True)
    if text and _asks_again(question.choices):
        # Read in the ordinary way, it might mean one of the three that is not shown now.
        return Reading(complaint=question.hint, memory=memory)
    return Reading()


def _asks_again(shown: tuple[Choice, ...]) -> bool:
    """Whether only the two ways that hide the name are shown."""
    return bool(shown) and {one.value for one in shown} <= set(NAMINGS[1:])


def _naming_in(text: str, shown: tuple[Choice, ...]) -> str:
    """The value of the choice that the words or the number mean; "" for none."""
    if not text:
        return ""
    number = place_in(text)
    if number is not None:
        return _numbered(number, shown)
    even = plain(text)
    for choice in shown:
        if even in (plain(choice.label), _unnumbered(choice.label)):
            return choice.value
    if shown and shown[0].value == "anonymous" and means(text, "feedback.yes_words"):
        return "anonymous"
    even = _unnumbered(text)
    return next((one for one in NAMINGS if means(even, f"feedback.naming_{one}")), "")


def _numbered(number: int, shown: tuple[Choice, ...]) -> str:
    """The digit that a label begins with, else the place among what is shown."""
    labelled = [one.value for one in shown if re.match(rf"{number}\b", plain(one.label))]
    placed = [one.value for one in shown[number - 1 : number]] if number else []
    known = {one.value for one in shown}
    # «3» once more, where «3 ไม่บอกใครเลย» has become «ได้ ไม่บอกใครเลย».
    before = [one for one in NAMINGS[number - 1 : number] if one in known] if number else []
    return next(iter([*labelled, *placed, *before]), "")


def _beside_names(text: str) -> str:
    """Without the «who» of «tell nobody», which asks nothing."""
    hiding = [word for tongue in LANGUAGES for word in say(NOBODY, tongue).split("|")]
    return re.sub("|".join(map(re.escape, sorted(hiding, key=len, reverse=True))), " ", text)


def _unnumbered(text: str) -> str:
    return re.sub(r"^\d+\s*", "", plain(text))


def _hint(question: Question) -> Ask:
    """The hint speaks of the two ways in which the name is not told."""
    hiding = tuple(one for one in question.choices if one.value in NAMINGS[1:])
    return Ask(question.hint, hiding or question.choices)


def _sure(question: Question, at: At) -> Ask:
    yes = Choice("anonymous", say("feedback.yes_anonymous", at.language))
    rest = tuple(choice for choice in question.choices if choice.value == "withheld")
    return Ask(say("feedback.sure_anonymous", at.language), (yes, *rest))


def concerns(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """Whether it is about a leader or an official."""
    del answers, memory, at
    text = typed(heard)
    if not text or place_in(text) is not None:
        return Reading()
    for one in CONCERNS:
        if means(text, f"feedback.concerns_{one}"):
            return Reading(values={question.name: one})
    return Reading(ask=Ask(question.hint, question.choices)) if asks_back(text) else Reading()


def word(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """A picture or a place may be a word back too; words and recordings are read in the ordinary
    way."""
    del answers, memory, at
    if heard.kind in (HeardKind.IMAGE, HeardKind.VIDEO, HeardKind.FILE, HeardKind.LOCATION):
        return Reading(values={question.name: PICTURE})
    return Reading()


def number(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    del answers, memory, at
    running = running_in(typed(heard))
    if running is None:
        return Reading(complaint=question.hint)
    return Reading(values={question.name: str(running)})


def code(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    del answers, memory, at
    digits = code_in(typed(heard))
    return Reading(values={question.name: digits}) if digits else Reading(complaint=question.hint)


READERS: dict[str, Reader] = {
    "story": story,
    "place": place,
    "naming": naming,
    "concerns": concerns,
    "word": word,
    "number": number,
    "code": code,
}

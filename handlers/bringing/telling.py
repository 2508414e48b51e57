"""What came of a form that was sent, as staff read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from base.i18n import say
from base.thai.text import cut
from bot.messages.bubbles import Act, Bubble, Button
from handlers.bringing.sending import ACCEPTED, LACKING, REFUSED

SEND, TRY, RECORD, LIST = "forms.send", "forms.try", "forms.record", "forms.list"
TIE = "wave.cohorts"  # handlers/surveys: to which cohort
AT_ONCE = 3  # faults: with a word before and one after they are the five bubbles of an answer
LONGEST = 300  # grapheme clusters of a fault or warning


def bubbles(found: Mapping[str, Any], language: str, conversation: str) -> list[Bubble]:
    """`found` is what `sending.looked_at` says."""
    if found["said"] == ACCEPTED:
        return _accepted(found, language)
    leave = Button(say("chat.cancel", language), Act("cancel", conversation))
    if found["said"] in (REFUSED, LACKING):
        return _refused(found, language, leave)
    return [Bubble(say("bringing.no_form", language), buttons=(leave,))]


def ways(digest: str, language: str) -> tuple[Button, ...]:
    """What can be done with a form in use."""
    acts = ((TIE, "tie"), (TRY, "try"), (RECORD, "record"))
    return tuple(Button(say(f"bringing.{name}", language), Act(act, digest)) for act, name in acts)


def _accepted(found: Mapping[str, Any], language: str) -> list[Bubble]:
    tongues: Sequence[str] = found["tongues"]
    key = "accepted" if tongues else "accepted_plain"
    text = say(
        f"bringing.{key}",
        language,
        title=cut(str(found["title"]), 60),
        count=found["count"],
        tongues=", ".join(tongues),
    )
    cautions = found.get("cautions", {}).get("en" if language == "en" else "th", ())
    return [*_warned(cautions, language), Bubble(text, ways(found["digest"], language))]


def _warned(cautions: Sequence[str], language: str) -> list[Bubble]:
    if not cautions:
        return []
    head = say("bringing.warned", language, count=len(cautions))
    return [Bubble("\n".join([head, *(cut(one, LONGEST) for one in cautions[:AT_ONCE])]))]


def _refused(found: Mapping[str, Any], language: str, leave: Button) -> list[Bubble]:
    count: int = found["faults"]
    told: Sequence[str] = found["en" if language == "en" else "th"]
    before = say(f"bringing.{found['said']}", language, count=count)
    more = count - AT_ONCE
    after = [say("bringing.more_faults", language, count=more)] if more > 0 else []
    after.append(say(f"bringing.{found['said']}_way", language))
    return [
        Bubble(before),
        *(Bubble(cut(one, LONGEST)) for one in told[:AT_ONCE]),
        Bubble("\n".join(after), buttons=(leave,)),
    ]

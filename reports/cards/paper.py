"""Cards that an office prints, cuts out and hands over: add-friend QR, personal QR, the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from base.i18n import say
from base.ids import spoken
from base.thai.text import cut
from reports.cards.qr import as_svg, qr
from reports.typesetting import paper, pictures

SOURCE = Path(__file__).parent / "card.typ"
# LINE docs, "LINE URL scheme": the profile of an official account; its chat with words typed in.
ADD = "https://line.me/R/ti/p/{basic_id}"
SAY = "https://line.me/R/oaMessage/{basic_id}/?{words}"
NAME, LINES = 44, 64  # clusters that fit beside the codes: one line, two lines
SCREEN = 80.0  # pixels an inch


@dataclass(frozen=True, slots=True)
class Card:
    """Whose it is, and the code; nothing else of a person stands on paper."""

    name: str
    place: str
    cohort: str
    code: str


def cards(wanted: Sequence[Card], basic_id: str, language: str) -> bytes:
    """A PDF of A4, four cards a page. `basic_id` is the bot's, with its @. Raises NotSet."""
    return paper(SOURCE, _data(wanted, basic_id, language))


def pages(wanted: Sequence[Card], basic_id: str, language: str) -> list[bytes]:
    """The same as pictures, to be looked at. Raises NotSet."""
    return pictures(SOURCE, _data(wanted, basic_id, language), SCREEN)


def friend_link(basic_id: str) -> str:
    return ADD.format(basic_id=quote(basic_id, safe=""))


def personal_link(basic_id: str, code: str, language: str) -> str:
    """Opens the chat with «ลงชื่อ AD72KM» typed in."""
    words = quote(_typed(code, language), safe="")
    return SAY.format(basic_id=quote(basic_id, safe=""), words=words)


def _typed(code: str, language: str) -> str:
    return f"{say('words.register', language).split('|')[0]} {code}"


def _data(wanted: Sequence[Card], basic_id: str, language: str) -> dict[str, Any]:
    return {
        "friend": as_svg(qr(friend_link(basic_id))),
        "labels": {
            "friend": say("roster.card_friend", language),
            "sign": say("roster.card_sign", language),
            "code": say("roster.card_code", language),
        },
        "cards": [_card(one, basic_id, language) for one in wanted],
    }


def _card(one: Card, basic_id: str, language: str) -> dict[str, str]:
    typed = say("roster.card_typed", language, words=_typed(one.code, language))
    return {
        "name": cut(one.name, NAME),
        "place": cut(one.place, LINES),
        "cohort": cut(one.cohort, LINES),
        "code": spoken(one.code),
        "typed": typed,
        "qr": as_svg(qr(personal_link(basic_id, one.code, language))),
    }

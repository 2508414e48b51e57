"""A bubble with buttons as a Flex message (LINE reference, "Flex Message").

Buttons stand in the footer, one under the other, as wide as the bubble; a label that LINE's client
would cut at the end of its one line becomes a box with wrapped text. Text and buttons grow with
the size that the person chose on the phone.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from base.thai.text import graphemes
from base.thai.unbroken import unbroken
from bot.messages.actions import button_action
from bot.messages.bubbles import Bubble, Button, Card
from bot.messages.counting import clip, json_size

Json = dict[str, Any]

MAX_BUBBLE = 30_000  # bytes of a bubble's JSON: LINE says 30 KB
ALT_CLUSTERS, ALT_UNITS = 400, 1500  # old and present limit of altText
ONE_LINE = 20  # clusters of a label that a small phone shows whole
MAX_CARDS = 12  # LINE reference, "Carousel"
IN_A_ROW = 6  # buttons with a number on the narrowest phone
LABEL_WIDTHS = (120, 40, 20)  # tried in turn until the bubble is small enough
_BOX = {"paddingAll": "12px", "cornerRadius": "8px"}
_SECONDARY, _PRIMARY = "#DCDFE5", "#17C950"  # the colours of LINE's own button styles


def flex_message(bubble: Bubble, text: str, conversation: str, turn: int) -> Json:
    """One Flex message saying `text` with the bubble's buttons; ValueError if over 30 KB."""
    for width in LABEL_WIDTHS:
        contents = _contents(bubble, text, conversation, turn, width)
        if json_size(contents) <= MAX_BUBBLE:
            return {"type": "flex", "altText": alt_text(bubble, text), "contents": contents}
    raise ValueError(f"{len(bubble.buttons)} buttons are more than a bubble of 30 KB holds")


def alt_text(bubble: Bubble, text: str) -> str:
    """What the notification shows; never empty, LINE refuses that."""
    labels = " / ".join(button.label for button in bubble.buttons)
    return clip(bubble.alt.strip() or text.strip() or labels or "…", ALT_CLUSTERS, ALT_UNITS)


def _contents(bubble: Bubble, text: str, conversation: str, turn: int, width: int) -> Json:
    parts: Json = {}
    if bubble.image:
        parts["hero"] = hero(bubble.image.url)
    if text:
        parts["body"] = column([text_part(unbroken(text))])
    if bubble.buttons:
        parts["footer"] = column(_rows(bubble.buttons, conversation, turn, width), spacing="sm")
    return {"type": "bubble", "size": "mega", **parts}


def carousel(bubble: Bubble, conversation: str, turn: int) -> Json:
    """The cards of a bubble side by side (LINE reference, "Carousel": at most 12)."""
    if len(bubble.cards) > MAX_CARDS:
        raise ValueError(f"{len(bubble.cards)} cards; LINE takes {MAX_CARDS}")
    cards = [_card(card, conversation, turn) for card in bubble.cards]
    labels = " / ".join(card.button.label for card in bubble.cards)
    alt = clip(bubble.alt.strip() or labels, ALT_CLUSTERS, ALT_UNITS)
    return {"type": "flex", "altText": alt, "contents": {"type": "carousel", "contents": cards}}


def _card(card: Card, conversation: str, turn: int) -> Json:
    button = _button(card.button, conversation, turn, LABEL_WIDTHS[0])
    picture = {**hero(card.image.url), "action": button["action"]}
    return {"type": "bubble", "size": "kilo", "hero": picture, "footer": column([button])}


def _rows(buttons: tuple[Button, ...], conversation: str, turn: int, width: int) -> list[Json]:
    """One under the other; those that stand beside each other share rows of equal length."""
    rows: list[Json] = []
    for beside, group in groupby(buttons, key=lambda button: button.beside):
        drawn = [_button(button, conversation, turn, width) for button in group]
        rows += [_row(part) for part in _evenly(drawn)] if beside else drawn
    return rows


def _evenly(drawn: list[Json]) -> list[list[Json]]:
    count = -(-len(drawn) // IN_A_ROW)
    size = -(-len(drawn) // count)
    return [drawn[start : start + size] for start in range(0, len(drawn), size)]


def _row(drawn: list[Json]) -> Json:
    return {"type": "box", "layout": "horizontal", "spacing": "sm", "contents": drawn}


def column(contents: list[Json], **style: str) -> Json:
    return {"type": "box", "layout": "vertical", **style, "contents": contents}


def text_part(text: str, **style: str) -> Json:
    return {"type": "text", "text": text, "wrap": True, "scaling": True, **style}


def hero(url: str) -> Json:
    style = {"size": "full", "aspectRatio": "20:13", "aspectMode": "cover"}
    return {"type": "image", "url": url, **style}


def _button(button: Button, conversation: str, turn: int, width: int) -> Json:
    label = clip(button.label, width)
    said = clip(button.said or button.label, width)
    action = button_action(label, button.action, conversation, turn, said)
    if graphemes(label) > ONE_LINE:
        return _label_box(label, action, button.main)
    style = "primary" if button.main else "secondary"
    return {"type": "button", "style": style, "scaling": True, "action": action}


def _label_box(label: str, action: Json, main: bool) -> Json:
    back, ink = (_PRIMARY, "#FFFFFF") if main else (_SECONDARY, "#111111")
    text = text_part(label, align="center", color=ink)
    return {**column([text]), **_BOX, "backgroundColor": back, "action": action}

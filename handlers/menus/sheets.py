"""Every page of every menu as LINE wants it: areas with words that a screen reader speaks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from base.i18n import LANGUAGES, say
from base.thai.text import graphemes
from bot.menus.wanted import WantedMenu, alias_of
from bot.messages.actions import button_action
from bot.messages.bubbles import TurnMenu
from bot.messages.buttons import encode
from handlers.menus.entries import DARK, ENTRIES, Entry, shown
from reports.menus.draw import Page, Tile, draw, mark, placed
from reports.menus.layout import HEIGHT, ON_A_PAGE, WIDTH, Rect

Json = dict[str, Any]
LABEL = 20  # grapheme clusters (LINE reference, "Action objects": label in a rich menu)
BAR = 14  # of chatBarText (LINE reference, "Rich menu object")


def wanted(acts: Collection[str]) -> list[WantedMenu]:
    """All pages for everybody in both languages; only what somebody brings is on them."""
    return [
        page
        for audience in ENTRIES
        for language in LANGUAGES
        for page in _pages(audience, language, shown(audience, acts))
    ]


def _pages(audience: str, language: str, entries: Sequence[Entry]) -> list[WantedMenu]:
    key = f"{audience}-{language}"
    parts = [entries[n : n + ON_A_PAGE] for n in range(0, len(entries), ON_A_PAGE)]
    return [
        _page(key, language, number, len(parts), part) for number, part in enumerate(parts, start=1)
    ]


def _page(key: str, language: str, number: int, count: int, entries: Sequence[Entry]) -> WantedMenu:
    last = number == count
    turn = None if count == 1 else _turn(language, back=last)
    tiles = tuple(Tile(one.words(language), one.icon, one.colour) for one in entries)
    page = Page(tiles, turn)
    actions = [_action(one, language) for one in entries]
    if turn is not None:
        leads_to = alias_of(key, 1 if last else number + 1)
        actions.append(_switch(turn.label, leads_to))
    body = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": fits(say("menus.bar", language), BAR),
        "areas": _areas(page, actions),
    }
    return WantedMenu(key, number, body, mark(page), partial(draw, page))


def _turn(language: str, *, back: bool) -> Tile:
    if back:
        return Tile(say("menus.back", language), "back", DARK)
    return Tile(say("menus.next", language), "next", DARK)


def _areas(page: Page, actions: Sequence[Json]) -> list[Json]:
    places = [rect for _, rect in placed(page)]
    pairs = zip(places, actions, strict=True)
    return [{"bounds": _bounds(rect), "action": action} for rect, action in pairs]


def _bounds(rect: Rect) -> Json:
    return {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}


def _action(entry: Entry, language: str) -> Json:
    label = fits(entry.words(language), LABEL)
    typed = say("menus.find_typed", language)
    return button_action(label, entry.action(language, typed), "", 0)


def _switch(label: str, alias: str) -> Json:
    """LINE shows the other page by itself; the postback asks for nothing."""
    action = {"type": "richmenuswitch", "label": fits(label, LABEL), "richMenuAliasId": alias}
    return {**action, "data": encode(TurnMenu())}


def fits(words: str, most: int) -> str:
    """LINE refuses longer ones, and a screen reader must not stop in the middle of a word."""
    if graphemes(words) > most:
        raise ValueError(f"more than {most} signs: {words}")
    return words

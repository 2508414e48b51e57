"""Every page of every menu is one that LINE takes, and whoever does not see well can use it."""

from __future__ import annotations

import pytest

from base.thai.text import graphemes
from bootstrap import rooms
from bot.menus.wanted import WantedMenu
from bot.messages.buttons import decode
from handlers.menus.entries import CASE, DARK, ENTRIES, NEWS, REPORT, SURVEY, shown
from handlers.menus.sheets import LABEL, fits, wanted
from models.menus import LEADER
from reports.menus.draw import MAX_BYTES

ALL = rooms.wanted_menus()
COLOURS = sorted({DARK, *(one.colour for entries in ENTRIES.values() for one in entries)})


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", COLOURS)
def test_white_words_stand_out_on_every_colour(colour: str) -> None:
    assert 1.05 / (_luminance(colour) + 0.05) >= 7


@pytest.mark.parametrize("page", ALL, ids=lambda page: f"{page.key}-{page.page}")
def test_every_area_has_a_spoken_label_and_says_it(page: WantedMenu) -> None:
    """LINE reference, "Action objects": a rich menu's label is read aloud, at most 20 signs."""
    actions = [area["action"] for area in page.body["areas"]]
    assert all(0 < graphemes(one["label"]) <= 20 for one in actions)
    said = [one for one in actions if "displayText" in one]
    assert said
    assert all(one["displayText"] == one["label"] for one in said)


@pytest.mark.parametrize("page", ALL, ids=lambda page: f"{page.key}-{page.page}")
def test_every_tile_does_what_the_bot_understands(page: WantedMenu) -> None:
    data = [area["action"]["data"] for area in page.body["areas"]]
    assert all(decode(one) is not None for one in data)


@pytest.mark.parametrize("page", ALL, ids=lambda page: f"{page.key}-{page.page}")
def test_what_opens_a_form_closes_the_menu(page: WantedMenu) -> None:
    """LINE reference, "Postback action": inputOption."""
    actions = [area["action"] for area in page.body["areas"]]
    opening = {one["data"] for one in actions if ".open:" in one["data"]}
    closing = {one["data"] for one in actions if one.get("inputOption") == "closeRichMenu"}
    assert opening == closing


def test_every_page_is_a_small_picture() -> None:
    assert all(len(page.draw()) <= MAX_BYTES for page in ALL)


def test_only_what_works_is_shown_and_what_comes_later_is_one_line() -> None:
    assert shown(LEADER, {"report.open", "case.open"}) == [REPORT, CASE]
    later = {"report.open", "case.open", "survey.open", "announcement.open"}
    assert shown(LEADER, later) == [REPORT, CASE, SURVEY, NEWS]


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_leader_plans_a_forum_with_one_tap_and_every_menu_has_two_pages(language: str) -> None:
    pages = [one for one in ALL if one.key == f"leader-{language}"]
    said = [area["action"]["label"] for area in pages[1].body["areas"]]
    assert said[0] == {"th": "นัดเวที", "en": "Plan a forum"}[language]
    assert {one.page for one in ALL} == {1, 2}


def test_four_things_need_no_second_page() -> None:
    pages = [one for one in wanted({"report.open", "case.open"}) if one.key == "leader-th"]
    assert [len(one.body["areas"]) for one in pages] == [2]


def test_the_pages_of_one_menu_lead_to_each_other() -> None:
    pages = [one for one in ALL if one.key == "leader-th"]
    turns = [one.body["areas"][-1]["action"]["richMenuAliasId"] for one in pages]
    assert turns == [pages[1].alias, pages[0].alias]


def test_a_menu_is_for_everybody_in_both_languages() -> None:
    assert {one.key for one in ALL} == {f"{who}-{how}" for who in ENTRIES for how in ("th", "en")}


def test_the_name_changes_when_the_picture_or_an_area_does() -> None:
    first = next(one for one in ALL if one.key == "leader-th")
    again = next(one for one in rooms.wanted_menus() if one.key == "leader-th")
    moved = WantedMenu(first.key, first.page, {**first.body, "selected": False}, first.mark, bytes)
    drawn = WantedMenu(first.key, first.page, first.body, "0", bytes)
    assert first.name == again.name
    assert len({first.name, moved.name, drawn.name}) == 3


def test_a_label_that_line_would_refuse_is_found_before() -> None:
    assert fits("ก" * LABEL, LABEL) == "ก" * LABEL
    with pytest.raises(ValueError, match="more than 20"):
        fits("ก" * (LABEL + 1), LABEL)

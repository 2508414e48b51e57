"""Cards on paper: what stands on them, four a page, words never as source."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from base.i18n import LANGUAGES
from handlers.registration.codes import code_after_word
from reports.cards.paper import Card, cards, friend_link, pages, personal_link

BOT = "@123abcde"
ONE = Card("สายฝน ใจสมมุติ", "โนนสมมุติ ม.94", "รุ่นที่ 1 โครงการเวทีตัวอย่าง", "AD72KM")
LONG = Card(
    "สมหมายพรรณพิมลรัตน์ วงศ์ประเสริฐสมมุติพันธุ์ ณ ตัวอย่างนคร",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอตัวอย่างที่มีชื่อยาวมากจนขึ้นบรรทัดใหม่",
    "รุ่นที่ 12 โครงการส่งเสริมการมีส่วนร่วมการจัดทำแผนงานตัวอย่างของจังหวัดที่มีชื่อยาวมาก",
    "XY92KM",
)


def picture(page: bytes) -> Image.Image:
    return Image.open(io.BytesIO(page)).convert("L")


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (4, 1), (5, 2), (9, 3)])
def test_four_cards_stand_on_a_page(count: int, sheets: int) -> None:
    assert len(pages([ONE] * count, BOT, "th")) == sheets


def test_long_names_push_nothing_off_the_page() -> None:
    assert len(pages([LONG] * 8, BOT, "th")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_a_pdf(language: str) -> None:
    assert cards([ONE, LONG], BOT, language).startswith(b"%PDF-")


def test_another_code_is_another_picture() -> None:
    first, second = (
        pages([ONE], BOT, "th"),
        pages([Card(ONE.name, ONE.place, ONE.cohort, "AD72KA")], BOT, "th"),
    )
    assert first != second
    assert picture(first[0]).size == picture(second[0]).size


def test_a_name_that_looks_like_source_is_a_name() -> None:
    hostile = Card('#panic("x") $x$ @y', "#set page(fill: red)", "*b*", "AD72KM")
    assert len(pages([hostile], BOT, "th")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_personal_link_types_what_the_bot_hears(language: str) -> None:
    """LINE docs, "LINE URL scheme": what stands behind the question mark is typed in."""
    from urllib.parse import unquote

    link = personal_link(BOT, "AD72KM", language)
    assert link.startswith("https://line.me/R/oaMessage/%40123abcde/?")
    assert code_after_word(unquote(link.partition("?")[2])) == "AD72KM"


def test_the_friend_link_opens_the_bots_profile() -> None:
    assert friend_link(BOT) == "https://line.me/R/ti/p/%40123abcde"

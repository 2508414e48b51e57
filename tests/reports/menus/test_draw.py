"""Pages of a menu as pictures: LINE's sizes, the same each time, words never as source."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from reports.menus.draw import MAX_BYTES, Page, Tile, draw, mark
from reports.menus.layout import HEIGHT, WIDTH
from reports.typesetting import NotSet

GREEN = "#0A5C33"
WHITE = (255, 255, 255)
TURN = Tile("หน้าถัดไป", "next", "#2B343B")


def page(*labels: str, turn: Tile | None = None) -> Page:
    return Page(tuple(Tile(label, "case", GREEN) for label in labels), turn)


def pixels(drawn: bytes) -> Image.Image:
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def test_a_page_has_the_size_and_weight_that_line_takes() -> None:
    """LINE reference, "Rich menu object" and "Upload rich menu image"."""
    drawn = draw(page("น้ำประปา", "ปั้น", "กี่ญู", "ฐุ", turn=TURN))
    assert pixels(drawn).size == (WIDTH, HEIGHT)
    assert len(drawn) <= MAX_BYTES


def test_the_same_page_is_the_same_picture() -> None:
    assert draw(page("แจ้งเรื่อง")) == draw(page("แจ้งเรื่อง"))


def test_words_are_drawn_as_they_are_typed() -> None:
    """What looks like typst's source is words."""
    plain, hostile = draw(page("x")), draw(page('#panic("x")'))
    assert hostile != plain


def test_a_long_label_stays_on_its_tile() -> None:
    picture = pixels(draw(page("คุยกับเจ้าหน้าที่ของจังหวัดกับอำเภอทุกคน", "ข")))
    edge = [picture.getpixel((x, y)) for x in (30, WIDTH // 2 - 30) for y in range(60, HEIGHT - 60)]
    assert WHITE not in edge


def test_an_icon_that_nobody_drew_is_a_fault() -> None:
    with pytest.raises(NotSet):
        draw(Page((Tile("ก", "unicorn", GREEN),)))


def test_the_mark_changes_with_words_icons_and_colours() -> None:
    one = Tile("ก", "case", GREEN)
    others = [Tile("ข", "case", GREEN), Tile("ก", "help", GREEN), Tile("ก", "case", "#000000")]
    marks = {mark(Page((tile,))) for tile in (one, *others)}
    assert len(marks) == 4
    assert mark(Page((one,))) == mark(Page((one,)))

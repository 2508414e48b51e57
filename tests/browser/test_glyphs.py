"""No sentence of Wethi or of the phones' own page holds a character that their font has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import PHONE, draw, serving
from tests.browser.look import missing, not_in_own_font

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))
FORMS = sorted(ROOT.glob("handlers/*/forms/*.md"))
PLACES = sorted(ROOT.glob("commands/demo/data/*"))
QUOTED = re.compile(r'^(?:msgstr )?"(.*)"$', re.MULTILINE)
FILLED = "0123456789 ๐๑๒๓๔๕๖๗๘๙ ฯ ๆ ฃ ฅ ฤๅ ฦๅ ํ ๎"  # what numbers and names may bring along
# Signs that a phone draws by an emoji font of its own; each stands before a word that says it too.
KNOWN_SIGNS = set("🎤📷🖼📍📅🕘📢🔊🙂😐🙁")


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture
def gallery(page: Page, address: str) -> Page:
    page.goto(address)
    return page


def words_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "\n".join(QUOTED.findall(text)) if path.suffix == ".po" else text


def sentences() -> str:
    files = [*CATALOGUES, *FORMS, *PLACES, PHONE / "app" / "words.js"]
    return FILLED + "".join(words_of(path) for path in files)


def test_every_character_of_every_sentence_is_in_the_pages_own_font(gallery: Page) -> None:
    text = sentences()
    draw(gallery, {"type": "text", "text": "น้องเวที"})
    assert len(CATALOGUES) > 20
    assert len(set(text)) > 130
    assert not_in_own_font(gallery, "#place .bubble", text) - KNOWN_SIGNS == set()


def test_no_character_of_any_sentence_is_an_empty_box(gallery: Page) -> None:
    draw(gallery, {"type": "text", "text": "น้องเวที"})
    assert missing(gallery, sentences(), "Sarabun, 'Noto Color Emoji'") == set()


def test_a_character_that_no_font_has_is_noticed(gallery: Page) -> None:
    draw(gallery, {"type": "text", "text": "น้องเวที"})
    assert missing(gallery, "ก中A") == {"中"}
    assert not_in_own_font(gallery, "#place .bubble", "ก่🎤A") == {"🎤"}

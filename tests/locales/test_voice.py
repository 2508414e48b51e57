"""How น้องเวที speaks: short, spoken, polite; never like an office (docs/voice.md)."""

from __future__ import annotations

import re

import pytest
import regex

from bot.outbox.budget import Budget, Cost, baht
from bot.outbox.costing import most_in_words
from tests.locales.texts import Text, button_keys, said

MOST_LINES = 3
MOST_CLUSTERS = 110
MOST_ON_A_BUTTON = {"th": 20, "en": 40}  # what a small phone shows whole; LINE's own limit
# What stands for a name, a day or a number when a sentence is measured.
FILLED = re.compile(r"\$?\{[\w.]+\}")
TYPICAL = "โนนสมมุติ"
NUMBER = re.compile(r"\{(?:number|people|reached|reminders|count)\}")

# A whole notice or a whole question with its hint may be longer; each is looked at by a person.
MAY_BE_LONG: set[str] = set()

OFFICIAL = (
    *("กรุณา", "โปรด", "ระบุ", "ผู้ใช้งาน", "ราษฎร", "ดำเนินการ", "ระบบขัดข้อง", "ขัดข้อง"),
    *("ข้อมูลไม่ถูกต้อง", "ไม่ถูกต้อง", "ยินยอม", "อำนาจหน้าที่", "จัดกิจกรรม", "เรียบร้อยแล้ว"),
    *("ภายหลัง", "ประเภทใด", "ทั้งนี้", "ดังกล่าว", "ข้าพเจ้า", "แห่งนี้", "ณ วันที่"),
)
OFFICIAL_WORD = re.compile("|".join(OFFICIAL) + "|(?<!เ)ท่าน(?!้)")  # เท่านั้น and ท่าน้ำ are none
BLAME = re.compile(r"ทำไม(?:ยัง)?ไม่|ยังไม่ได้ตอบ|คุณผิด|พิมพ์ผิด|ใส่ผิด")
OFFICIAL_ENGLISH = re.compile(
    r"(?i)\b(?:invalid|kindly|error|the user|users|please enter|input|failed to|citizens?)\b"
)
SIGNS = set("📷🎤📍📅🕘🖼📢🔊")
FACE = re.compile(r"^[🙂😐🙁] (?=\d )")

ASKS = re.compile(
    r"ไหม|มั้ย|อะไร|ไหน|เท่าไร|เท่าไหร่|กี่|ใคร|เมื่อไร|เมื่อไหร่|ยังไง|อย่างไร|หรือยัง|หรือเปล่า|รึยัง|ทำไม|ดี$|หรือ|ได้$"
)
SLIPS = re.compile(r"นะค่ะ|นะค้ะ|น่ะคะ|คะ่|ค๊ะ|ค้ะ|จร้า|ไหมค่ะ|มั้ยค่ะ|ไหนค่ะ|อะไรค่ะ|เท่าไรค่ะ|ใครค่ะ")


def _thai() -> list[Text]:
    return [text for text in said() if text.language == "th"]


def _lines(text: str) -> int:
    return text.replace("<br>", "\n").strip().count("\n") + 1


def _clusters(text: str) -> int:
    return len(regex.findall(r"\X", FILLED.sub(TYPICAL, text.replace("<br>", " "))))


def _against(pattern: re.Pattern[str], texts: list[Text]) -> list[str]:
    return [str(text) for text in texts if pattern.search(text.text)]


def test_a_bubble_has_at_most_three_lines() -> None:
    long = [str(text) for text in said() if _lines(text.text) > MOST_LINES]
    assert long == []


def test_a_bubble_has_at_most_110_characters_as_people_count_them() -> None:
    long = [
        f"{_clusters(text.text)} {text}"
        for text in said()
        if _clusters(text.text) > MOST_CLUSTERS and text.key not in MAY_BE_LONG
    ]
    assert long == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_bubble_that_names_a_cost_is_no_longer_with_it(language: str) -> None:
    budget = Budget(free=300)
    cost = most_in_words(Cost(1515, 300, 1215, baht(1215, budget.price)), language)
    with_cost = {
        text.key: text.text.replace("{cost}", cost)
        for text in said()
        if text.language == language and "{cost}" in text.text
    }
    assert "rounds.second" in with_cost
    measured = {key: _clusters(NUMBER.sub("505", text)) for key, text in with_cost.items()}
    assert {key: long for key, long in measured.items() if long > MOST_CLUSTERS} == {}


def test_what_is_chosen_fits_on_a_button() -> None:
    """A choice with a value in it is cut by us where that is too long."""
    long = [
        str(text)
        for text in said()
        if (text.button or text.key in button_keys()) and not FILLED.search(text.text)
        if _clusters(text.text) > MOST_ON_A_BUTTON[text.language]
    ]
    assert long == []


def test_buttons_in_code_are_found() -> None:
    assert "registration.read_all" in button_keys()


def test_no_official_words() -> None:
    assert _against(OFFICIAL_WORD, _thai()) == []


def test_english_does_not_sound_like_a_machine() -> None:
    assert _against(OFFICIAL_ENGLISH, [text for text in said() if text.language == "en"]) == []


def test_nobody_is_blamed() -> None:
    assert _against(BLAME, _thai()) == []


def test_no_slips_of_politeness() -> None:
    assert _against(SLIPS, _thai()) == []


def test_kha_with_a_high_tone_ends_a_question_or_follows_na() -> None:
    """«คะ» asks, softens («นะคะ») or calls by name; a statement ends with «ค่ะ»."""
    wrong = [
        str(text)
        for text in _thai()
        for clause in re.findall(r"([^\n]*?)คะ(?!แนน|ใ)", text.text)
        if not clause.endswith(("นะ", "สิ", "ละ", "เอ่ย", "}")) and not ASKS.search(clause)
    ]
    assert wrong == []


def test_one_question_a_bubble() -> None:
    many = [str(text) for text in _thai() if len(re.findall(r"(?<!นะ)คะ(?!แนน)", text.text)) > 1]
    assert many == []


def test_digits_are_the_ones_on_a_phones_keyboard() -> None:
    assert _against(re.compile("[๐-๙]"), list(said())) == []


def test_emoji_are_signs_and_never_moods() -> None:
    emoji = regex.compile(r"[\p{Extended_Pictographic}--[0-9#*©®™]]", regex.V1)
    moods = [str(text) for text in said() if set(emoji.findall(_without_face(text))) - SIGNS]
    assert moods == []


def _without_face(text: Text) -> str:
    """An answer of a form may have a face before its number, for whoever does not read."""
    return FACE.sub("", text.text) if " choices " in text.key else text.text


def test_no_thanks_twice() -> None:
    assert [str(text) for text in _thai() if text.text.count("ขอบคุณ") > 1] == []

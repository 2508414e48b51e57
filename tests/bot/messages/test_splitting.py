import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from base.thai.text import utf16_len
from bot.messages.splitting import split_text


def letters(text: str) -> list[str]:
    return [one.strip() for one in regex.findall(r"\X", text) if one.strip()]


thai = st.text(alphabet="กขนำ้ีั่ 🍎\nเ", max_size=200)


@given(thai | st.text(max_size=200), st.integers(2, 40))
def test_no_piece_is_too_long_and_only_blanks_are_lost(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(0 < utf16_len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(thai, st.integers(20, 40))
def test_no_cluster_is_torn(text: str, limit: int) -> None:
    assume(all(utf16_len(letter) <= limit for letter in regex.findall(r"\X", text)))
    assert letters(" ".join(split_text(text, limit))) == letters(text)


def test_five_thousand_units_are_one_message_and_one_more_are_two() -> None:
    assert len(split_text("🍎" * 2500)) == 1
    assert [utf16_len(piece) for piece in split_text("🍎" * 2501)] == [5000, 2]


def test_a_cut_comes_after_a_line_then_after_a_word() -> None:
    assert split_text("หนึ่ง\nสอง สาม", 10) == ["หนึ่ง", "สอง สาม"]
    assert split_text("หนึ่ง สองสาม", 10) == ["หนึ่ง", "สองสาม"]


def test_blank_text_has_no_pieces() -> None:
    assert split_text(" \n ") == []


def test_a_limit_that_an_emoji_cannot_keep_is_refused() -> None:
    with pytest.raises(ValueError, match="emoji"):
        split_text("🍎🍎", 1)

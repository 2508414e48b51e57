from hypothesis import given
from hypothesis import strategies as st

from base.thai.text import graphemes, utf16_len
from bot.messages.counting import clean, clip, json_size

FAMILY = "👨‍👩‍👧"


def test_units_are_utf16_and_clusters_are_letters() -> None:
    assert (utf16_len("น้ำ"), graphemes("น้ำ")) == (3, 1)
    assert (utf16_len("🍎"), graphemes("🍎")) == (2, 1)
    assert (utf16_len(FAMILY), graphemes(FAMILY)) == (8, 1)


def test_a_label_is_cut_between_letters_never_inside_one() -> None:
    assert clip("น้ำท่วมที่นี่", 3, 99) == "น้ำท่…"


def test_what_fits_is_left_alone() -> None:
    assert clip("ที่นี่", 2) == "ที่นี่"


def test_a_letter_with_a_thousand_marks_does_not_pass_the_limit_of_units() -> None:
    zalgo = "ก" + "้" * 1000
    assert utf16_len(clip(zalgo, 20)) <= 80


@given(st.text(max_size=60), st.integers(1, 30), st.integers(1, 60))
def test_cut_text_keeps_both_limits(text: str, limit: int, unit_limit: int) -> None:
    cut = clip(text, limit, unit_limit)
    assert graphemes(cut) <= limit
    assert utf16_len(cut) <= unit_limit


def test_half_a_surrogate_pair_can_still_be_sent() -> None:
    assert clean("ก\ud83dข\x00") == "ก\ufffdข"
    assert clean("🍎").encode() == "🍎".encode()


def test_json_is_measured_in_its_largest_form() -> None:
    assert json_size({"a": "ก"}) == len('{"a":"\\u0e01"}')

from hypothesis import given
from hypothesis import strategies as st

from base.thai.text import graphemes
from bot.messages.packing import MAX_CLUSTERS, MAX_LINES, pack

parts = st.lists(st.text(alphabet="กา้ ", max_size=60), max_size=8)


def test_an_echo_stands_above_the_question_in_one_bubble() -> None:
    assert pack(["รวม 54 คนค่ะ", "คุยเรื่องอะไรคะ"]) == ["รวม 54 คนค่ะ\nคุยเรื่องอะไรคะ"]


def test_what_does_not_fit_goes_into_a_bubble_before() -> None:
    assert pack(["1", "2", "3", "ถามค่ะ"]) == ["1", "2\n3\nถามค่ะ"]


@given(parts)
def test_no_bubble_grows_over_the_measure_and_no_word_is_lost(texts: list[str]) -> None:
    packed = pack(texts)
    assert all(graphemes(one) <= MAX_CLUSTERS and one.count("\n") < MAX_LINES for one in packed)
    assert "\n".join(packed) == "\n".join(text.strip() for text in texts if text.strip())


def test_a_part_longer_than_the_measure_is_not_torn() -> None:
    assert pack(["ก" * 200, "ถามค่ะ"]) == ["ก" * 200, "ถามค่ะ"]

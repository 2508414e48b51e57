from hypothesis import given
from hypothesis import strategies as st

from bot.messages.paging import paged


def test_six_choices_are_one_page_and_seven_are_two() -> None:
    assert not paged(range(6), 1).has_more
    assert paged(range(7), 1).has_more
    assert paged(range(7), 2).items == (6,)


@given(st.lists(st.integers(), max_size=40), st.integers(1, 8))
def test_the_pages_together_are_the_list(choices: list[int], size: int) -> None:
    seen: list[int] = []
    number = 1
    while (page := paged(choices, number, size)).has_more:
        seen, number = [*seen, *page.items], number + 1
    assert [*seen, *page.items] == choices


def test_a_page_that_is_gone_shows_the_last() -> None:
    assert paged("abcdefgh", 9).items == ("g", "h")
    assert paged("ab", 0).number == 1


def test_numbers_go_on_over_the_pages() -> None:
    assert paged("abcdefgh", 2).first == 7

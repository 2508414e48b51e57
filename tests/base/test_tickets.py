"""A ticket is for one thing, until one moment, and made by nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.tickets import opened, ticket

NOW = datetime(2026, 7, 13, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(what: str = "abc", key: str = "k", purpose: str = "picture") -> str:
    return ticket(key, purpose, what, NOW + HOUR)


def test_it_opens_what_it_was_made_for_until_its_end() -> None:
    assert opened("k", "picture", made(), NOW, HOUR) == ("abc", 3600.0)
    assert opened("k", "picture", made(), NOW + HOUR, HOUR) is None


def test_another_key_or_purpose_opens_nothing() -> None:
    assert opened("k2", "picture", made(), NOW, HOUR) is None
    assert opened("k", "other", made(), NOW, HOUR) is None


def test_one_that_lasts_longer_than_any_we_make_opens_nothing() -> None:
    assert opened("k", "picture", made(), NOW, HOUR - timedelta(seconds=1)) is None


@pytest.mark.parametrize("place", range(len(made())))
def test_no_sign_of_it_can_be_changed(place: int) -> None:
    whole = made()
    other = "0" if whole[place] != "0" else "1"
    assert opened("k", "picture", whole[:place] + other + whole[place + 1 :], NOW, HOUR) is None


@given(st.text())
def test_whatever_is_typed_is_no_ticket(text: str) -> None:
    assert opened("k", "picture", text, NOW, HOUR) is None


def test_what_does_not_fit_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not fit"):
        made("a/b")

"""Forms on the shelf: what people were asked before is read to its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

import pytest

import forms
from bot.dialogue.rooms import FormRoom, NotOnShelf, Shelf
from forms import FormRefused

# Stored without a name, with the moment: refused where a form is brought.
BETRAYS = (
    "| survey |\n| | type | name | label |\n| | start | began | |\n| | text | a | เป็นยังไงบ้างคะ |\n"
    "| settings |\n| | form_id | wethi::anonymous |\n| | felt | yes |\n"
)


def _no_rows(_table: str, _filters: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return ()


def _never(*_given: object) -> NoReturn:
    raise AssertionError("it is on the shelf")


def test_a_stored_form_that_would_be_refused_today_is_still_asked() -> None:
    room = FormRoom("survey", None, rows=lambda _session, _language: _no_rows, finish=_never)
    shelf = Shelf({"survey": room})
    with pytest.raises(FormRefused):
        forms.load(BETRAYS)
    shelf.read(NotOnShelf("survey", "digest", BETRAYS.encode()))
    assert [one.name for one in shelf.of("survey", "digest", _never).questions] == ["a"]

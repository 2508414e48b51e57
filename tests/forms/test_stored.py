"""A form that people were asked before is read as it was, whatever is refused meanwhile."""

from __future__ import annotations

import pytest

import forms
from forms import FormRefused

FORMULA = """
| survey |
| | type | name | label |
| | text | what | #N/A |
"""
BEYOND = "type,name,label\ntext,what,What was it?,beyond\n"
OPEN = 'type,name,label\ntext,what,"What was it?\n'
NO_LIST_NAME = """
| survey |
| | type | name | label |
| | text | what | What was it? |
| choices |
| | list | name | label |
| | a | b | c |
"""


@pytest.mark.parametrize("source", [FORMULA, BEYOND, OPEN, NO_LIST_NAME])
def test_what_a_brought_form_is_refused_for_does_not_end_one_that_is_asked(source: str) -> None:
    content = source.encode()
    with pytest.raises(FormRefused):
        forms.load(content)
    assert [one.name for one in forms.load(content, stored=True).questions] == ["what"]

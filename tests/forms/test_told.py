"""Stored answers are read back one by one, those of an entry too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import forms
from forms import At
from forms.question import Json

FORM = """
| survey |
|  | type | name | label | relevant | constraint |
|  | begin_repeat | issue | Issue |  |  |
|  | text | what | What? |  |  |
|  | integer | hit | How many? |  |  |
|  | end_repeat |  |  |  |  |
|  | select_one yn | more | More? |  |  |
|  | date | next | Next? | ${more} = 'yes' | . > '2026-07-14' |
| choices |
|  | list_name | name | label |
|  | yn | yes | Yes |
"""
AT = At(
    now=datetime.fromisoformat("2026-07-15T10:00:00+07:00"),
    zone=ZoneInfo("Asia/Bangkok"),
    seed=1,
    language="en",
    known={},
    rows=lambda _table, _filters: (),
)


def test_each_answer_is_told_with_its_label_entries_one_by_one() -> None:
    values: dict[str, Json] = {
        "issue": [{"what": "water", "hit": 18}, {"what": "light"}],
        "more": "yes",
    }
    assert forms.told(forms.load(FORM.encode(), name="t"), values, AT) == [
        ("issue[1]/what", "What?", "water"),
        ("issue[1]/hit", "How many?", "18"),
        ("issue[2]/what", "What?", "light"),
        ("more", "More?", "Yes"),
    ]


def test_what_was_accepted_once_is_told_though_it_fits_no_longer() -> None:
    form = forms.load(FORM.encode(), name="t")
    found = forms.told(form, {"more": "yes", "next": "2026-07-01"}, AT)
    assert found[-1] == ("next", "Next?", "Wed 1 Jul 2026")


def test_what_does_not_count_is_not_told() -> None:
    form = forms.load(FORM.encode(), name="t")
    assert forms.told(form, {"next": "2026-07-20"}, AT) == []

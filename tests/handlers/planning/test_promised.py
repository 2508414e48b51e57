"""«เย็นวันก่อนหน้าจะเตือนให้» is said only where that reminder comes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.handlers.conftest import Named


@pytest.mark.parametrize(("off", "promised"), [((), True), (("planned",), False)])
def test_a_reminder_that_is_switched_off_is_not_promised(
    people: Named, off: tuple[str, ...], promised: bool
) -> None:
    chat = people("headman")
    context = replace(chat.house.context, nudges_off=frozenset(off))
    chat.house = replace(chat.house, context=context)
    chat.say("นัดประชุมวันที่ 20 ก.ค. 9 โมง ที่วัด เรื่องไฟทาง")
    chat.press("ส่ง")
    assert ("จะเตือน" in chat.last()) is promised

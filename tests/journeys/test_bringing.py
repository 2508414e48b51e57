"""A form that an officer brings, its picture and the voice that speaks it: each is there whole or
not at all, and there after the restart, whatever was killed on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys import choice
from tests.journeys.ground import Ground

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]


def test_all_of_it_is_really_on_the_way(bringing: Ground) -> None:
    after = bringing.undisturbed
    counted = {
        name: len(after.table(name)) for name in ("stored_form", "form_file", "spoken_prompt")
    }
    assert counted == {"stored_form": 1, "form_file": 1, "spoken_prompt": 1}


def test_no_bytes_lie_on_disk_that_no_row_names(bringing: Ground) -> None:
    assert bringing.undisturbed.left == []


def test_whoever_is_killed_form_picture_and_voice_are_there_in_the_end(
    bringing: Ground, part: int, every_kill: bool, record_property: Callable[[str, object], None]
) -> None:
    plain = bringing.undisturbed
    always = choice.placed_part(plain.points, plain.passed, choice.ALWAYS_OF_BRINGING)
    kills = choice.every_kill(plain.points) if every_kill else always
    record_property("told", f"bringing: {len(plain.points)} commits and sends, {len(kills)} kills")
    bringing.survive(kills[part :: choice.PARTS], alike=not every_kill)

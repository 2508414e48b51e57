"""Who answered about a forum, and about which one, stands nowhere beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed
from tests.support.searching import tables_with

START = datetime.fromisoformat("2026-07-12T20:10:00+07:00")
CODE = "K3M9"
ANY: Step = {"bot": "any"}
ASKED: list[Step] = [{"say": f"เวที {CODE.lower()}"}, ANY]
ANSWERED: list[Step] = [
    *({"tap": "ไทย"}, ANY, {"tap": "ตอบเอง"}, ANY),
    *({"tap": "🙂 1 ได้พูด"}, ANY, {"say": "2"}, ANY, {"tap": "🙂 1 มา"}, ANY),
]


@pytest.fixture
def player(any_url: str, tmp_path: Path) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "forum", "friend"], "phone": "friend"}
    with deployed(any_url, tmp_path, START) as deployment:
        yield Player(deployment, cast_and_phones(deployment, golden, START), "friend")


def test_the_code_that_was_typed_before_the_form_is_forgotten_with_it(player: Player) -> None:
    player.play(ASKED)
    database = player.deployment.house.database
    assert tables_with(database, CODE, CODE.lower()) > {"forum_code"}
    player.play(ANSWERED)
    assert tables_with(database, CODE, CODE.lower()) == {"forum_code"}

"""«มีรหัส» left half-way: nothing says which number an account knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed
from tests.support.searching import rows_of

START = datetime.fromisoformat("2026-07-16T16:20:00+07:00")
ANY: Step = {"bot": "any"}
ASKING: list[Step] = [
    *({"say": "เรื่อง 77"}, {"tap": "เรื่องที่แจ้งไว้"}, {"tap": "มีรหัส"}),
    *({"say": "สร 69/00001"}, ANY),
]


@pytest.fixture
def player(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "anonymous_case", "friend"], "phone": "friend"}
    with deployed(sqlite_url, tmp_path, START) as deployment:
        player = Player(deployment, cast_and_phones(deployment, golden, START), "friend")
        player.play(ASKING)
        yield player


def _left_over(player: Player) -> list[dict[str, Any]]:
    """Rows that hold the number and are not the case."""
    found = rows_of(player.deployment.house.database)
    rows = [row for name in ("event", "outgoing", "kept", "conversation") for row in found[name]]
    return [row for row in rows if "69/00001" in str(row)]


def test_the_number_stands_in_the_form_while_it_is_open(player: Player) -> None:
    assert _left_over(player) != []


@pytest.mark.parametrize("away", ["เมนู", "เก็บไว้ก่อน", "ยกเลิก", "แจ้งเรื่อง", "คุยกับเจ้าหน้าที่"])
def test_leaving_forgets_it_at_once(player: Player, away: str) -> None:
    player.play([{"say": away}, ANY])
    assert _left_over(player) == []


def test_silence_forgets_it_and_nobody_is_reminded(player: Player) -> None:
    player.play([{"until": "2026-07-16T18:01:00+07:00"}, {"bot": []}])
    assert _left_over(player) == []


def test_a_form_touched_again_before_the_sweep_is_swept_by_the_next(player: Player) -> None:
    touched: list[Step] = [{"until": "2026-07-16T17:50:00+07:00"}, {"say": "ไม่รู้"}, ANY]
    player.play([*touched, {"until": "2026-07-16T18:01:00+07:00"}])
    assert _left_over(player) != []
    player.play([{"until": "2026-07-16T19:01:00+07:00"}])
    assert _left_over(player) == []


def test_one_begun_anew_is_swept_and_nobody_is_reminded(player: Player) -> None:
    player.play([{"until": "2026-07-16T17:05:00+07:00"}])
    form = rows_of(player.deployment.house.database)["conversation"][-1]
    user = player.phone.user_id
    player.deployment.control.postback(user, {"data": f"x:restart:{form['id']}:"})
    player.play([ANY, {"say": "สร 69/00001"}, ANY])
    player.play([{"until": "2026-07-16T17:50:00+07:00"}, {"bot": []}])
    player.play([{"until": "2026-07-16T19:01:00+07:00"}, {"bot": []}])
    assert _left_over(player) == []

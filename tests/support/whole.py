"""A site of real processes for proofs: gunicorn, a worker, the simulator; each has its log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.golden.conversation import Player
from tests.golden.test_golden import cast_and_phones
from tests.journeys.points import Plan
from tests.journeys.site import Site, site

LOGS = ("web.log", "worker.log")


@contextmanager
def whole(
    url: str,
    folder: Path,
    start: datetime,
    golden: Mapping[str, Any],
    *,
    shows_pictures: bool = False,
) -> Iterator[Player]:
    """`golden` names the cast and whose phone it is, as a golden conversation does."""
    plan = Plan(folder / "points")
    with site(url, folder, start, plan, shows_pictures=shows_pictures) as one:
        phones = cast_and_phones(one, dict(golden), start)
        yield Player(one, phones, golden["phone"])


def site_of(player: Player) -> Site:
    found: Site = player.deployment
    return found


def to_the_next_hour(player: Player) -> None:
    """What waits for the full hour happens."""
    one = site_of(player)
    now = one.clock.now()
    hour = now.replace(minute=0, second=1, microsecond=0) + timedelta(hours=1)
    one.advance((hour - now).total_seconds())
    one.settle()

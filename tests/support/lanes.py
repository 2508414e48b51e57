"""Which tests stay in one worker of pytest-xdist; all others go wherever there is room.

Told by path: xdist 3.8 writes its own mark `xdist_group` into an attribute that pytest 9.2 no
longer reads, so that the mark does nothing.
"""

from __future__ import annotations

import re
from typing import Any

from xdist.scheduler.loadscope import LoadScopeScheduling  # type: ignore[import-untyped]

LONG = (
    *("tests/journeys/", "tests/commands/test_run.py", "tests/browser/test_run.py"),
    "tests/bench/",
)
SHARES_A_BROWSER = "tests/browser/"
NUMBER = re.compile(r"[\[-](\d+)[\]-]")  # of a part of the kills


def lane_of(nodeid: str, lanes: int = 1) -> str:
    """What starts many processes runs one after the other (in so many lanes); a file of browser
    tests stays together, because it shares one browser."""
    if nodeid.startswith(LONG):
        found = NUMBER.search(nodeid)
        return f"processes {int(found[1]) % lanes if found else 0}"
    if nodeid.startswith(SHARES_A_BROWSER):
        return nodeid.split("::")[0]
    return nodeid


class Lanes(LoadScopeScheduling):  # type: ignore[misc]
    def __init__(self, config: Any, log: Any, lanes: int) -> None:
        super().__init__(config, log)
        self._lanes = lanes

    def _split_scope(self, nodeid: str) -> str:
        return lane_of(nodeid, self._lanes)

"""Playing the journey on a site, and the picture of what is left when it is over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from commands import waves
from models.waves import all_waves
from tests.commands.operator import Operator
from tests.golden.conversation import start_of
from tests.golden.test_golden import cast_and_phones
from tests.journeys.picture import Rows, differences, look
from tests.journeys.points import Plan, kinds_of, was_killed
from tests.journeys.site import Site, site
from tests.journeys.steps import JourneyPlayer
from tests.journeys.story import story
from tests.journeys.traces import traces
from tests.support.control import Control

HOURS_LATER = 7 * 3600.0
# With one LINE is asked for the month's figures as soon as a worker has time for it, and what they
# are by then is chance: two journeys could not be compared.
NO_RESERVE: dict[str, Any] = {"month_reserve": 0}
JOURNEY = Path(__file__).parent / "journey.yaml"
CROWD = Path(__file__).parent / "crowd.yaml"
FOLLOWUP = Path(__file__).parent / "followup.yaml"
REMINDERS = Path(__file__).parent / "reminders.yaml"
BRINGING = Path(__file__).parent / "bringing.yaml"
SETTINGS = ("announce_alone",)  # that a journey may have otherwise


Trouble = tuple[str, str]  # what was sent, and the fault that met it
Asked = tuple[str, int | None]  # what was sent, and LINE's status


@dataclass(frozen=True)
class Picture:
    """What a site holds and shows at the end of a journey, and what it passed on the way."""

    rows: Rows
    chats: dict[str, list[str]]
    points: list[str]
    killed: bool
    troubles: frozenset[Trouble]
    asked: list[Asked]
    left: list[str]
    told: list[str]
    passed: dict[str, int]
    story: list[str]

    def table(self, name: str) -> list[dict[str, Any]]:
        """Its rows as they are compared."""
        return [json.loads(row) for row in self.rows[name].elements()]

    def differs_from(self, other: Picture) -> list[str]:
        """What differs, and then how it came about; nothing where nothing does."""
        found = [*differences(self.rows, other.rows), *self.left]
        if self.told != other.told:
            found.append(f"the waves stand otherwise: {self.told} instead of {other.told}")
        for name, lines in other.chats.items():
            if self.chats[name] != lines:
                found.append(f"chat of {name}: {_first_difference(self.chats[name], lines)}")
        return [*found, *self.story] if found else []


def play(
    database_url: str,
    folder: Path,
    plan: Plan,
    faults: dict[str, Any] | None = None,
    journey: Path = JOURNEY,
) -> Picture:
    """Run a whole journey once, killed where the plan says, LINE failing as `faults` say."""
    golden: dict[str, Any] = yaml.safe_load(journey.read_text(encoding="utf-8"))
    start = start_of(golden)
    # Where half of all requests fail, a token and a reply together may take longer than a minute.
    short_lived = bool(golden.get("short_lived_token")) and not faults
    others = NO_RESERVE | {name: golden[name] for name in SETTINGS if name in golden}
    with site(database_url, folder, start, plan, short_lived_token=short_lived, **others) as one:
        phones = cast_and_phones(one, golden, start)
        if golden.get("bot_is_known"):
            one.learn()
        plan.counter.unlink(missing_ok=True)
        if faults:
            one.control.faults(**faults)
        player = JourneyPlayer(
            one, phones, golden["phone"], checks_words=False, folder=journey.parent
        )
        player.play(golden["steps"])
        _let_it_rest(one)
        return _picture(one, player, golden)


def _let_it_rest(one: Site) -> None:
    """LINE is well again, and the hours pass after which everything left is tried once more."""
    one.control.faults(latency_ms=0, rate_429=0, rate_500=0, drop_before=0, drop_after=0)
    one.advance(HOURS_LATER)
    one.settle()
    one.learn()


def _picture(one: Site, player: JourneyPlayer, golden: dict[str, Any]) -> Picture:
    seen, phones = look(one.house.database), player.phones
    chats = {
        name: seen.chat(one.control.chat(phone.user_id), phone.bursts)
        for name, phone in phones.items()
    }
    return Picture(
        seen.rows(),
        chats,
        kinds_of(one.plan.counter),
        was_killed(one.plan),
        _troubles(one.control),
        _asked(one.control),
        traces(one, golden, phones),
        _told(one),
        player.places_passed,
        story(one),
    )


def _told(one: Site) -> list[str]:
    """What an operator reads of each wave."""
    with one.house.database.read() as session:
        numbers = [str(wave.id) for wave in all_waves(session)]
    operator = Operator(waves.group, one.house.database, one.clock, one.folder)
    return [line for number in numbers for line in operator.run("show", number).output.splitlines()]


def _troubles(control: Control) -> frozenset[Trouble]:
    """The faults that met a reply or a push, as the simulator wrote them down."""
    return frozenset(
        (asked["path"].rpartition("/")[2], asked["fault"])
        for asked in control.requests()
        if asked["path"].startswith("/v2/bot/message/") and asked["fault"]
    )


def _asked(control: Control) -> list[Asked]:
    """What was sent to LINE, in order."""
    sent = [one for one in control.requests() if one["path"].startswith("/v2/bot/message/")]
    return [(one["path"].rpartition("/")[2], one["status"]) for one in sent]


def _first_difference(have: list[str], want: list[str]) -> str:
    for number, (left, right) in enumerate(zip(have, want, strict=False)):
        if left != right:
            return f"line {number}: {left} instead of {right}"
    return f"{len(have)} lines instead of {len(want)}"

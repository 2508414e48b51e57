"""What the simulator takes: processor time a push with all its checks, and memory that stays.

Processor time is of the simulator's own process, so that what sends the pushes does not count, nor
what else the machine does.
"""

from __future__ import annotations

import json
from http.client import HTTPConnection
from pathlib import Path

import psutil

from bench.figures import MILLI, Part
from bench.pushes import pushed
from bench.scale import Scale
from bench.site import HOST, running

MEGABYTE = 1_000_000
MOST_MS = 1.0  # a thousand a second on one core
MOST_GROWTH = 20.0


def measure(folder: Path, scale: Scale) -> Part:
    part = Part(
        "The simulator",
        f"{scale.people:,} people; {scale.pushes:,} pushes of a text with quick replies or a Flex "
        "card, each with a retry key, every check on. Processor time of the simulator's process; "
        "beside it an aiohttp endpoint that only reads the body. Memory is the resident set after "
        f"{scale.filling:,} pushes, when all that it keeps is full, and after those that follow.",
    )
    with running(folder / "simulator", "") as site:
        bare = site.start_bare()
        cost = _cost(bare, site.port, ["U" + "0" * 32], scale.pushes, part)
        part.tell("bare aiohttp endpoint", MILLI * cost, "ms")
        simulator = site.start_simulator()
        people = _people(site.line, scale.people)
        pushed(site.line, people, scale.filling)
        before = _size(simulator)
        ours = _cost(simulator, site.line, people, scale.pushes, part)
        part.tell("a push", MILLI * ours, "ms", goal=MOST_MS)
        part.tell("times the bare endpoint", ours / cost, "×")
        heard = _cost(simulator, site.line, people, scale.pushes, part, listening=True)
        part.tell("a push while a page listens", MILLI * heard, "ms", goal=MOST_MS)
        part.tell("memory", before, "MB")
        part.tell("more after the pushes", _size(simulator) - before, "MB", goal=MOST_GROWTH)
    return part


def _cost(
    process: psutil.Process,
    port: int,
    people: list[str],
    number: int,
    part: Part,
    *,
    listening: bool = False,
) -> float:
    """Processor seconds of the process for one push. RuntimeError when one was not taken."""
    began = process.cpu_times()
    if missed := pushed(port, people, number, listening=listening):
        raise RuntimeError(f"{part.title}: {missed} pushes were not answered with 200")
    ended = process.cpu_times()
    return float(ended.user + ended.system - began.user - began.system) / number


def _people(port: int, number: int) -> list[str]:
    """Friends whom the bot knows already; and buckets that are never empty, though looked at."""
    connection = HTTPConnection(HOST, port, timeout=30)
    _asked(connection, "PUT", "faults", {"rate_capacity": 1_000_000})
    made = [
        _asked(connection, "POST", "users", {"displayName": f"คนที่ {place}", "silent": True})
        for place in range(number)
    ]
    connection.close()
    return [str(one["userId"]) for one in made]


def _asked(
    connection: HTTPConnection, method: str, path: str, body: dict[str, object]
) -> dict[str, object]:
    connection.request(method, f"/_simulator/api/{path}", json.dumps(body).encode())
    answer: dict[str, object] = json.loads(connection.getresponse().read())
    return answer


def _size(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / MEGABYTE

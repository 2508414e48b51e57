"""The simulator's README: its table of LINE's endpoints is whole and true, and so are its words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from simulator.config import Config
from simulator.doors.options import help_text
from simulator.gateway.gate import LINES
from simulator.journal.endpoints import endpoints
from simulator.limits.rates import endpoint, limit_of
from simulator.server import make_app
from simulator.thread import running
from tests.architecture.source import ROOT, product
from tests.contract.line import SECRET, TOKEN, Line

CONFIG = Config(channel_secret=SECRET, channel_token=TOKEN)
README = (ROOT / "simulator" / "README.md").read_text(encoding="utf-8")
HERE = "(as LINE|simplified|refused)"
ROW = re.compile(rf"^\| `([A-Z]+) (/\S+)` \| {HERE} \| (.+?) \| (.*) \|$", re.M)
PERIODS = {1: "a second", 60: "a minute", 3_600: "an hour"}
ROWS = {(method, path): tuple(rest) for method, path, *rest in ROW.findall(README)}


def shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def routed() -> set[tuple[str, str]]:
    found = ((one.method, one.resource) for one in make_app(CONFIG).router.routes())
    return {(method, shape(one.canonical)) for method, one in found if one is not None}


def answered(method: str, path: str) -> bool:
    """A route that stands for several paths has none of their shapes."""
    if (method, shape(path)) in routed():
        return True
    concrete = shape(path).replace("{}", "x1")
    patterns = [
        one.resource.get_info().get("pattern")
        for one in make_app(CONFIG).router.routes()
        if one.method == method and one.resource is not None
    ]
    return any(one is not None and one.fullmatch(concrete) for one in patterns)


def test_the_table_has_every_endpoint_of_lines_openapi_and_no_other() -> None:
    assert set(ROWS) == {(one.method, one.path) for one in endpoints()}


def test_what_is_as_line_or_simplified_is_there() -> None:
    named = [key for key, (here, *_) in ROWS.items() if here != "refused"]
    assert [key for key in named if not answered(*key)] == []


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with running(CONFIG) as url:
        yield Line(url)


def test_what_is_refused_answers_as_its_row_says(line: Line) -> None:
    refused = {key: rest[2] for key, rest in ROWS.items() if rest[0] == "refused"}
    found = {key: _status(line, *key) for key in refused}
    assert {key: remark[:3] for key, remark in refused.items()} == found


def test_what_is_refused_is_refused_whatever_is_asked() -> None:
    """A handler that might answer otherwise is no refusal."""
    refused = {
        (method, shape(path)) for (method, path), rest in ROWS.items() if rest[0] == "refused"
    }
    handlers = {
        (one.method, shape(one.resource.canonical)): one.handler.__name__
        for one in make_app(CONFIG).router.routes()
        if one.resource is not None and one.method != "HEAD"
    }
    assert {handlers[key] for key in refused} == {"refuse"}
    assert {key for key, name in handlers.items() if name == "refuse"} == refused


def _status(line: Line, method: str, path: str) -> str:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    raw = None if method in ("GET", "DELETE") else b"{}"
    return str(line.http(method, shape(path).replace("{}", "1"), raw, headers).status)


def test_the_table_names_the_rate_of_each_endpoint() -> None:
    told = {key: rest[1] for key, rest in ROWS.items()}
    limits = {key: limit_of(endpoint(*key)) for key in ROWS}
    assert told == {key: f"{one.requests:,} {PERIODS[one.seconds]}" for key, one in limits.items()}


def test_no_endpoint_is_an_invention() -> None:
    known = {(one.method, one.shape) for one in endpoints()}
    ours = {(m, p) for m, p in routed() if p.startswith(LINES) and m != "HEAD" and "{}" not in p}
    assert ours - known == set()


def test_each_limit_names_a_test_that_is_there() -> None:
    names = set(re.findall(r"\| `(test_\w+\.py)` \|$", README, re.M))
    assert len(names) > 8
    assert [one for one in names if not (ROOT / "tests" / "contract" / one).is_file()] == []


def test_what_the_first_quarter_of_an_hour_installs_is_what_the_simulator_needs() -> None:
    [named] = re.findall(r"pip install (aiohttp .*)", README)
    assert set(named.split()) == _needed()


def _needed() -> set[str]:
    known = packages_distributions()
    tops = {
        one.module.partition(".")[0]
        for source in product()
        if source.room == "simulator"
        for one in source.imports()
    }
    foreign = {top for top in tops if top in known and top not in sys.stdlib_module_names}
    return {known[top][0].lower() for top in foreign}


def test_help_names_every_option_of_the_readme_and_every_page() -> None:
    told = help_text()
    options = set(
        re.findall(r"(--[a-z-]+)", README.partition("## Start")[2].partition("* LINE")[0])
    )
    assert len(options) >= 7
    assert [one for one in options if one not in told] == []
    for page in ("/_simulator/panel", "/_simulator/faults", "/_simulator/api/", "play"):
        assert page in told

"""The words of the simulator's pages: both languages, nothing missing and nothing idle."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.journal.why import RULES
from simulator.trouble.faults import Faults

PHONE = Path(__file__).parents[2] / "simulator" / "phone"
ENTRY = re.compile(r'^  "([\w.]+)": \["(.*)", "(.*)"\],$', re.MULTILINE)
USE = re.compile(r'"([a-z]+\.\w+)"')
BUILT = re.compile(r"`(\w+\.)\$\{|`\$\{\w+\}(\.\w+)`")


def table() -> dict[str, tuple[str, str]]:
    words = "".join(one.read_text() for one in PHONE.rglob("*.js") if is_table(one))
    return {key: (thai, english) for key, thai, english in ENTRY.findall(words)}


def is_table(path: Path) -> bool:
    return path.name == "words.js" or path.parent.name == "words"


def scripts() -> str:
    files = [one for one in PHONE.rglob("*.js") if not is_table(one)]
    return "\n".join(one.read_text() for one in files)


def test_every_sentence_stands_in_two_different_languages() -> None:
    same = [key for key, (thai, english) in table().items() if thai == english]
    assert len(table()) > 90
    assert same == []


def test_both_languages_fill_the_same_places() -> None:
    places = re.compile(r"\{\w+\}")
    for thai, english in table().values():
        assert sorted(places.findall(thai)) == sorted(places.findall(english))


def test_no_word_of_the_table_is_idle() -> None:
    code = scripts()
    used = set(USE.findall(code))
    starts = {start for start, _ in BUILT.findall(code) if start}
    ends = {end for _, end in BUILT.findall(code) if end}
    idle = [
        key
        for key in table()
        if key not in used and not key.startswith(tuple(starts)) and not key.endswith(tuple(ends))
    ]
    assert idle == []


def test_every_word_asked_for_is_in_the_table() -> None:
    asked = set(re.findall(r'\bt\("([\w.]+)"', scripts()))
    assert asked - set(table()) == set()


def test_every_switch_and_every_rule_has_its_words() -> None:
    words = table()
    switches = {
        f"{start}.{key}" for key in Faults().describe() for start in ("switch", "how", "doc")
    }
    rules = {f"why.{rule}" for rule in RULES}
    assert (switches | rules) - set(words) == set()


def test_every_switch_has_a_place_and_a_way_to_be_set() -> None:
    places = (PHONE / "app" / "lab" / "switches.js").read_text()
    assert set(Faults().describe()) - set(re.findall(r'^    \["(\w+)", ', places, re.M)) == set()


def test_no_script_reads_data_as_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", scripts())

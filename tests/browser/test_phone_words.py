"""The words of the phone pages: one table, both languages, nothing missing and nothing idle."""

from __future__ import annotations

import re
from pathlib import Path

PHONE = Path(__file__).parents[2] / "simulator" / "phone"
ENTRY = re.compile(r'^  "([\w.]+)": \["(.*)", "(.*)"\],$', re.MULTILINE)
USE = re.compile(r'"([a-z]+\.\w+)"')
BUILT = re.compile(r"`(\w+\.)\$\{|`\$\{\w+\}(\.\w+)`")


def table() -> dict[str, tuple[str, str]]:
    words = (PHONE / "app" / "words.js").read_text()
    return {key: (thai, english) for key, thai, english in ENTRY.findall(words)}


def scripts() -> str:
    files = [one for one in PHONE.rglob("*.js") if one.name != "words.js"]
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


def test_no_script_reads_data_as_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", scripts())

"""What must hold for every file that is handed on."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, written_tests

LOCKS = ("requirements.txt", "requirements-dev.txt")
NODE_LOCK = "tests/contract/foreign/package-lock.json"
BINARY = {
    ".ttf",
    ".png",
    ".jpg",
    ".jpeg",
    ".xlsx",
    ".xls",
    ".m4a",
    ".mp4",
    ".pdf",
    ".woff2",
    ".ico",
}
HOST = re.compile(r"(?i)\bp[y]pi\.|files\.pythonh[o]sted|--index-url|--extra-index|--find-links")
MACHINE_PATH = re.compile(r"(?<![\w.~<{}')-])/(?:(?:work|home|Users)/\w|root/\.)")


def _handed_on() -> list[Path]:
    """What git has or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def _lines_like(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in _handed_on()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert _lines_like(HOST) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert _lines_like(MACHINE_PATH) == []


@pytest.mark.parametrize("lock", [*LOCKS, NODE_LOCK])
def test_a_lock_names_no_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_package_to_a_version_and_its_hashes(lock: str) -> None:
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / lock).read_text(encoding="utf-8"))
    packages = text.replace("\\\n", " ").strip().splitlines()
    loose = [
        line[:60]
        for line in packages
        if not re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+.*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert (loose, len(packages) > 30) == ([], True)


def test_the_lock_of_node_holds_every_package_to_a_version_and_its_hash() -> None:
    packages = json.loads((ROOT / NODE_LOCK).read_text(encoding="utf-8"))["packages"]
    held = {n: one for n, one in packages.items() if n}
    loose = [n for n, one in held.items() if not one["integrity"].startswith("sha512-")]
    assert (loose, "node_modules/@line/bot-sdk" in held) == ([], True)


@pytest.mark.parametrize(
    ("source", "lock"), [("requirements.in", LOCKS[0]), ("requirements-dev.in", LOCKS[1])]
)
def test_the_lock_has_all_that_was_asked_for(source: str, lock: str) -> None:
    asked = re.findall(r"(?m)^([A-Za-z][\w-]*)", (ROOT / source).read_text(encoding="utf-8"))
    locked = re.findall(r"(?m)^([a-z][\w-]*)", (ROOT / lock).read_text(encoding="utf-8"))
    assert {name.lower() for name in asked} - set(locked) == set()


def test_both_locks_agree_on_what_they_share() -> None:
    versions = [
        dict(re.findall(r"(?m)^([a-z][a-z0-9._-]*)(?:\[.*\])?==(\S+)", (ROOT / lock).read_text()))
        for lock in LOCKS
    ]
    assert {n: v for n, v in versions[0].items() if versions[1].get(n) != v} == {}


def test_no_test_can_be_skipped() -> None:
    """A test that is skipped where something is missing passes without having looked."""
    skips = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b")
    found = [
        f"{source.name}: {match.group()}"
        for source in written_tests()
        if source.path != Path(__file__)
        for match in skips.finditer(source.text)
    ]
    assert found == []


def test_no_file_holds_both_sides_of_a_merge() -> None:
    """A .po among them: gettext takes a marker for a broken line or, in a sentence, for words."""
    assert _lines_like(re.compile(r"^#?[~ ]*(?:<{7}|>{7}|\|{7})(?: |$)")) == []


def test_nothing_is_left_for_later() -> None:
    assert _lines_like(re.compile(r"\b(?:TODO|FIXME|XXX)\b")) == []

"""A command needs only the settings it uses; help needs none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.conftest import Project

DATA_ONLY = ("DATA_KEYS", "SECRET_KEY")


@pytest.fixture
def bare(project: Project) -> Project:
    """Without `.env`."""
    (project.root / ".env").unlink()
    return project


def test_a_database_is_migrated_without_lines_secrets(bare: Project, tmp_path: Path) -> None:
    ended = bare.open(
        ["flask", "db", "upgrade"], {"DATABASE_URL": f"sqlite:///{tmp_path}/new/wethi.db"}
    )
    assert ended.code == 0, ended.told
    assert (tmp_path / "new" / "wethi.db").exists()


@pytest.mark.parametrize("group", ["inbox", "outbox", "tasks"])
def test_rows_are_listed_without_any_secret(bare: Project, group: str) -> None:
    ended = bare.open(["flask", group, "list"], {"DATABASE_URL": bare.env["DATABASE_URL"]})
    assert (ended.code, ended.told.splitlines()[0].split("\t")[:2]) == (0, ["id", "kind"])


def test_staff_are_granted_without_lines_secrets(bare: Project) -> None:
    environ = {name: bare.env[name] for name in ("DATABASE_URL", *DATA_ONLY)}
    words = ["flask", "staff", "grant", "U" + "0" * 32, "--role", "admin", "--name", "สมร"]
    ended = bare.open(words, environ)
    assert ended.code == 0, ended.told


@pytest.mark.parametrize("words", [["--help"], ["db", "--help"], ["staff", "grant", "--help"]])
def test_help_needs_no_settings(bare: Project, words: list[str]) -> None:
    ended = bare.open(["flask", *words], {})
    assert (ended.code, "Usage:" in ended.told) == (0, True)


def test_a_row_that_is_not_dead_is_not_replayed(bare: Project) -> None:
    ended = bare.open(["flask", "inbox", "replay", "1"], {"DATABASE_URL": bare.env["DATABASE_URL"]})
    assert (ended.code, "Traceback" in ended.told) == (1, False)

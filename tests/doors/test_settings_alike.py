"""Every door reads settings alike: environment, then NAME_FILE, then `.env`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.conftest import Project
from tests.doors.web import posted, served

DOORS = {
    "web": ["gunicorn", "--check-config", "wsgi:app"],
    "worker": ["scheduler", "worker"],
    "clock": ["scheduler", "clock"],
    "both": ["scheduler"],
    "run": ["commands.run"],
    "flask inbox": ["flask", "inbox", "list"],
    "flask db": ["flask", "db", "check"],
    "flask people": ["flask", "people", "list"],
}
BAD = "Asia/Nowhere"
GOOD = "Asia/Tokyo"

# The simulator is no door of ours: it takes its words from the command line and reads no settings.
every_door = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


@every_door
def test_a_door_opens_with_what_stands_in_env(project: Project, door: list[str]) -> None:
    ended = project.open(door, {})
    assert ended.code == 0, ended.told


@every_door
def test_a_named_file_wins_over_env(project: Project, door: list[str]) -> None:
    project.write_env(TIMEZONE=BAD)
    ended = project.open(door, {"TIMEZONE_FILE": project.file("zone", f"{GOOD}\n")})
    assert ended.code == 0, ended.told


@every_door
def test_env_does_not_hide_a_bad_file(project: Project, door: list[str]) -> None:
    project.write_env(TIMEZONE=GOOD)
    ended = project.open(door, {"TIMEZONE_FILE": project.file("zone", BAD)})
    assert ended.code != 0
    assert "TIMEZONE: is no time zone" in ended.told


@every_door
def test_the_environment_wins_over_both(project: Project, door: list[str]) -> None:
    project.write_env(TIMEZONE=BAD)
    environ = {"TIMEZONE": GOOD, "TIMEZONE_FILE": project.file("zone", BAD)}
    ended = project.open(door, environ)
    assert ended.code == 0, ended.told


@every_door
def test_all_faults_end_the_start_at_once(project: Project, door: list[str]) -> None:
    project.write_env(TIMEZONE=BAD, CLOCK="sundial", DATABASE_URL="mysql://h/d")
    ended = project.open(door, {})
    assert ended.code != 0
    faults = [name for name in ("TIMEZONE:", "CLOCK:", "DATABASE_URL:") if name in ended.told]
    assert (faults, "Traceback" in ended.told) == (["TIMEZONE:", "CLOCK:", "DATABASE_URL:"], False)


def test_a_database_named_in_a_file_is_the_one_that_is_migrated(
    project: Project, tmp_path: Path
) -> None:
    project.write_env(DATABASE_URL=f"sqlite:///{tmp_path}/env.db")
    named = project.file("database", f"sqlite:///{tmp_path}/file.db\n")
    ended = project.open(["flask", "db", "upgrade"], {"DATABASE_URL_FILE": named})
    assert ended.code == 0, ended.told
    assert ((tmp_path / "file.db").exists(), (tmp_path / "env.db").exists()) == (True, False)


def test_a_secret_in_a_file_is_the_one_that_webhooks_are_signed_with(project: Project) -> None:
    project.write_env(LINE_CHANNEL_SECRET="of-env")
    named = project.file("secret", "of-the-file\n")
    with served(project, {"LINE_CHANNEL_SECRET_FILE": named}) as url:
        assert (posted(url, "of-the-file"), posted(url, "of-env")) == (200, 401)


def test_gunicorn_does_not_try_for_ever(project: Project) -> None:
    project.write_env(CLOCK="sundial")
    ended = project.open(["gunicorn", "wsgi:app"], {"WETHI_BIND": "127.0.0.1:0"})
    assert ended.code != 0
    assert "CLOCK:" in ended.told


@pytest.mark.parametrize("door", [DOORS["web"], DOORS["worker"]], ids=["web", "worker"])
def test_who_speaks_with_line_names_every_missing_secret(project: Project, door: list[str]) -> None:
    kept = {name: project.env[name] for name in ("DATABASE_URL", "LINE_API_URL")}
    project.env = kept
    project.write_env()
    ended = project.open(door, {})
    assert ended.code != 0
    wanted = ["DATA_KEYS", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_CHANNEL_SECRET", "SECRET_KEY"]
    assert [name for name in wanted if f"{name}: is missing" in ended.told] == wanted

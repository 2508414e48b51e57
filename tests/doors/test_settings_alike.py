"""Every door reads settings alike: environment, then NAME_FILE, then `.env`."""

from __future__ import annotations

import pytest

from tests.doors.conftest import Project

DOORS = {
    "web": ["gunicorn", "--check-config", "wsgi:app"],
    "worker": ["scheduler", "worker"],
    "clock": ["scheduler", "clock"],
    "both": ["scheduler"],
    "flask": ["flask", "inbox", "list"],
}
BAD = "Asia/Nowhere"
GOOD = "Asia/Tokyo"

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

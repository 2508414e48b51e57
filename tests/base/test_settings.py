"""Settings: environment, then NAME_FILE, then `.env`; every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from base.settings import DatabaseSettings, DataSettings, Settings, SettingsFault, read

GOOD = {
    "LINE_CHANNEL_SECRET": "secret",
    "LINE_CHANNEL_ACCESS_TOKEN": "token",
    "SECRET_KEY": "key",
    "DATA_KEYS": Fernet.generate_key().decode(),
}


def _faults(kind: type[DatabaseSettings], environ: dict[str, str], root: Path) -> list[str]:
    with pytest.raises(SettingsFault) as caught:
        read(kind, environ, root)
    return str(caught.value).splitlines()


def _env(root: Path, **values: str) -> None:
    (root / ".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))


def test_a_nudge_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    faults = _faults(Settings, GOOD | {"NUDGES_OFF": "village,vilage"}, tmp_path)
    known = "half_filled, full_report, village, planned, not_reported, promise"
    assert faults == [f"NUDGES_OFF: names vilage; there are {known}"]


def test_the_fixed_defaults(tmp_path: Path) -> None:
    settings = read(Settings, GOOD, tmp_path)
    assert (
        settings.line_api_url,
        settings.line_data_api_url,
        settings.database_url,
        settings.media_dir,
        settings.timezone,
        settings.clock,
    ) == (
        "https://api.line.me",
        "https://api-data.line.me",
        "sqlite:///var/wethi.db",
        Path("var/media"),
        "Asia/Bangkok",
        "system",
    )


def test_env_is_read_where_the_environment_is_silent(tmp_path: Path) -> None:
    _env(tmp_path, TIMEZONE="Asia/Tokyo")
    assert read(DatabaseSettings, {}, tmp_path).timezone == "Asia/Tokyo"


def test_the_environment_wins_over_all(tmp_path: Path) -> None:
    (tmp_path / "zone").write_text("Asia/Tokyo")
    _env(tmp_path, TIMEZONE="UTC")
    environ = {"TIMEZONE": "Asia/Bangkok", "TIMEZONE_FILE": str(tmp_path / "zone")}
    assert read(DatabaseSettings, environ, tmp_path).timezone == "Asia/Bangkok"


def test_a_named_file_wins_over_env(tmp_path: Path) -> None:
    (tmp_path / "zone").write_text("Asia/Tokyo\n")
    _env(tmp_path, TIMEZONE="UTC")
    environ = {"TIMEZONE_FILE": str(tmp_path / "zone")}
    assert read(DatabaseSettings, environ, tmp_path).timezone == "Asia/Tokyo"


def test_a_named_file_wins_though_a_door_copied_env_into_the_environment(tmp_path: Path) -> None:
    """The `flask` command loads `.env` into the environment before our code runs."""
    (tmp_path / "zone").write_text("Asia/Tokyo")
    _env(tmp_path, TIMEZONE="UTC")
    environ = {"TIMEZONE": "UTC", "TIMEZONE_FILE": str(tmp_path / "zone")}
    assert read(DatabaseSettings, environ, tmp_path).timezone == "Asia/Tokyo"


def test_env_too_may_name_a_file(tmp_path: Path) -> None:
    (tmp_path / "zone").write_text("Asia/Tokyo")
    _env(tmp_path, TIMEZONE_FILE=str(tmp_path / "zone"))
    assert read(DatabaseSettings, {}, tmp_path).timezone == "Asia/Tokyo"


def test_an_empty_setting_is_as_good_as_none(tmp_path: Path) -> None:
    assert read(DatabaseSettings, {"TIMEZONE": ""}, tmp_path).timezone == "Asia/Bangkok"


def test_every_missing_setting_is_named(tmp_path: Path) -> None:
    named = {line.partition(":")[0] for line in _faults(Settings, {}, tmp_path)}
    assert named == set(GOOD)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://localhost/wethi"),
        ("TIMEZONE", "Asia/Nowhere"),
        ("TIMEZONE", "../../etc/passwd"),
        ("CLOCK", "sundial"),
        ("CLOCK", "file:"),
        ("DATA_KEYS", "short"),
        ("DATA_KEYS", ","),
        ("SECRET_KEY", "   "),
        ("LINE_API_URL", "api.line.me"),
        ("PUBLIC_URL", "ftp://example.org"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_told(
    tmp_path: Path, name: str, value: str
) -> None:
    faults = _faults(Settings, {**GOOD, name: value}, tmp_path)
    assert [line.partition(":")[0] for line in faults] == [name]
    assert name not in ("DATA_KEYS", "SECRET_KEY") or value not in faults[0]


def test_faults_of_all_kinds_are_listed_together(tmp_path: Path) -> None:
    environ = {**GOOD, "CLOCK": "sundial", "SECRET_KEY_FILE": str(tmp_path / "absent")}
    del environ["SECRET_KEY"], environ["LINE_CHANNEL_SECRET"]
    text = "\n".join(_faults(Settings, environ, tmp_path))
    assert all(name in text for name in ("CLOCK:", "SECRET_KEY_FILE:", "LINE_CHANNEL_SECRET:"))


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    environ = {**GOOD, "SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "key")}
    assert "SECRET_KEY_FILE: is not text in UTF-8" in _faults(Settings, environ, tmp_path)


def test_a_migration_needs_no_secret(tmp_path: Path) -> None:
    assert read(DatabaseSettings, {}, tmp_path).database_url == "sqlite:///var/wethi.db"


def test_a_wrong_setting_that_is_not_used_hurts_nobody(tmp_path: Path) -> None:
    assert read(DatabaseSettings, {"DATA_KEYS": "short"}, tmp_path).clock == "system"


def test_reading_peoples_data_needs_the_keys_only(tmp_path: Path) -> None:
    wanted = {name: GOOD[name] for name in ("DATA_KEYS", "SECRET_KEY")}
    assert read(DataSettings, wanted, tmp_path).media_dir == Path("var/media")


def test_secrets_are_not_shown_when_settings_are_printed(tmp_path: Path) -> None:
    shown = repr(read(Settings, {**GOOD, "SECRET_KEY": "hush-hush"}, tmp_path))
    assert "hush-hush" not in shown
    assert GOOD["DATA_KEYS"] not in shown


def test_postgresql_is_spoken_to_through_psycopg(tmp_path: Path) -> None:
    read_url = read(
        DatabaseSettings, {"DATABASE_URL": "postgresql://u:p@h/wethi"}, tmp_path
    ).database_url
    assert read_url == "postgresql+psycopg://u:p@h/wethi"


def test_a_channel_id_stands_for_the_access_token(tmp_path: Path) -> None:
    without = {name: value for name, value in GOOD.items() if "TOKEN" not in name}
    settings = read(Settings, without | {"LINE_CHANNEL_ID": "1234567890"}, tmp_path)
    assert (settings.line_channel_id, settings.line_channel_access_token) == ("1234567890", None)


def test_without_token_and_channel_id_both_ways_out_are_named(tmp_path: Path) -> None:
    without = {name: value for name, value in GOOD.items() if "TOKEN" not in name}
    (fault,) = _faults(Settings, without, tmp_path)
    assert fault.startswith("LINE_CHANNEL_ACCESS_TOKEN: is missing")
    assert "LINE_CHANNEL_ID" in fault


def test_a_channel_id_is_in_digits(tmp_path: Path) -> None:
    (fault,) = _faults(Settings, GOOD | {"LINE_CHANNEL_ID": "@wethi"}, tmp_path)
    assert fault.startswith("LINE_CHANNEL_ID: ")

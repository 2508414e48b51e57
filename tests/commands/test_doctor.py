"""`flask doctor`, at a site that is well and at one where one thing is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from pydantic import SecretStr

from base.clock import SystemClock
from base.i18n import LANGUAGES
from base.ids import new_id
from bot.line.answers import Answer
from bot.line.bucket import Buckets
from bot.line.client import LineClient
from bot.line.tokens import StaticToken
from commands.doctor import channel, machine, store
from commands.doctor.command import site
from commands.doctor.finding import Finding, Level
from models.database import Database
from models.facts import BOT_USER_ID, learn
from models.people import Account, Person
from tests.bot.wire import http, wire
from tests.golden.cast.base import nonsommut
from tests.golden.cast.waves import another_facilitator
from tests.handlers.feedback.conftest import NOW
from tests.support.deployment import Deployment, deployed
from tests.support.settings import settings_in

START = datetime.fromisoformat("2026-07-13T10:00:00+07:00")


@pytest.fixture
def deployment(any_database: Database, tmp_path: Path) -> Iterator[Deployment]:
    url = any_database.url.render_as_string(hide_password=False)
    with any_database.write() as session:
        nonsommut(session, NOW)
    with deployed(url, tmp_path, START) as one:
        yield one


def ills(deployment: Deployment, **others: object) -> list[str]:
    """What is found wrong; the site's own settings, but for `others`."""
    told = {"public_url": _web(deployment), **others}
    found = list(site(deployment.settings.model_copy(update=told)))
    assert all(one.told(language) for one in found for language in LANGUAGES)
    return [one.key for one in found if one.level is Level.ILL]


def _web(deployment: Deployment) -> str:
    return str(deployment.control.get("bot")["webhook"]).removesuffix("/callback")


def test_a_site_that_is_well_is_told_so(deployment: Deployment) -> None:
    assert ills(deployment) == []


def test_a_token_that_line_does_not_take_is_found(deployment: Deployment) -> None:
    assert ills(deployment, line_channel_access_token=SecretStr("other")) == ["doctor.token_not"]


def test_a_line_that_is_not_there_is_found(deployment: Deployment) -> None:
    assert ills(deployment, line_api_url="http://127.0.0.1:9") == ["doctor.line_away"]


def test_a_webhook_that_nobody_answers_is_found(deployment: Deployment) -> None:
    deployment.control.set_webhook("http://127.0.0.1:9/callback")
    assert ills(deployment) == ["doctor.webhook_not"]


def test_a_webhook_that_is_switched_off_is_found(deployment: Deployment) -> None:
    deployment.control.webhook_on(False)
    assert ills(deployment) == ["doctor.webhook_off"]


def test_another_channels_secret_is_found() -> None:
    """Our own webhook then says 401 to LINE's test."""
    refused = Answer(200, {}, b'{"success":false,"statusCode":401,"reason":"ERROR_STATUS_CODE"}')
    assert channel._tested(refused, "https://x/callback").key == "doctor.webhook_refused"


def test_a_month_that_is_used_up_is_found(deployment: Deployment) -> None:
    deployment.control.faults(quota=0)
    assert ills(deployment) == ["doctor.quota_gone"]


def test_a_month_of_which_line_tells_nothing_is_not_taken_for_one_without_limit() -> None:
    with wire(http(500, b"{}")) as away:
        assert _told_by(away.url, channel._quota) == ["doctor.line_away"]


def test_a_line_that_does_not_tell_the_webhook_is_not_taken_for_one_without() -> None:
    with wire(http(500, b"{}")) as away:
        asking = partial(channel._webhook, settings=settings_in(Path("/nowhere")))
        assert _told_by(away.url, asking) == ["doctor.line_away"]


def _told_by(url: str, asking: Callable[[LineClient], Iterator[Finding]]) -> list[str]:
    client = LineClient(url, url, StaticToken("t"), Buckets(1.0))
    try:
        return [one.key for one in asking(client)]
    finally:
        client.close()


def test_a_token_of_another_bot_is_found(deployment: Deployment) -> None:
    with deployment.house.database.write() as session:
        learn(session, BOT_USER_ID, "U" + "0" * 32)
    assert ills(deployment) == ["doctor.another_bot"]


def test_keys_that_do_not_open_what_is_stored_are_found(deployment: Deployment) -> None:
    with deployment.house.database.write() as session:
        session.add(Person(id=new_id(), created_at=NOW, phone="0812345678"))
    assert ills(deployment, data_keys=SecretStr(Fernet.generate_key().decode())) == [
        "doctor.keys_not"
    ]


def test_a_cohort_whose_facilitators_hear_nothing_is_told(deployment: Deployment) -> None:
    house = deployment.house
    with house.database.write() as session:
        another_facilitator(session, house.clock.now())
    before = [one.key for one in store.rows(house.database, house.clock)]
    with house.database.write() as session:
        session.execute(sa.update(Account).values(blocked=True))
    after = [one.key for one in store.rows(house.database, house.clock)]
    assert (before[-1], after) == ("doctor.work", [*before, "doctor.unheard"])


def test_tables_that_are_older_than_the_program_are_found(deployment: Deployment) -> None:
    with deployment.house.database.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    assert "doctor.database_old" in ills(deployment)


def test_whoever_looks_makes_no_database(tmp_path: Path) -> None:
    (found,) = store.plain(Database(f"sqlite:///{tmp_path / 'none.db'}"))
    assert found.key == "doctor.database_empty"
    assert list(tmp_path.iterdir()) == []


def test_every_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in os.environ if one.startswith(("LINE_", "DATA_", "SECRET_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TIMEZONE", "Nowhere")
    _, found = machine.read_settings()
    assert any("TIMEZONE" in one.told("en") for one in found)
    assert all(one.level is Level.ILL for one in found)


def test_a_folder_that_cannot_be_written_is_found(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file")
    found = {one.key: one.level for one in machine.disk(settings_in(tmp_path))}
    assert found["doctor.media_not"] is Level.ILL


@pytest.mark.parametrize(
    ("date", "key"),
    [
        ("Wed, 21 Oct 2015 07:28:00 GMT", "doctor.clock_off"),
        ("yesterday", "doctor.clock_unknown"),
    ],
)
def test_a_clock_that_is_wrong_is_found(date: str, key: str) -> None:
    assert _drifted(date).key == key


def _drifted(date: str) -> Finding:
    return channel._drift(Answer(200, {"Date": date}, b""), SystemClock())

"""Short-lived access tokens against the simulator: LINE docs, "Channel access token"."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.test import Client

import bootstrap
from models.words import OutboxState
from tests.support.desk import Desk

CHANNEL_ID = "1234567890"
PAST_ITS_LIFE = 16 * 60


def test_a_token_that_ends_in_the_middle_is_renewed_and_the_message_comes_once(
    any_desk: Desk,
) -> None:
    _by_channel_id(any_desk, CHANNEL_ID)
    any_desk.push("หนึ่ง")
    any_desk.send()
    any_desk.site.advance(PAST_ITS_LIFE)
    row = any_desk.push("สอง")
    any_desk.send()
    statuses = [one["status"] for one in any_desk.sends("push")]
    keys = [one["headers"]["x-line-retry-key"] for one in any_desk.sends("push")]
    assert statuses == [200, 401, 200]
    assert keys[1] == keys[2] == any_desk.row(row).retry_key
    assert any_desk.row(row).state is OutboxState.SENT
    assert sorted(any_desk.said()) == ["สอง", "หนึ่ง"]


def test_a_free_reply_survives_a_token_that_ended(desk: Desk) -> None:
    _by_channel_id(desk, CHANNEL_ID)
    desk.push("หนึ่ง")
    desk.send()
    desk.site.advance(PAST_ITS_LIFE)
    desk.answer("ได้ค่ะ")
    desk.send()
    assert [one["status"] for one in desk.sends("reply")] == [401, 200]
    assert desk.said()[-1] == "ได้ค่ะ"


def test_a_channel_that_line_does_not_know_stops_all_sending(desk: Desk) -> None:
    _by_channel_id(desk, "9999999999")
    row = desk.push("แจ้งค่ะ")
    desk.send()
    assert desk.row(row).state is OutboxState.WAITING
    assert desk.row(row).attempts == 0
    assert Client(bootstrap.web(desk.site.settings)).get("/readyz").status_code == 503
    _by_channel_id(desk, CHANNEL_ID)
    desk.site.advance(61)
    desk.send_for(1)
    assert desk.said() == ["แจ้งค่ะ"]


def _by_channel_id(desk: Desk, channel_id: str) -> None:
    told = {"line_channel_id": channel_id, "line_channel_access_token": None}
    client = bootstrap.line_client(desk.site.settings.model_copy(update=told))
    desk.site.house.sender = replace(desk.site.house.sender, client=client)

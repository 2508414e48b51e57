"""The phones that the simulator is given: the people of the story first, everybody as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import urllib3

from base.settings import Settings
from commands import demo
from handlers.talk import service as talk
from models.database import Database
from models.people import Account
from simulator.config import Config
from simulator.thread import running
from tests.support.control import Control


@pytest.fixture
def control(loaded: Database) -> Iterator[Control]:
    config = Config(channel_secret="s", channel_token="t", webhook="http://127.0.0.1:9/")
    with running(config) as url:
        yield Control(url)


def test_the_people_of_the_story_come_first(settings: Settings, control: Control) -> None:
    demo.make_phones(settings, control.base_url)
    names = [one["displayName"] for one in control.get("users")]
    assert names[:5] == ["คุณแก้ว", "ผู้ใหญ่บุญมา", "สมร", "สายฝน", "มาลี"]


def test_the_bot_hears_nothing_of_them(settings: Settings, control: Control) -> None:
    demo.make_phones(settings, control.base_url)
    assert (control.get("webhooks"), control.idle()) == ([], True)


def test_who_is_a_friend_is_one_again_and_who_is_not_is_not(
    settings: Settings, control: Control
) -> None:
    demo.make_phones(settings, control.base_url)
    strangers = [one["displayName"] for one in control.get("users") if not one["friend"]]
    assert strangers == ["คุณแก้ว", "สายฝน"]


def test_who_blocked_the_bot_still_does(
    settings: Settings, control: Control, loaded: Database
) -> None:
    phones = {phone.name: phone.user_id for phone in demo.make_phones(settings, control.base_url)}
    control.post("reset")
    with loaded.write() as session:
        account = session.query(Account).filter_by(line_user_id=phones["สมร"]).one()
        talk.unfriend(account)
    demo.make_phones(settings, control.base_url)
    assert control.get(f"users/{phones['สมร']}")["blocked"] is True


def test_making_them_twice_makes_none_twice(settings: Settings, control: Control) -> None:
    first = demo.make_phones(settings, control.base_url)
    before = control.get("users")
    assert demo.make_phones(settings, control.base_url) == first
    assert control.get("users") == before


def test_the_trainees_code_is_told_with_its_link(settings: Settings, control: Control) -> None:
    about = demo.make_phones(settings, control.base_url)[3].about
    assert "«ลงชื่อ " in about
    assert "https://line.me/R/oaMessage/%40simulator/?" in about


def test_the_page_opens_with_three_phones(settings: Settings, control: Control) -> None:
    phones = demo.make_phones(settings, control.base_url)
    address = demo.address(control.base_url, phones)
    assert address.startswith(f"{control.base_url}/_simulator/?user=U")
    assert address.count("user=") == 3


def test_the_headmans_chat_opens_with_what_was_said_in_it(
    settings: Settings, control: Control
) -> None:
    headman = demo.make_phones(settings, control.base_url)[1]
    chat = control.chat(headman.user_id)
    said = [one["message"].get("text") for one in chat if one["from"] == "user"]
    assert said[2:5] == ["เมื่อวานประชุมหมู่บ้าน คนมา 54", "รายงานเวที", "ถูก"]
    assert [one["message"]["type"] for one in chat[:2]] == ["image", "image"]
    assert "ได้รับรายงานแล้วค่ะ" in json.dumps(chat[-1]["message"], ensure_ascii=False)
    assert [one["at"] for one in chat] == sorted(one["at"] for one in chat)


def test_its_photos_can_be_seen_on_the_phone(settings: Settings, control: Control) -> None:
    headman = demo.make_phones(settings, control.base_url)[1]
    photo = control.chat(headman.user_id)[0]
    answer = urllib3.request("GET", control.base_url + photo["contentUrl"], timeout=60)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


def test_who_begins_finds_an_empty_chat(settings: Settings, control: Control) -> None:
    kaeo = demo.make_phones(settings, control.base_url)[0]
    assert control.chat(kaeo.user_id) == []

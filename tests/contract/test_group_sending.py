"""Behaviours 13 and 26: what a bot sends to groups and asks of them.

REF is the page "Messaging API reference".
"""

from __future__ import annotations

import pytest

from tests.contract.line import TEXT, Line
from tests.contract.receiver import Receiver

UNKNOWN = "0" * 32


@pytest.fixture
def group(line: Line, bot: Receiver, user: str) -> str:
    """A group of five people and the bot."""
    others = [line.join(f"คนที่ {number}", friend=False) for number in range(4)]
    chat = line.group(user, *others)
    bot.events("join")
    return chat


def test_26_a_push_to_a_group_of_five_counts_five(line: Line, group: str) -> None:
    """Messaging API pricing: people reached are counted, not objects."""
    assert len(line.push(group, TEXT, TEXT).json["sentMessages"]) == 2
    assert (line.shown_in(group), line.usage()) == ([TEXT, TEXT], 5)


def test_26_a_reply_in_a_group_counts_nothing(
    line: Line, bot: Receiver, user: str, group: str
) -> None:
    """Messaging API pricing: reply messages are free."""
    line.say_in(group, user, "สวัสดี")
    assert line.reply(bot.one("message")["replyToken"]).status == 200
    assert (line.shown_in(group), line.usage()) == ([TEXT], 0)


def test_26_a_group_that_the_rest_of_the_month_does_not_hold_gets_nothing(
    line: Line, group: str
) -> None:
    """REF §Send push message, 429."""
    line.faults(quota=4)
    answer = line.push(group)
    assert (answer.status, answer.message) == (429, "You have reached your monthly limit.")
    assert (line.shown_in(group), line.usage()) == ([], 0)


@pytest.mark.parametrize("kind", ["C", "R"])
def test_28_a_chat_that_is_not_there_cannot_be_reached(line: Line, kind: str) -> None:
    """REF §Send push message, error responses."""
    answer = line.push(kind + UNKNOWN)
    assert (answer.status, answer.message) == (400, "Failed to send messages")


def test_28_a_group_without_the_bot_cannot_be_reached(line: Line, user: str) -> None:
    """REF §Send push message, conditions."""
    assert line.push(line.group(user, bot=False)).status == 400


def test_13_a_group_tells_its_name_and_how_many_are_in_it(line: Line, group: str) -> None:
    """REF §Get group chat summary, §Get number of users in a group chat."""
    summary = line.call("GET", f"/v2/bot/group/{group}/summary").json
    assert summary == {"groupId": group, "groupName": "บ้านโนนสูง"}
    assert line.call("GET", f"/v2/bot/group/{group}/members/count").json == {"count": 5}


@pytest.mark.parametrize("rest", ["summary", "members/count", "members/ids", "member/{user}"])
def test_13_a_group_without_the_bot_tells_nothing(line: Line, user: str, rest: str) -> None:
    """REF §Group chats, error responses."""
    line.faults(verified=True)
    chat = line.group(user, bot=False)
    answer = line.call("GET", f"/v2/bot/group/{chat}/{rest.format(user=user)}")
    assert (answer.status, answer.message) == (404, "Not found")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v2/bot/group/nonsense/summary", "groupId"),
        ("/v2/bot/group/R" + UNKNOWN + "/members/count", "groupId"),
        ("/v2/bot/room/C" + UNKNOWN + "/members/count", "roomId"),
        ("/v2/bot/group/C" + UNKNOWN + "/member/nonsense", "userId"),
    ],
)
def test_13_a_malformed_id_is_named(line: Line, path: str, name: str) -> None:
    """REF §Group chats, §Multi-person chats, error responses."""
    answer = line.call("GET", path)
    assert answer.status == 400
    assert answer.message == f"The value for the '{name}' parameter is invalid"


def test_13_the_members_of_a_group_have_profiles_friends_or_not(
    line: Line, user: str, group: str
) -> None:
    """REF §Get group chat member profile."""
    line.control("POST", f"users/{user}/block")
    profile = line.call("GET", f"/v2/bot/group/{group}/member/{user}")
    assert profile.json == {"userId": user, "displayName": "สมหญิง"}
    outsider = line.join()
    assert line.call("GET", f"/v2/bot/group/{group}/member/{outsider}").status == 404


def test_39_member_ids_are_for_verified_accounts(line: Line, group: str) -> None:
    """REF §Get group chat member user IDs, 403."""
    assert line.call("GET", f"/v2/bot/group/{group}/members/ids").status == 403


def test_39_member_ids_come_by_the_hundred(line: Line, bot: Receiver) -> None:
    """REF §Get group chat member user IDs; Consent on getting user profile information."""
    line.faults(verified=True)
    members = [line.join(f"คน {number}", friend=False) for number in range(102)]
    line.control("PUT", f"users/{members[0]}", {"consents": False})
    path = f"/v2/bot/group/{line.group(*members)}/members/ids"
    first = line.call("GET", path).json
    rest = line.call("GET", f"{path}?start={first['next']}").json
    assert (first["memberIds"], rest) == (members[1:101], {"memberIds": members[101:]})


def test_39_a_page_token_ends_after_a_day_and_is_for_its_group_alone(
    line: Line, bot: Receiver
) -> None:
    """REF §Get group chat member user IDs: the continuation token expires in 24 hours."""
    line.faults(verified=True)
    members = [line.join(f"คน {number}", friend=False) for number in range(101)]
    path, other = (f"/v2/bot/group/{line.group(*members)}/members/ids" for _ in range(2))
    start = line.call("GET", path).json["next"]
    for refused in (f"{other}?start={start}", f"{path}?start=nonsense"):
        assert line.call("GET", refused).message == "Invalid start param"
    line.advance(86_400)
    assert line.call("GET", f"{path}?start={start}").status == 400


def test_13_a_bot_leaves_a_group_once(line: Line, bot: Receiver, group: str) -> None:
    """REF §Leave group chat; §Leave event: also when the account leaves by itself."""
    assert line.call("POST", f"/v2/bot/group/{group}/leave").json == {}
    assert bot.one("leave")["source"] == {"type": "group", "groupId": group}
    assert line.call("POST", f"/v2/bot/group/{group}/leave").status == 404
    assert line.push(group).status == 400


def test_13_leaving_a_room_again_is_fine_and_of_one_that_is_not_there_not(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Leave multi-person chat: 200 also for one that the account is not in."""
    room = line.room(user)
    assert [line.call("POST", f"/v2/bot/room/{room}/leave").status for _ in range(2)] == [200, 200]
    assert line.call("POST", f"/v2/bot/room/R{UNKNOWN}/leave").status == 404


def test_13_a_room_tells_how_many_are_in_it_and_has_no_summary(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Get number of users in a multi-person chat, §Get multi-person chat member profile."""
    room = line.room(user)
    assert line.call("GET", f"/v2/bot/room/{room}/members/count").json == {"count": 1}
    assert line.call("GET", f"/v2/bot/room/{room}/member/{user}").json["userId"] == user
    assert line.call("GET", f"/v2/bot/room/{room}/summary").status == 404
    assert (line.push(room).status, line.usage()) == (200, 1)


def test_39_a_group_sees_no_loading_animation(line: Line, group: str) -> None:
    """REF §Display a loading animation: one-to-one chats only."""
    body = {"chatId": group, "loadingSeconds": 5}
    assert line.call("POST", "/v2/bot/chat/loading/start", body).status == 400

"""LINE's API and the control API as raw HTTP; each answer of LINE's is read by LINE's own SDK."""

from __future__ import annotations

import http.client
import json
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from linebot.v3 import audience, insight, liff, messaging, oauth

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
TOKEN = "token-of-the-test"
_MODELS = (
    ("POST", r"/v2/bot/message/reply", messaging.ReplyMessageResponse),
    ("POST", r"/v2/bot/message/push", messaging.PushMessageResponse),
    ("GET", r"/v2/bot/profile/.*", messaging.UserProfileResponse),
    ("GET", r"/v2/bot/info", messaging.BotInfoResponse),
    ("GET", r"/v2/bot/message/quota", messaging.MessageQuotaResponse),
    ("GET", r"/v2/bot/message/quota/consumption", messaging.QuotaConsumptionResponse),
    ("GET", r"/v2/bot/channel/webhook/endpoint", messaging.GetWebhookEndpointResponse),
    ("POST", r"/v2/bot/channel/webhook/test", messaging.TestWebhookEndpointResponse),
    ("GET", r"/v2/bot/group/[^/]*/summary", messaging.GroupSummaryResponse),
    ("GET", r"/v2/bot/group/[^/]*/members/count", messaging.GroupMemberCountResponse),
    ("GET", r"/v2/bot/room/[^/]*/members/count", messaging.RoomMemberCountResponse),
    ("GET", r"/v2/bot/(group|room)/[^/]*/members/ids.*", messaging.MembersIdsResponse),
    ("GET", r"/v2/bot/group/[^/]*/member/.*", messaging.GroupUserProfileResponse),
    ("GET", r"/v2/bot/room/[^/]*/member/.*", messaging.RoomUserProfileResponse),
    ("GET", r".*/content/transcoding", messaging.GetMessageContentTranscodingResponse),
    ("GET", r"/v2/bot/message/progress/narrowcast", messaging.NarrowcastProgressResponse),
    ("GET", r"/v2/bot/message/delivery/\w+", messaging.NumberOfMessagesResponse),
    ("GET", r"/v2/bot/message/aggregation/info", messaging.GetAggregationUnitUsageResponse),
    ("GET", r"/v2/bot/message/aggregation/list", messaging.GetAggregationUnitNameListResponse),
    ("GET", r"/v2/bot/followers/ids", messaging.GetFollowersResponse),
    ("GET", r"/v2/bot/insight/message/delivery", insight.GetNumberOfMessageDeliveriesResponse),
    ("GET", r"/v2/bot/insight/followers", insight.GetNumberOfFollowersResponse),
    ("GET", r"/v2/bot/insight/demographic", insight.GetFriendsDemographicsResponse),
    (
        "GET",
        r"/v2/bot/insight/richmenu/[^/]*/summary",
        insight.GetRichMenuInsightSummaryResponse,
    ),
    ("GET", r"/v2/bot/insight/richmenu/[^/]*/daily", insight.GetRichMenuInsightDailyResponse),
    ("GET", r"/v2/bot/insight/message/event", insight.GetMessageEventResponse),
    ("GET", r"/v2/bot/insight/message/event/aggregation", insight.GetStatisticsPerUnitResponse),
    ("POST", r"/v2/bot/audienceGroup/upload", audience.CreateAudienceGroupResponse),
    ("GET", r"/v2/bot/audienceGroup/\d+", audience.GetAudienceDataResponse),
    ("GET", r"/v2/bot/audienceGroup/list", audience.GetAudienceGroupsResponse),
    ("POST", r"/v2/bot/richmenu", messaging.RichMenuIdResponse),
    ("GET", r"/v2/bot/richmenu/list", messaging.RichMenuListResponse),
    ("GET", r"/v2/bot/richmenu/richmenu-[0-9a-f]{32}", messaging.RichMenuResponse),
    ("GET", r"/v2/bot/user/.*/richmenu", messaging.RichMenuIdResponse),
    ("GET", r"/v2/bot/richmenu/alias/list", messaging.RichMenuAliasListResponse),
    ("GET", r"/v2/bot/richmenu/alias/(?!list).*", messaging.RichMenuAliasResponse),
    ("GET", r"/v2/bot/richmenu/progress/batch", messaging.RichMenuBatchProgressResponse),
    ("POST", r"/v2/bot/user/.*/linkToken", messaging.IssueLinkTokenResponse),
    ("GET", r"/v2/bot/coupon", messaging.MessagingApiPagerCouponListResponse),
    ("POST", r"/v2/bot/coupon", messaging.CouponCreateResponse),
    ("GET", r"/v2/bot/coupon/[^/]+", messaging.CouponResponse),
    ("POST", r"/v2/bot/audienceGroup/click", audience.CreateClickBasedAudienceGroupResponse),
    ("POST", r"/v2/bot/audienceGroup/imp", audience.CreateImpBasedAudienceGroupResponse),
    ("POST", r"/liff/v1/apps", liff.AddLiffAppResponse),
    ("GET", r"/liff/v1/apps", liff.GetAllLiffAppsResponse),
    ("POST", r"/v2/oauth/accessToken", oauth.IssueShortLivedChannelAccessTokenResponse),
    ("POST", r"/v2/oauth/verify", oauth.VerifyChannelAccessTokenResponse),
    ("POST", r"/oauth2/v2.1/token", oauth.IssueChannelAccessTokenResponse),
    ("GET", r"/oauth2/v2.1/verify", oauth.VerifyChannelAccessTokenResponse),
    ("GET", r"/oauth2/v2.1/tokens/kid", oauth.ChannelAccessTokenKeyIdsResponse),
    ("POST", r"/oauth2/v3/token", oauth.IssueStatelessChannelAccessTokenResponse),
)
_SAYS_NOTHING = b'{"message":null,'  # what the reference itself has for statistics per unit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        return str(self.json["message"])


class Line:
    def __init__(self, url: str) -> None:
        self.url = url

    def http(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection(str(urlsplit(self.url).netloc), timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(response.status, found, response.read())
        finally:
            connection.close()
        if path.startswith(("/v2/", "/oauth2/", "/liff/")):
            read_by_the_sdk(method, path, answer)
        return answer

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        token: str = TOKEN,
    ) -> Answer:
        """A call of LINE's API."""
        headers = {"Authorization": f"Bearer {token}"}
        headers |= {"X-Line-Retry-Key": key} if key else {}
        headers |= {"Content-Type": "application/json"} if body is not None else {}
        raw = json.dumps(body).encode() if body is not None else None
        return self.http(method, path, raw, headers)

    def control(
        self, method: str, path: str, body: object = None, status: int | None = None
    ) -> Any:
        raw = json.dumps(body).encode() if body is not None else None
        answer = self.http(
            method, f"/_simulator/api/{path}", raw, {"Content-Type": "application/json"}
        )
        assert answer.status == (status or (201 if method == "POST" else 200)), answer
        return answer.json

    def join(self, name: str = "สมหญิง", *, friend: bool = True) -> str:
        user = self.control("POST", "users", {"displayName": name, "friend": friend})
        return str(user["userId"])

    def say(self, user: str, said: object = "สวัสดี") -> str:
        """Gives the message's id."""
        content = {"type": "text", "text": said} if isinstance(said, str) else said
        return str(self.control("POST", f"users/{user}/messages", content)["messageId"])

    def group(self, *members: str, **more: object) -> str:
        """A group with the bot in it, unless told otherwise; gives its id."""
        self.faults(join_groups=True)
        body = {"name": "บ้านโนนสูง", "members": list(members), "bot": True} | more
        return str(self.control("POST", "groups", body)["chatId"])

    def room(self, *members: str) -> str:
        return self.group(*members, kind="room")

    def say_in(self, chat: str, user: str, words: str, **more: object) -> str:
        """Gives the message's id."""
        return self.say(user, {"type": "text", "text": words, "chatId": chat, **more})

    def faults(self, **switches: object) -> None:
        self.control("PUT", "faults", switches)

    def patient(self) -> Line:
        """The bot has a minute, not two seconds: a machine that stands still loses no event."""
        self.faults(webhook_timeout_s=60)
        return self

    def advance(self, seconds: float) -> None:
        self.control("PUT", "clock", {"advance": seconds})

    def reply(self, token: str, *messages: object, key: str | None = None) -> Answer:
        body = {"replyToken": token, "messages": list(messages or [TEXT])}
        return self.call("POST", "/v2/bot/message/reply", body, key=key)

    def push(self, to: str, *messages: object, key: str | None = None) -> Answer:
        body = {"to": to, "messages": list(messages or [TEXT])}
        return self.call("POST", "/v2/bot/message/push", body, key=key)

    def validate(self, *messages: object) -> Answer:
        return self.call("POST", "/v2/bot/message/validate/push", {"messages": list(messages)})

    def content(self, message_id: str, rest: str = "") -> Answer:
        return self.call("GET", f"/v2/bot/message/{message_id}/content{rest}")

    def shown(self, user: str) -> list[Any]:
        """The bot's messages on the phone."""
        return self._of_bot(f"users/{user}/messages")

    def shown_in(self, chat: str) -> list[Any]:
        """The bot's messages in a group or room."""
        return self._of_bot(f"groups/{chat}/messages")

    def _of_bot(self, path: str) -> list[Any]:
        items = self.control("GET", path)
        return [item["message"] for item in items if item["from"] == "bot"]

    def usage(self) -> int:
        return int(self.call("GET", "/v2/bot/message/quota/consumption").json["totalUsage"])


TEXT = {"type": "text", "text": "สวัสดีค่ะ"}
_WAIT_S = 60


def eventually(look: Callable[[], Any], good: Callable[[Any], bool] = bool) -> Any:
    """Looks until it is good and gives what was seen; fails with it after a minute."""
    end = time.monotonic() + _WAIT_S
    while not good(found := look()):
        assert time.monotonic() < end, found
        time.sleep(0.01)
    return found


def until_idle(line: Line) -> None:
    """No webhook is under way or waits to be sent again."""
    eventually(lambda: line.control("GET", "idle")["idle"])


def text(words: str) -> dict[str, object]:
    return {"type": "text", "text": words}


def read_by_the_sdk(method: str, path: str, answer: Answer) -> None:
    """Every answer has a fresh request id, and its shape is what the SDK's models expect."""
    uuid.UUID(answer.headers["x-line-request-id"])
    if answer.status >= 400 and answer.body.startswith(b'{"error":'):
        assert oauth.ErrorResponse.from_dict(answer.json) is not None
    elif answer.status >= 400 and "json" in answer.headers["content-type"]:
        if not answer.body.startswith(_SAYS_NOTHING):
            messaging.ErrorResponse.from_dict(answer.json)
    elif answer.status in (200, 202):
        for wanted, pattern, model in _MODELS:
            if method == wanted and re.fullmatch(pattern, path.partition("?")[0]):
                assert model.from_dict(answer.json) is not None

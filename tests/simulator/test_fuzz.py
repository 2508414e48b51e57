"""Whatever a bot sends, LINE answers in its own shape and never with a crash."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.config import Config
from simulator.thread import running
from tests.contract.line import SECRET, TOKEN, Line
from tests.contract.tokens import ASSERTION

PATHS = {
    ("POST", "/v2/bot/message/reply"): ["replyToken", "messages"],
    ("POST", "/v2/bot/message/push"): ["to", "messages"],
    ("POST", "/v2/bot/message/multicast"): ["to", "messages"],
    ("POST", "/v2/bot/message/validate/push"): ["messages"],
    ("POST", "/v2/bot/chat/loading/start"): ["chatId", "loadingSeconds"],
    ("POST", "/v2/bot/chat/markAsRead"): ["markAsReadToken"],
    ("PUT", "/v2/bot/channel/webhook/endpoint"): ["endpoint"],
    ("POST", "/v2/bot/richmenu/validate"): ["size", "selected", "name", "chatBarText", "areas"],
    ("POST", "/v2/bot/richmenu/validate/batch"): ["operations", "resumeRequestKey"],
    ("POST", "/v2/bot/richmenu/bulk/link"): ["richMenuId", "userIds"],
    ("POST", "/v2/bot/richmenu/bulk/unlink"): ["userIds"],
    ("POST", "/v2/bot/richmenu/alias"): ["richMenuAliasId", "richMenuId"],
    ("POST", "/v2/bot/coupon"): ["title", "reward", "acquisitionCondition", "endTimestamp"],
    ("POST", "/liff/v1/apps"): ["view", "features", "scope", "description"],
}
ACTS = {"messages": ["type", "text"], "postbacks": ["data", "params"], "unsend": ["messageId"]}
ACTS |= {"menu/tap": ["area", "params"], "menu/seen": ["area", "richMenuId"]}
ACTS |= {"menu/switch": ["richMenuAliasId", "data"], "opened": ["url", "bubble"]}
OAUTH = ["/v2/oauth/accessToken", "/v2/oauth/verify", "/v2/oauth/revoke", "/oauth2/v2.1/token"]
OAUTH += ["/oauth2/v2.1/revoke", "/oauth2/v3/token"]
GRANT = b"grant_type=client_credentials&client_assertion_type=" + quote(ASSERTION).encode()
USER = "U" + "a" * 32
KEYS = ["type", "text", "contents", "template", "quickReply", "items", "action", "sender", "name"]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(alphabet=st.characters(), max_size=10),
    st.sampled_from([USER, "http://[", "flex", "text", "template", "bubble", "\ud800"]),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=20,
)


def _body(keys: list[str]) -> st.SearchStrategy[dict[str, object]]:
    likely = st.fixed_dictionaries(dict.fromkeys(keys, JSON))
    return likely | st.dictionaries(st.sampled_from([*KEYS, *keys]), JSON, max_size=6)


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with running(Config(channel_secret=SECRET, channel_token=TOKEN)) as url:
        found = Line(url)
        found.control("POST", "users", {"displayName": "ก", "userId": USER})
        yield found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path[1]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_body_crashes_the_api(line: Line, path: tuple[str, str], data: st.DataObject) -> None:
    assert line.call(*path, data.draw(_body(PATHS[path]))).status < 500


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(list(PATHS)), st.binary(max_size=60))
def test_no_bytes_crash_the_api(line: Line, path: tuple[str, str], raw: bytes) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    assert line.http(*path, raw, headers).status == 400


@pytest.mark.parametrize("act", ACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_body_crashes_a_phone(line: Line, act: str, data: st.DataObject) -> None:
    raw = json.dumps(data.draw(_body(ACTS[act]))).encode()
    answer = line.http("POST", f"/_simulator/api/users/{USER}/{act}", raw)
    assert answer.status < 500
    assert line.http("GET", f"/_simulator/api/users/{USER}/messages").status == 200


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(OAUTH), st.binary(max_size=80))
def test_no_form_crashes_the_token_calls(line: Line, path: str, raw: bytes) -> None:
    form = GRANT + b"&access_token=" + raw + b"&client_assertion=" + raw
    assert line.http("POST", path, form).status < 500


@settings(max_examples=60, deadline=None)
@given(st.lists(JSON, min_size=3, max_size=3), st.text(max_size=5))
def test_no_assertion_crashes_the_token_calls(line: Line, parts: list[object], end: str) -> None:
    pieces = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode() for one in parts]
    form = GRANT + b"&client_assertion=" + quote(".".join(pieces) + end, errors="replace").encode()
    assert line.http("POST", "/oauth2/v2.1/token", form).status in (400, 404)

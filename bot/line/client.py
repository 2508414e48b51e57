"""HTTP to LINE over the SDK's connection pools, bodies and statuses raw.

The SDK's models are not used: they drop parts of a Flex message, and can raise after LINE has
accepted a message (line-bot-sdk 3.27, models/flex_message.py and the strict response models).
Neither are its request methods: they repeat refused connections by themselves and keep the last
body in memory.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NewConnectionError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse

from base.clock import monotonic
from bot.line.answers import Answer, NotSent, TooFast, Unclear
from bot.line.bucket import Buckets
from bot.line.tokens import TokenRefused, TokenSource

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
MAX_ANSWER = 1_000_000  # bytes; LINE's answers to API calls are far smaller
PIECE = 64 * 1024
JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to be connected, and both for each piece of an answer and for the whole of it."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS


class Content:
    """The bytes of a message's content as they come; only inside `LineClient.content`."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers = response.headers

    def pieces(self) -> Iterator[bytes]:
        """At most 64 kB each; Unclear when the connection ends too early."""
        with _translated():
            while piece := self._response.read1(PIECE):
                yield piece

    def answer(self) -> Answer:
        """For anything but 200: the answer with its small body."""
        return _answer(self._response, READ_SECONDS)


class LineClient:
    """One for the process; threads share it. Every call ends in an Answer or a LineTrouble."""

    def __init__(
        self,
        api_url: str,
        data_url: str,
        token: TokenSource,
        buckets: Buckets,
        timeouts: Timeouts | None = None,
        connections: int = 10,
    ) -> None:
        self._api, self._data = _pool(api_url, connections), _pool(data_url, connections)
        self._api_url, self._data_url = api_url.rstrip("/"), data_url.rstrip("/")
        self._token = token
        self._buckets = buckets
        self._timeouts = timeouts or Timeouts()

    def reply(self, body: bytes) -> Answer:
        """Takes no retry key: LINE refuses one here (LINE docs, "Retrying an API request")."""
        return self._post("reply", "/v2/bot/message/reply", body)

    def push(self, body: bytes, retry_key: str) -> Answer:
        return self._post("push", "/v2/bot/message/push", body, retry_key)

    def multicast(self, body: bytes, retry_key: str) -> Answer:
        return self._post("multicast", "/v2/bot/message/multicast", body, retry_key)

    def broadcast(self, body: bytes, retry_key: str) -> Answer:
        """To everybody who is a friend of the bot."""
        return self._post("broadcast", "/v2/bot/message/broadcast", body, retry_key)

    def validate_multicast(self, body: bytes) -> Answer:
        """Whether messages are right; takes no recipients, and sends nothing."""
        return self._post("validate", "/v2/bot/message/validate/multicast", body)

    def profile(self, user_id: str) -> Answer:
        return self._get("profile", f"/v2/bot/profile/{quote(user_id, safe='')}")

    def quota(self) -> Answer:
        return self._get("quota", "/v2/bot/message/quota")

    def consumption(self) -> Answer:
        return self._get("consumption", "/v2/bot/message/quota/consumption")

    def bot_info(self) -> Answer:
        return self._get("info", "/v2/bot/info")

    def call(
        self,
        method: str,
        endpoint: str,
        path: str,
        body: bytes | None = None,
        content_type: str = JSON,
        *,
        data: bool = False,
    ) -> Answer:
        """Any other request of LINE's; `endpoint` names its bucket, `data` asks the host that
        keeps content. For `bot/line/` alone: what there is to ask has a name there."""
        pool, url = (self._data, self._data_url) if data else (self._api, self._api_url)
        headers = {"Content-Type": content_type} if body is not None else {}
        with self._sent(method, endpoint, pool, url + path, body, headers) as response:
            return _answer(response, self._timeouts.read)

    def webhook_endpoint(self) -> Answer:
        return self._get("webhook", "/v2/bot/channel/webhook/endpoint")

    def test_webhook(self) -> Answer:
        """LINE sends the address that it knows an empty webhook, and tells what came back."""
        return self._post("webhook_test", "/v2/bot/channel/webhook/test", b"{}")

    def transcoding(self, message_id: str) -> Answer:
        path = f"{_content_path(message_id)}/transcoding"
        with self._sent("GET", "transcoding", self._data, self._data_url + path) as response:
            return _answer(response, self._timeouts.read)

    @contextmanager
    def content(self, message_id: str) -> Iterator[Content]:
        """The content as a stream, over this client's own pool and never whole in memory."""
        url = self._data_url + _content_path(message_id)
        with self._sent("GET", "content", self._data, url) as response:
            yield Content(response)

    def close(self) -> None:
        self._api.clear()
        self._data.clear()

    def _get(self, endpoint: str, path: str) -> Answer:
        return self._asked("GET", endpoint, self._api_url + path)

    def _post(self, endpoint: str, path: str, body: bytes, retry_key: str = "") -> Answer:
        headers = {"Content-Type": JSON}
        if retry_key:
            headers["X-Line-Retry-Key"] = retry_key
        return self._asked("POST", endpoint, self._api_url + path, body, headers)

    def _asked(
        self,
        method: str,
        endpoint: str,
        url: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """LINE's answer; when it issues us no token, what it would have said without one."""
        try:
            with self._sent(method, endpoint, self._api, url, body, headers) as response:
                return _answer(response, self._timeouts.read)
        except TokenRefused as refused:
            return refused.answer

    @contextmanager
    def _sent(
        self,
        method: str,
        endpoint: str,
        pool: urllib3.PoolManager,
        url: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Iterator[BaseHTTPResponse]:
        """The response once its status is known; its connection is given back or closed after."""
        if wait := self._buckets.wait_time(endpoint):
            raise TooFast(endpoint, wait)
        request = partial(_requested, pool, method, url, body, headers or {}, self._timeouts)
        token = self._token.token()
        response = request(token)
        if response.status == 401 and self._token.refused(token):
            _give_back(response)
            response = request(self._token.token())  # nothing was accepted: the same key again
        try:
            yield response
        finally:
            _give_back(response)


def _requested(
    pool: urllib3.PoolManager,
    method: str,
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    timeouts: Timeouts,
    token: str,
) -> BaseHTTPResponse:
    """The response once its status is known. Without a token it goes without one."""
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    with _translated():
        return pool.request(
            method,
            url,
            body=body,
            headers=headers | bearer,
            timeout=urllib3.Timeout(connect=timeouts.connect, read=timeouts.read),
            retries=False,
            redirect=False,
            preload_content=False,
        )


class Issuer:
    """Issues stateless channel access tokens for a channel; its secret is in no repr and no log."""

    def __init__(
        self, api_url: str, channel_id: str, secret: str, timeouts: Timeouts | None = None
    ) -> None:
        self._pool = _pool(api_url, 1)
        self._url = api_url.rstrip("/") + "/oauth2/v3/token"
        self._timeouts = timeouts or Timeouts()
        self._form = {
            "grant_type": "client_credentials",
            "client_id": channel_id,
            "client_secret": secret,
        }

    def issue(self) -> Answer:
        """LINE reference, "Issue stateless channel access token". Raises LineTrouble."""
        body = urlencode(self._form).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        response = _requested(self._pool, "POST", self._url, body, headers, self._timeouts, "")
        try:
            return _answer(response, self._timeouts.read)
        finally:
            _give_back(response)


def _pool(url: str, connections: int) -> urllib3.PoolManager:
    """The SDK's own pool for one host. Imported here: it costs 46 MB that the web never needs."""
    from linebot.v3.messaging import ApiClient, Configuration

    configuration = Configuration(host=url, access_token="")
    configuration.connection_pool_maxsize = connections
    configuration.retries = False
    pool: urllib3.PoolManager = ApiClient(configuration).rest_client.pool_manager
    return pool


def _content_path(message_id: str) -> str:
    return f"/v2/bot/message/{quote(message_id, safe='')}/content"


def _answer(response: BaseHTTPResponse, seconds: float) -> Answer:
    """With the status known, only a lost body that would have to be read makes it unclear."""
    try:
        body = _read(response, seconds)
    except Unclear:
        if not (200 <= response.status < 300 or response.status == 409):
            raise
        body = b""
    return Answer(response.status, response.headers, body)


def _read(response: BaseHTTPResponse, seconds: float) -> bytes:
    until = monotonic() + seconds
    body = b""
    with _translated():
        while len(body) < MAX_ANSWER and (piece := response.read1(PIECE)):
            body += piece
            if monotonic() > until:
                raise Unclear("the answer did not end in time")
    return body[:MAX_ANSWER]


def _give_back(response: BaseHTTPResponse) -> None:
    """A connection can be used again only when its answer has been read to the end."""
    if response.length_remaining == 0:
        response.read()
    if response.closed:
        response.release_conn()
    else:
        response.close()


@contextmanager
def _translated() -> Iterator[None]:
    """urllib3's errors as ours. Whatever is not surely before the first byte is unclear."""
    try:
        yield
    except (NewConnectionError, ConnectTimeoutError, LocationValueError) as fault:
        raise NotSent(_told(fault)) from fault
    except SSLError as fault:
        untrusted = any(isinstance(one, ssl.SSLCertVerificationError) for one in fault.args)
        raise (NotSent if untrusted else Unclear)(_told(fault)) from fault
    except (HTTPError, OSError) as fault:
        raise Unclear(_told(fault)) from fault


def _told(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:300]

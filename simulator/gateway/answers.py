"""Answers in LINE's shapes (REF §Error responses, §Response headers)."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from simulator.basics import strict
from simulator.basics.strict import Json

_FIXED_HEADERS = {
    "Server": "legy",
    "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
    "Pragma": "no-cache",
    "Expires": "0",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-XSS-Protection": "1; mode=block",
}

RATE_LIMITED = "The API rate limit has been exceeded. Try again later."
QUOTA_REACHED = "You have reached your monthly limit."
KEY_ACCEPTED = "The retry key is already accepted"
USED_UP = "Invalid reply token"
UNDELIVERABLE = "Failed to send messages"


class LineError(Exception):
    """A refusal: status, ``message``, optional ``details`` and whatever else stands beside them."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        details: list[Json] | None = None,
        headers: Mapping[str, str] | None = None,
        more: Json | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body: Json = {"message": message} | ({"details": details} if details else {})
        self.body |= more or {}

    def response(self, *, empty_details: bool = False) -> web.Response:
        """``empty_details``: LINE also writes ``"details": []`` where there are none (a switch)."""
        more: Json = {"details": []} if empty_details and "details" not in self.body else {}
        return line_json({**self.body, **more}, self.status, self.headers)


class PlainError(LineError):
    """A body that is whatever the switch says, JSON or not."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status, body)
        self._text = body

    def response(self, *, empty_details: bool = False) -> web.Response:  # noqa: ARG002
        return web.Response(text=self._text, status=self.status, content_type="text/html")


class OAuthError(LineError):
    """REF §Channel access token writes its refusals as OAuth 2.0 does."""

    def __init__(self, error: str, description: str | None = None) -> None:
        super().__init__(400, description or error)
        self.body = {"error": error}
        self.body |= {"error_description": description} if description else {}

    def response(self, *, empty_details: bool = False) -> web.Response:  # noqa: ARG002
        return line_json(self.body, self.status)


def as_switched(status: int, message: str, body: object) -> LineError:
    """The refusal of a status whose body LINE does not document; ``body`` is the switch's."""
    if isinstance(body, str):
        return PlainError(status, body)
    if isinstance(body, dict):
        return LineError(status, str(body["message"]), more=body)
    return LineError(status, message)


def line_json(
    body: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    raw = strict.dumps(body).encode("utf-8", "replace")
    return web.Response(body=raw, status=status, headers=headers, content_type="application/json")


def add_headers(response: web.StreamResponse, request_id: str) -> None:
    response.headers["x-line-request-id"] = request_id
    if not response.prepared:
        response.headers.update(_FIXED_HEADERS)


def bad_property(name: str, *, quoted: bool = True) -> LineError:
    """REF quotes the name for push's ``to`` and not for multicast's ``to[1]``."""
    shown = f"'{name}'" if quoted else name
    text = f"The property, {shown}, in the request body is invalid (line: -, column: -)"
    return LineError(400, text)


def bad_request(details: list[Json], status: int = 400) -> LineError:
    return LineError(status, f"The request body has {len(details)} error(s)", details=details)


def fault(message: str, place: str, status: int = 400) -> LineError:
    """One error of the request; ``place`` is a JSON field or a query parameter."""
    return bad_request([{"message": message, "property": place}], status)


def bad_parameter(name: str) -> LineError:
    """Of the path or the query."""
    return LineError(400, f"The value for the '{name}' parameter is invalid")


def not_found() -> LineError:
    return LineError(404, "Not found")


def not_available() -> LineError:
    return LineError(403, "Access to this API is not available for your account")

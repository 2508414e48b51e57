"""Asking for channel access tokens, as a bot does: forms, and JWTs signed with RS256."""

from __future__ import annotations

import base64
import json
import time
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from tests.contract.line import SECRET, Answer, Line

CHANNEL = "1234567890"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
DAY_S = 24 * 3600
WHO = {"client_id": CHANNEL, "client_secret": SECRET}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def post(line: Line, path: str, **form: str) -> Answer:
    return line.http("POST", path, urlencode(form).encode(), _FORM)


def get(line: Line, path: str, **query: str) -> Answer:
    return line.http("GET", f"{path}?{urlencode(query)}")


def short(line: Line, **form: str) -> Answer:
    wanted = {"grant_type": "client_credentials", **WHO, **form}
    return post(line, "/v2/oauth/accessToken", **wanted)


def stateless(line: Line, **form: str) -> Answer:
    wanted = {"grant_type": "client_credentials", **(form or WHO)}
    return post(line, "/oauth2/v3/token", **wanted)


def named(line: Line, assertion: str) -> Answer:
    """A v2.1 token."""
    return post(line, "/oauth2/v2.1/token", grant_type="client_credentials", **asserted(assertion))


def asserted(assertion: str) -> dict[str, str]:
    return {"client_assertion_type": ASSERTION, "client_assertion": assertion}


def token_of(answer: Answer) -> str:
    assert answer.status == 200, answer
    return str(answer.json["access_token"])


def works(line: Line, token: str) -> bool:
    answer = line.call("GET", "/v2/bot/info", token=token)
    assert answer.status in (200, 401)
    return answer.status == 200


class Signer:
    """A private key whose public half is registered with the channel."""

    def __init__(self, line: Line) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        self.kid = str(line.control("POST", "keys", {"jwk": jwk_of(self._key)})["kid"])

    def jwt(self, head: dict[str, Any] | None = None, **claims: Any) -> str:
        """A good one for a token of a day, but for what is given; None leaves a claim out."""
        now = int(time.time())
        found = {"iss": CHANNEL, "sub": CHANNEL, "aud": "https://api.line.me/"}
        whole: dict[str, Any] = {**found, "exp": now + 1_700, "token_exp": DAY_S, **claims}
        kept = {name: value for name, value in whole.items() if value is not None}
        first = {"alg": "RS256", "typ": "JWT", "kid": self.kid, **(head or {})}
        body = f"{_text(json.dumps(first).encode())}.{_text(json.dumps(kept).encode())}"
        signature = self._key.sign(body.encode(), padding.PKCS1v15(), SHA256())
        return f"{body}.{_text(signature)}"


def jwk_of(key: rsa.RSAPrivateKey) -> dict[str, str]:
    public = key.public_key().public_numbers()
    numbers = {"e": public.e, "n": public.n}
    texts = {n: _text(v.to_bytes((v.bit_length() + 7) // 8)) for n, v in numbers.items()}
    return {"kty": "RSA", "alg": "RS256", "use": "sig", **texts}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

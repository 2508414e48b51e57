"""Channel access tokens by JWT assertion: v2.1 and stateless ones."""

from __future__ import annotations

import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from linebot.v3 import oauth

from tests.contract.line import Line
from tests.contract.tokens import (
    DAY_S,
    WHO,
    Signer,
    asserted,
    get,
    jwk_of,
    named,
    post,
    stateless,
    token_of,
    works,
)

MANY = {"message": "The maximum number of access tokens has already been issued"}
NO_KEY = {"message": "Cannot find channel key that satisfies the conditions"}


@pytest.fixture
def signer(line: Line) -> Signer:
    return Signer(line)


def test_a_token_lives_as_long_as_the_assertion_says(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Issue channel access token v2.1."""
    answer = named(line, signer.jwt(token_exp=3_600))
    assert set(answer.json) == {"access_token", "token_type", "expires_in", "key_id"}
    assert answer.json["expires_in"] == 3_600
    line.advance(3_500)
    assert works(line, token_of(answer))
    line.advance(101)
    assert not works(line, token_of(answer))


def test_the_31st_token_is_refused(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Issue channel access token v2.1: up to 30."""
    jwt = signer.jwt(token_exp=3_600)
    tokens = [token_of(named(line, jwt)) for _ in range(30)]
    answer = named(line, jwt)
    assert (answer.status, answer.json) == (400, MANY)
    assert works(line, tokens[0])
    line.advance(3_601)
    assert named(line, signer.jwt(exp=int(time.time()) + 3_700)).status == 200


def test_key_ids_are_those_of_valid_tokens(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Get all valid channel access token key IDs v2.1."""
    kids = [named(line, signer.jwt(token_exp=life)).json["key_id"] for life in (60, DAY_S)]
    found = get(line, "/oauth2/v2.1/tokens/kid", **asserted(signer.jwt()))
    assert found.json == {"kids": kids}
    line.advance(61)
    found = get(line, "/oauth2/v2.1/tokens/kid", **asserted(signer.jwt()))
    assert found.json == {"kids": kids[1:]}


def test_a_revoked_token_is_401_and_no_key_id(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Revoke channel access token v2.1."""
    token = token_of(named(line, signer.jwt()))
    answer = post(line, "/oauth2/v2.1/revoke", access_token=token, **WHO)
    assert (answer.status, answer.body) == (200, b"")
    assert not works(line, token)
    found = get(line, "/oauth2/v2.1/tokens/kid", **asserted(signer.jwt()))
    assert found.json == {"kids": []}


def test_a_token_is_verified(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Verify the validity of the channel access token v2.1."""
    token = token_of(named(line, signer.jwt(token_exp=3_600)))
    verdict = get(line, "/oauth2/v2.1/verify", access_token=token).json
    assert 3_590 <= verdict["expires_in"] <= 3_600
    line.advance(3_601)
    answer = get(line, "/oauth2/v2.1/verify", access_token=token)
    expected = {"error": "invalid_request", "error_description": "The access token expired"}
    assert (answer.status, answer.json) == (400, expected)


@pytest.mark.parametrize(
    ("token", "description"),
    [("x", "The access token not JWS"), ("a.b.c", "The access token malformed")],
)
def test_what_is_no_token_is_not_verified(line: Line, token: str, description: str) -> None:
    """Messaging API reference, §Verify the validity …, §Revoke channel access token v2.1."""
    expected = {"error": "invalid_request", "error_description": description}
    for answer in (
        get(line, "/oauth2/v2.1/verify", access_token=token),
        post(line, "/oauth2/v2.1/revoke", access_token=token, **WHO),
    ):
        assert (answer.status, answer.json) == (400, expected)


def test_an_assertion_gets_a_stateless_token_too(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Issue stateless channel access token, from JWT assertion."""
    answer = stateless(line, **asserted(signer.jwt(token_exp=None)))
    assert answer.json["expires_in"] == 900
    assert works(line, token_of(answer))


@pytest.mark.parametrize(
    ("claims", "description"),
    [
        ({"iss": "1"}, "iss and clientId of key do not match"),
        ({"sub": "1"}, "Invalid sub"),
        ({"aud": "https://example.com/"}, "Invalid aud"),
        ({"exp": 1}, "Invalid exp"),
        ({"exp": int(time.time()) + 2 * 3_600}, "Invalid exp"),
        ({"token_exp": 30 * DAY_S + 1}, "Invalid token_exp"),
        ({"token_exp": None}, "Invalid token_exp"),
    ],
)
def test_a_bad_claim_gets_no_token(
    line: Line, signer: Signer, claims: dict[str, Any], description: str
) -> None:
    """Messaging API reference, §Issue channel access token v2.1, errors; docs Issue … v2.1."""
    answer = named(line, signer.jwt(**claims))
    expected = {"error": "invalid_client", "error_description": description}
    assert (answer.status, answer.json) == (400, expected)


def test_a_key_that_is_not_registered_is_404(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Issue channel access token v2.1, error response."""
    jwt = signer.jwt()
    line.control("DELETE", f"keys/{signer.kid}")
    assert (named(line, jwt).status, named(line, jwt).json) == (404, NO_KEY)


def test_another_keys_signature_is_refused(line: Line, signer: Signer) -> None:
    """Messaging API reference, §Issue channel access token v2.1: the verification failed."""
    forged = Signer(line).jwt(head={"kid": signer.kid})
    answer = named(line, forged)
    assert (answer.status, answer.json["error"]) == (400, "invalid_client")


@pytest.mark.parametrize("head", [{"alg": "none"}, {"alg": "HS256"}, {"kid": None}])
def test_another_algorithm_is_refused(line: Line, signer: Signer, head: dict[str, Any]) -> None:
    """Docs Issue channel access token v2.1: RS256, and the kid of the key."""
    assert named(line, signer.jwt(head=head)).json["error"] == "invalid_client"


@pytest.mark.parametrize("assertion", ["x", "a.b.c", "..", "e30.e30.e30", "กข.ค.ง"])
def test_what_is_no_jwt_is_refused(line: Line, assertion: str) -> None:
    """Messaging API reference, §Issue channel access token v2.1: the verification failed."""
    answer = named(line, assertion)
    assert (answer.status, answer.json["error"]) == (400, "invalid_client")


@pytest.mark.parametrize(
    "change", [{"alg": "RS512"}, {"use": "enc"}, {"kid": "mine"}, {"d": "AQAB"}, {"n": "AQAB"}]
)
def test_a_key_is_public_and_for_rs256(line: Line, change: dict[str, str]) -> None:
    """Docs Issue channel access token v2.1, §Assertion signing key specification."""
    key = jwk_of(rsa.generate_private_key(65537, 2048)) | change
    line.control("POST", "keys", {"jwk": key}, status=400)


def test_a_key_of_another_length_is_refused(line: Line) -> None:
    """Docs Issue channel access token v2.1: 2048 bits long."""
    key = jwk_of(rsa.generate_private_key(65537, 1024))
    line.control("POST", "keys", {"jwk": key}, status=400)


def test_the_sdk_asks_and_revokes(line: Line, signer: Signer) -> None:
    """line-bot-sdk-python, ChannelAccessToken."""
    client = oauth.ApiClient(oauth.Configuration(host=line.url, access_token=""))
    api = oauth.ChannelAccessToken(client)
    issued = api.issue_channel_token_by_jwt(
        "client_credentials", asserted("")["client_assertion_type"], signer.jwt()
    )
    assert works(line, issued.access_token)
    api.revoke_channel_token_by_jwt(WHO["client_id"], WHO["client_secret"], issued.access_token)
    assert not works(line, issued.access_token)


def test_a_pair_can_be_made_here_and_signs(line: Line) -> None:
    """The simulator's own way for a test without a key: the private half is handed out once."""
    made = line.control("POST", "keys", {})
    assert made["privateJwk"]["kid"] == made["kid"]
    assert set(made["privateJwk"]) >= {"d", "p", "q", "n", "e"}
    assert line.control("GET", "keys") == [{"kid": made["kid"], "jwk": made["jwk"]}]

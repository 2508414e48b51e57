"""Access tokens, keys and link tokens are saved and loaded with the rest."""

from __future__ import annotations

from tests.contract.line import Line
from tests.contract.test_account_link import agree, token_for
from tests.contract.tokens import Signer, named, post, short, token_of, works
from tests.simulator.test_state import carry, other, put

__all__ = ["other"]


def test_tokens_go_on_working_and_what_was_revoked_does_not(line: Line, other: Line) -> None:
    kept, ended = token_of(short(line)), token_of(short(line))
    by_key = token_of(named(line, Signer(line).jwt()))
    post(line, "/v2/oauth/revoke", access_token=ended)
    carry(line, other)
    assert [works(other, one) for one in (kept, ended, by_key)] == [True, False, True]


def test_a_registered_key_is_known(line: Line, other: Line) -> None:
    signer = Signer(line)
    carry(line, other)
    assert named(other, signer.jwt()).status == 200


def test_a_link_token_links_there(line: Line, other: Line) -> None:
    token = token_for(line, line.join())
    carry(line, other)
    assert agree(other, token)["result"] == "ok"


def test_a_key_that_is_none_is_refused(line: Line) -> None:
    state = line.control("GET", "state")
    tokens = {**state["parts"]["tokens"], "keys": {"kid": {"kty": "RSA"}}}
    parts = {**state["parts"], "tokens": tokens}
    assert put(line, state | {"parts": parts}).status == 400

"""Channel access tokens of every kind, and keys to ask for them (REF §Channel access token)."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.saving.records import as_list, as_object, as_text, plain, rebuild
from simulator.tokens import sealed
from simulator.tokens.assertions import check_key

SHORT_S = 30 * 24 * 3600
STATELESS_S = 15 * 60
MOST = 30
_LONG_S = 3_138_007_490  # what LINE's own sample has for a token without an end
_SHAPE = re.compile(r"[A-Za-z0-9+/=_.~-]+")


class NotValid(ValueError):
    """The text is LINE's ``error_description``."""


@dataclass(frozen=True)
class Life:
    """A short-lived or v2.1 token; ``expires_at`` in epoch seconds."""

    name: str
    expires_at: float


class Tokens:
    """One channel's. The long-lived one is what the simulator was started with.

    Short-lived: 30, then the oldest goes. v2.1: 30, then none is issued; named by key ID.
    Stateless: as many as wanted, remembered by nobody.
    """

    def __init__(self, secret: str, long_lived: str) -> None:
        self._secret = secret
        self._long_lived = long_lived
        self._long_ended = False
        self._short: OrderedDict[str, Life] = OrderedDict()
        self._named: dict[str, Life] = {}
        self.keys: dict[str, Json] = {}

    def allows(self, token: str, now: float) -> bool:
        """Whether a call with this bearer token may pass."""
        if self._is_long_lived(token):
            return not self._long_ended
        life = self._short.get(token)
        if life is not None:
            return now < life.expires_at
        try:
            self.seconds_of_sealed(token, now)
        except NotValid:
            return False
        return True

    def reissue(self, value: str | None) -> str:
        """Another long-lived token, from now on; the one before ends at once."""
        self._long_lived = value or base64.b64encode(secrets.token_bytes(128)).decode()
        self._long_ended = False
        return self._long_lived

    def issue_short(self, now: float) -> str:
        """172 characters; an expired one does not count as issued."""
        self._short = OrderedDict(
            (k, one) for k, one in self._short.items() if now < one.expires_at
        )
        while len(self._short) >= MOST:
            self._short.popitem(last=False)
        token = base64.b64encode(secrets.token_bytes(128)).decode()
        self._short[token] = Life(token, now + SHORT_S)
        return token

    def issue_named(self, now: float, seconds: int) -> tuple[str, str] | None:
        """Token and key ID; None when there are 30."""
        self._named = {key: one for key, one in self._named.items() if now < one.expires_at}
        if len(self._named) >= MOST:
            return None
        life = Life(secrets.token_urlsafe(16), now + seconds)
        self._named[life.name] = life
        return self._seal(life), life.name

    def issue_stateless(self, now: float) -> str:
        return self._seal(Life("", now + STATELESS_S))

    def key_ids(self, now: float) -> list[str]:
        return [life.name for life in self._named.values() if now < life.expires_at]

    def seconds_of_plain(self, token: str, now: float) -> int:
        """What is left of a short-lived or long-lived one; raises NotValid."""
        if self._is_long_lived(token) and not self._long_ended:
            return _LONG_S
        if not _SHAPE.fullmatch(token):
            raise NotValid("access_token in invalid format")
        life = self._short.get(token)
        if life is None or now >= life.expires_at:
            raise NotValid("access_token invalid")
        return int(life.expires_at - now)

    def seconds_of_sealed(self, token: str, now: float) -> int:
        """What is left of a v2.1 or stateless one; raises NotValid."""
        life = self._opened(token)
        if now >= life.expires_at:
            raise NotValid("The access token expired")
        if life.name and life.name not in self._named:
            raise NotValid("The access token revoked")
        return int(life.expires_at - now)

    def revoke_plain(self, token: str) -> None:
        """Raises NotValid for another format alone."""
        if self._is_long_lived(token):
            self._long_ended = True
        elif not _SHAPE.fullmatch(token):
            raise NotValid("access_token in invalid format")
        self._short.pop(token, None)

    def revoke_named(self, token: str) -> None:
        """A stateless one lives on; raises NotValid for what is no v2.1 token."""
        self._named.pop(self._opened(token).name, None)

    def register(self, jwk: Json) -> str:
        """Gives the key's ``kid``."""
        kid = secrets.token_urlsafe(16)
        self.keys[kid] = jwk
        return kid

    def state(self) -> object:
        """Without the long-lived token: that is what this simulator was started with."""
        return {
            "short": [plain(life) for life in self._short.values()],
            "named": [plain(life) for life in self._named.values()],
            "keys": dict(self.keys),
            "longEnded": self._long_ended,
        }

    def restore(self, state: object) -> None:
        parts = as_object(state)
        short, named = (
            [rebuild(Life, one) for one in as_list(parts[kind])] for kind in ("short", "named")
        )
        keys = {as_text(kid): as_object(jwk) for kid, jwk in as_object(parts["keys"]).items()}
        for jwk in keys.values():
            check_key(jwk)
        self._short = OrderedDict((life.name, life) for life in short)
        self._named = {life.name: life for life in named}
        self.keys, self._long_ended = keys, bool(parts["longEnded"])

    def _is_long_lived(self, token: str) -> bool:
        given = token.encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self._long_lived.encode())

    def _seal(self, life: Life) -> str:
        return sealed.seal(
            self._secret, {"kid": life.name, "exp": life.expires_at, "jti": secrets.token_hex(8)}
        )

    def _opened(self, token: str) -> Life:
        try:
            truth = sealed.opened(self._secret, token)
        except sealed.NotJws as fault:
            raise NotValid("The access token not JWS") from fault
        except sealed.Malformed as fault:
            raise NotValid("The access token malformed") from fault
        return Life(str(truth["kid"]), float(str(truth["exp"])))

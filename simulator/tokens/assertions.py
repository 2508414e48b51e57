"""Assertion signing keys and the JWTs signed with them (docs "Issue channel access token v2.1").

RS256 with RSA keys of 2048 bits; a channel knows public keys alone.
"""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from simulator.basics import strict
from simulator.basics.strict import Json

AUDIENCE = "https://api.line.me/"
LIFE_MAX_S = 30 * 60
TOKEN_MAX_S = 30 * 24 * 3600
_BITS = 2048


class BadKey(ValueError):
    """A JWK that LINE would not register."""


class BadAssertion(ValueError):
    """An assertion that LINE refuses; the text is the ``error_description``."""


def check_key(jwk: Json) -> None:
    """Raises BadKey: RSA, RS256, for signatures, 2048 bits, public, and without a ``kid``."""
    wanted = {"kty": "RSA", "alg": "RS256"}
    if any(jwk.get(name) != value for name, value in wanted.items()):
        raise BadKey("kty is RSA and alg is RS256")
    if jwk.get("use") != "sig" and jwk.get("key_ops") != ["verify"]:
        raise BadKey('use is "sig", or key_ops is ["verify"]')
    if "kid" in jwk or "d" in jwk:
        raise BadKey("the key is a public one, and its kid is given here")
    if _public(jwk).key_size != _BITS:
        raise BadKey(f"the key has {_BITS} bits")


def new_pair() -> tuple[Json, Json]:
    """A public and a private JWK, for a test; takes a moment."""
    numbers = rsa.generate_private_key(65537, _BITS).private_numbers()
    public: Json = {"kty": "RSA", "alg": "RS256", "use": "sig"}
    public |= {"e": _text(numbers.public_numbers.e), "n": _text(numbers.public_numbers.n)}
    parts = {"d": numbers.d, "p": numbers.p, "q": numbers.q}
    parts |= {"dp": numbers.dmp1, "dq": numbers.dmq1, "qi": numbers.iqmp}
    return public, public | {name: _text(value) for name, value in parts.items()}


def kid_of(assertion: str) -> str:
    """The key that it says it is signed with; raises BadAssertion."""
    head = _object(_pieces(assertion)[0])
    if head.get("alg") != "RS256":
        raise BadAssertion("Invalid alg")
    kid = head.get("kid")
    if not isinstance(kid, str) or not kid:
        raise BadAssertion("Invalid kid")
    return kid


def claims(assertion: str, jwk: Json) -> Json:
    """What it claims, if this key signed it; raises BadAssertion."""
    head, body, signature = _pieces(assertion)
    try:
        signed = f"{head}.{body}".encode()
        _public(jwk).verify(_bytes(signature), signed, padding.PKCS1v15(), SHA256())
    except InvalidSignature as fault:
        raise BadAssertion("Invalid signature") from fault
    return _object(body)


def check_claims(found: Json, channel_id: str, now: float) -> None:
    """Raises BadAssertion: of this channel, for LINE, and expiring within 30 minutes."""
    if found.get("iss") != channel_id:
        raise BadAssertion("iss and clientId of key do not match")
    if found.get("sub") != channel_id:
        raise BadAssertion("Invalid sub")
    if found.get("aud") != AUDIENCE:
        raise BadAssertion("Invalid aud")
    expires = found.get("exp")
    if not _is_number(expires) or not now < float(str(expires)) <= now + LIFE_MAX_S:
        raise BadAssertion("Invalid exp")


def token_life(found: Json) -> int:
    """``token_exp``: seconds that the token is to live, 30 days at most; raises BadAssertion."""
    seconds = found.get("token_exp")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds <= TOKEN_MAX_S:
        raise BadAssertion("Invalid token_exp")
    return seconds


def _pieces(assertion: str) -> tuple[str, str, str]:
    pieces = assertion.split(".")
    if len(pieces) != 3 or not all(pieces):
        raise BadAssertion("Invalid client_assertion")
    return pieces[0], pieces[1], pieces[2]


def _object(piece: str) -> Json:
    try:
        found = strict.loads(_bytes(piece))
    except ValueError as fault:
        raise BadAssertion("Invalid client_assertion") from fault
    if not isinstance(found, dict):
        raise BadAssertion("Invalid client_assertion")
    return found


def _public(jwk: Json) -> rsa.RSAPublicKey:
    try:
        e, n = (int.from_bytes(_bytes(str(jwk.get(name, "")))) for name in ("e", "n"))
        return rsa.RSAPublicNumbers(e, n).public_key()
    except (ValueError, BadAssertion) as fault:
        raise BadKey(f"e and n are those of an RSA key: {fault}") from fault


def _bytes(piece: str) -> bytes:
    """Base64 for addresses, without its padding."""
    try:
        padded = piece + "=" * (-len(piece) % 4)
        return base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError as fault:
        raise BadAssertion("Invalid client_assertion") from fault


def _text(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

"""Functions that make codes of texts (ODK "digest", "base64-decode", "uuid")."""

from __future__ import annotations

import base64
import binascii
import hashlib
import string as letters
from collections.abc import Sequence
from random import Random
from uuid import UUID

from forms.expressions.runtime import Here, World
from forms.expressions.values import Value, number, string

_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
LONGEST_CODE = 1_000


def digest(world: World, _here: Here, given: Sequence[Value]) -> str:
    """digest(text, algorithm, encoding): base64 unless the encoding is hex; '' for an algorithm
    or encoding that ODK does not name."""
    text, algorithm, *encoding = (string(value, world) for value in given)
    name, written = _ALGORITHMS.get(algorithm.upper()), (encoding or ["base64"])[0].lower()
    if name is None or written not in ("base64", "hex"):
        return ""
    made = hashlib.new(name, text.encode(errors="replace"), usedforsecurity=False)
    return made.hexdigest() if written == "hex" else base64.b64encode(made.digest()).decode()


def base64_decode(world: World, _here: Here, given: Sequence[Value]) -> str:
    """The text inside base64, '' if it is none."""
    text = string(given[0], world)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def uuid(world: World, here: Here, given: Sequence[Value]) -> str:
    """A UUID, or a code of that many letters and digits, of the response and the question: a
    repeated step makes the same one."""
    chance = Random(f"{world.seed}/{here.chance}/uuid")  # noqa: S311 - names, guards nothing
    if not given:
        return str(UUID(int=chance.getrandbits(128), version=4))
    length = number(given[0], world)
    count = int(length) if 0 <= length <= LONGEST_CODE else 0
    return "".join(chance.choices(letters.digits + letters.ascii_uppercase, k=count))

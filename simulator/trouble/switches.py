"""What a switch can hold, and the switches of sending (where LINE's truth is a secret or two)."""

from __future__ import annotations

from collections.abc import Callable

Check = Callable[[object], bool]
Switches = dict[str, tuple[object, Check]]


def a_rate(value: object) -> bool:
    return a_number(value) and 0 <= float(str(value)) <= 1


def a_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1e12


def a_count(value: object) -> bool:
    return isinstance(value, int) and a_number(value)


def a_flag(value: object) -> bool:
    return isinstance(value, bool)


def or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(*values: object) -> Check:
    """``True`` is not 1, nor ``200.0`` 200."""
    return lambda value: any(value == one and type(value) is type(one) for one in values)


def _a_body(value: object) -> bool:
    """An error's body as LINE might write it, or a text as something before LINE might."""
    return isinstance(value, str) or (
        isinstance(value, dict) and isinstance(value.get("message"), str)
    )


WORDS_401 = {
    "token": "Authentication failed. Confirm that the access token in the authorization header "
    "is valid.",
    "reason": "Authentication failed due to the following reason: invalid token",
    "both": "Authentication failed due to the following reason: invalid token. Confirm that the "
    "access token in the authorization header is valid.",
}

SENDING: Switches = {
    "rate_limits": (True, a_flag),
    "rate_capacity": (1, lambda value: a_number(value) and value != 0),
    "odd_retry_key": (400, one_of(400, 200)),
    "empty_details": (False, a_flag),
    "words_401": ("token", one_of(*WORDS_401)),
    "body_413": (None, or_null(_a_body)),
    "body_500": (None, or_null(_a_body)),
    "content_days": (None, or_null(a_number)),
    "narrowcast_waiting_s": (1, a_number),
    "narrowcast_sending_s": (1, a_number),
    "audience_s": (1, a_number),
}

"""Whether LINE would make this coupon (REF §Create a coupon). Paths are dotted."""

from __future__ import annotations

from simulator.validate import urls
from simulator.validate.fields import Json, Words, one_of, text, whole
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped
from simulator.validate.request import Verdict, verdict

ZONES = (
    *("ETC_GMT_MINUS_12", "ETC_GMT_MINUS_11", "PACIFIC_HONOLULU", "AMERICA_ANCHORAGE"),
    *("AMERICA_LOS_ANGELES", "AMERICA_PHOENIX", "AMERICA_CHICAGO", "AMERICA_NEW_YORK"),
    *("AMERICA_CARACAS", "AMERICA_SANTIAGO", "AMERICA_ST_JOHNS", "AMERICA_SAO_PAULO"),
    *("ETC_GMT_MINUS_2", "ATLANTIC_CAPE_VERDE", "EUROPE_LONDON", "EUROPE_PARIS"),
    *("EUROPE_ISTANBUL", "EUROPE_MOSCOW", "ASIA_TEHRAN", "ASIA_TBILISI", "ASIA_KABUL"),
    *("ASIA_TASHKENT", "ASIA_COLOMBO", "ASIA_KATHMANDU", "ASIA_ALMATY", "ASIA_RANGOON"),
    *("ASIA_BANGKOK", "ASIA_TAIPEI", "ASIA_TOKYO", "AUSTRALIA_DARWIN", "AUSTRALIA_SYDNEY"),
    *("ASIA_VLADIVOSTOK", "ETC_GMT_PLUS_12", "PACIFIC_TONGATAPU"),
)
_WORDS = Words(
    "May not be empty",
    "Size must be between {low} and {high}",
    "Must be one of the following values: [{values}]",
    comma=",",
)
_LATEST = 2**53
_WINNERS = 999_999
_REWARDS = ("discount", "free", "gift", "cashBack", "others")
_PRICES = {
    "fixed": ("fixedAmount",),
    "percentage": ("percentage",),
    "explicit": ("originalPrice", "priceAfterDiscount"),
}
_PRICED = {"discount": tuple(_PRICES), "cashBack": ("fixed", "percentage")}
_TEXTS = (("description", 1_000), ("usageCondition", 100), ("couponCode", 16))
_PLAIN = (
    *("title", "description", "maxUseCountPerTicket", "startTimestamp", "endTimestamp"),
    *("timezone", "visibility", "imageUrl", "couponCode", "barcodeImageUrl", "usageCondition"),
)


def check(body: Json, now: float, rules: Rules) -> Verdict:
    """``now`` in epoch seconds: a coupon ends after it."""
    return verdict(_coupon(body, now, rules))


def tidied(body: Json) -> Json:
    """A checked coupon without what LINE does not know of it, or what is empty."""
    condition, reward = body["acquisitionCondition"], body["reward"]
    assert isinstance(condition, dict)
    assert isinstance(reward, dict)
    lottery = ("lotteryProbability", "maxAcquireCount") if condition["type"] == "lottery" else ()
    price = reward.get("priceInfo")
    return {key: body[key] for key in _PLAIN if body.get(key) not in (None, "")} | {
        "acquisitionCondition": {key: condition[key] for key in ("type", *lottery)},
        "reward": {"type": reward["type"]} | ({"priceInfo": _tidy(price)} if price else {}),
    }


def _tidy(price: Json) -> Json:
    return {key: price[key] for key in ("type", *_PRICES[str(price["type"])])}


def _coupon(body: Json, now: float, rules: Rules) -> Problems:
    yield from text(body, "title", (), 60, words=_WORDS, low=1)
    for key, most in _TEXTS:
        yield from text(body, key, (), most, required=False, words=_WORDS)
    for key in ("imageUrl", "barcodeImageUrl"):
        yield from urls.media(body, key, (), rules, required=False)
    yield from one_of(body, "visibility", (), ("PUBLIC", "UNLISTED"), required=True, words=_WORDS)
    yield from one_of(body, "timezone", (), ZONES, required=True, words=_WORDS)
    yield from _times(body, now)
    yield from _once_or_always(body, "maxUseCountPerTicket", (), 1)
    yield from _condition(body.get("acquisitionCondition"), ("acquisitionCondition",))
    yield from _reward(body.get("reward"), ("reward",))


def _times(body: Json, now: float) -> Problems:
    """The words for an end that is too early are our own."""
    faults = [
        *whole(body, "startTimestamp", (), 0, _LATEST),
        *whole(body, "endTimestamp", (), 0, _LATEST),
    ]
    yield from faults
    start, end = body.get("startTimestamp"), body.get("endTimestamp")
    if not faults and isinstance(start, int) and isinstance(end, int) and end <= max(start, now):
        yield Problem(("endTimestamp",), "Must be after startTimestamp and the current time")


def _once_or_always(found: Json, key: str, path: Path, most: int) -> Problems:
    """-1 is without limit."""
    if found.get(key) != -1 or isinstance(found[key], float):
        yield from whole(found, key, path, 1, most)


def _condition(found: object, path: Path) -> Problems:
    if not isinstance(found, dict):
        yield Problem(path, _WORDS.empty) if found is None else mistyped(path)
        return
    yield from one_of(found, "type", path, ("normal", "lottery"), required=True, words=_WORDS)
    if found.get("type") == "lottery":
        yield from whole(found, "lotteryProbability", path, 1, 99)
        yield from _once_or_always(found, "maxAcquireCount", path, _WINNERS)


def _reward(found: object, path: Path) -> Problems:
    if not isinstance(found, dict):
        yield Problem(path, _WORDS.empty) if found is None else mistyped(path)
        return
    yield from one_of(found, "type", path, _REWARDS, required=True, words=_WORDS)
    kinds, price, here = _PRICED.get(str(found.get("type"))), found.get("priceInfo"), "priceInfo"
    if kinds is not None:
        yield from _price(price, (*path, here), kinds)
    elif price is not None and found.get("type") in _REWARDS:
        yield Problem((*path, here), "Must not be specified")


def _price(found: object, path: Path, kinds: tuple[str, ...]) -> Problems:
    """What belongs to another type of price is refused."""
    if not isinstance(found, dict):
        yield Problem(path, _WORDS.empty) if found is None else mistyped(path)
        return
    yield from one_of(found, "type", path, kinds, required=True, words=_WORDS)
    if found.get("type") not in kinds:
        return
    needed = _PRICES[str(found["type"])]
    for key in (key for keys in _PRICES.values() for key in keys):
        if key in needed:
            yield from whole(found, key, path, 1, 99 if key == "percentage" else _LATEST)
        elif found.get(key) is not None:
            yield Problem((*path, key), "Must not be specified")

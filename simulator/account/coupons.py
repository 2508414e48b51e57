"""Coupons of the account (REF §Coupon): made, listed, discontinued. Nobody redeems one here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.saving.records import as_list, plain, rebuild
from simulator.validate import Rules
from simulator.validate.coupon import check

MOST = 5_000
STATUSES = ("DRAFT", "RUNNING", "CLOSED")
_CURRENCY = "THB"  # that of a Thai account, which this one is
_PRICED = ("fixed", "explicit")


@dataclass
class Coupon:
    """``body`` is what it was made of; times are epoch seconds. Only the manager has drafts."""

    id: str
    body: Json
    created: int
    closed: bool = False

    def status(self, now: float) -> str:
        """``RUNNING`` is also what has not begun yet."""
        end = self.body["endTimestamp"]
        assert isinstance(end, int)
        return "CLOSED" if self.closed or now >= end else "RUNNING"

    def short(self) -> Json:
        """As a list has it."""
        return {"couponId": self.id, "title": self.body["title"]}

    def describe(self, now: float) -> Json:
        """REF §Get details of a coupon."""
        return {
            "couponId": self.id,
            **self.body,
            "reward": _with_currency(self.body["reward"]),
            "maxTicketPerUser": 1,
            "status": self.status(now),
            "createdTimestamp": self.created,
        }


class Coupons:
    def __init__(self) -> None:
        self._by_id: dict[str, Coupon] = {}

    def add(self, body: Json, now: float) -> Coupon:
        made = Coupon(ids.ulid(int(now * 1000)), body, int(now))
        self._by_id[made.id] = made
        return made

    def get(self, coupon_id: str) -> Coupon | None:
        return self._by_id.get(coupon_id)

    def newest(self, statuses: Collection[str], now: float) -> list[Coupon]:
        return [one for one in reversed(self._by_id.values()) if one.status(now) in statuses]

    def state(self) -> object:
        return [plain(one) for one in self._by_id.values()]

    def restore(self, state: object) -> None:
        found = [_checked(rebuild(Coupon, one)) for one in as_list(state)]
        self._by_id = {one.id: one for one in found}


def _with_currency(reward: object) -> Json:
    """The unit is set by LINE, where there is an amount."""
    assert isinstance(reward, dict)
    price = reward.get("priceInfo")
    if not isinstance(price, dict) or price["type"] not in _PRICED:
        return reward
    return {**reward, "priceInfo": {**price, "currency": _CURRENCY}}


def _checked(coupon: Coupon) -> Coupon:
    if check(coupon.body, coupon.created, Rules()).refusal is not None:
        raise ValueError(f"{coupon.id!r:.60} is no coupon")
    return coupon

"""The people who hold the phones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.basics import ids
from simulator.saving.records import as_list, rebuild

DAY_S = 86_400
MAY_BE_ANSWERED_S = 7 * DAY_S


class CannotDo(ValueError):
    """The phone would not let the person do that."""


@dataclass
class Person:
    """``spoke_at`` is when the person last wrote to the bot one to one (epoch seconds).

    ``consents``: agreed that official accounts learn who it is in a group, and its name (CONSENT).
    """

    user_id: str
    display_name: str
    friend: bool = True
    blocked: bool = False
    was_friend: bool = False
    spoke_at: float | None = None
    consents: bool = True
    attributes: dict[str, object] = field(default_factory=dict)

    def describe(self) -> dict[str, object]:
        return {
            "userId": self.user_id,
            "displayName": self.display_name,
            "friend": self.friend,
            "blocked": self.blocked,
            "pictureUrl": None,
            "consents": self.consents,
        }

    @property
    def known_as(self) -> str | None:
        """The user id as a group's events may tell it."""
        return self.user_id if self.consents else None

    def receives_push(self, now: float) -> bool:
        """REF §Send push message: a friend, or who wrote within 7 days; never who blocks."""
        if self.blocked:
            return False
        recent = self.spoke_at is not None and now - self.spoke_at <= MAY_BE_ANSWERED_S
        return self.friend or recent

    def receives_multicast(self) -> bool:
        return self.friend and not self.blocked

    def shows_profile(self) -> bool:
        """REF §Get profile: friends, and others who wrote to the bot; not who blocks, nor who did
        not consent."""
        known = self.friend or self.spoke_at is not None
        return known and self.consents and not self.blocked


class People:
    def __init__(self) -> None:
        self._by_id: dict[str, Person] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def get(self, user_id: str) -> Person | None:
        return self._by_id.get(user_id)

    def add(self, display_name: str, *, friend: bool, user_id: str | None = None) -> Person:
        person = Person(user_id or ids.new_user_id(), display_name, friend, was_friend=friend)
        self._by_id[person.user_id] = person
        return person

    def describe(self) -> list[dict[str, object]]:
        return [person.describe() for person in self._by_id.values()]

    def state(self) -> object:
        return list(self)

    def restore(self, state: object) -> None:
        found = [rebuild(Person, one) for one in as_list(state)]
        if stray := [one.user_id for one in found if not ids.USER_ID.fullmatch(one.user_id)]:
            raise ValueError(f"{stray[0]!r:.60} is no userId")
        self._by_id = {person.user_id: person for person in found}

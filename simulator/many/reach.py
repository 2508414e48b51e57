"""Who got a message and who has seen it since (REF §Get user interaction statistics).

A message of a broadcast or narrowcast is known by its request id; pushes and multicasts by the name
of their aggregation unit and the day. Who writes or taps within 14 days has seen what came before,
and who opens an address in it; which media were played a phone here does not tell.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from simulator.basics.days import day_of
from simulator.basics.strict import Json
from simulator.saving.records import as_count, as_list, as_object, as_text, plain, rebuild

UPDATED_S = 14 * 86_400
_KEPT, _KEPT_PEOPLE = 1_000, 1_000_000


@dataclass
class Sent:
    """``urls``: what can be opened in it, in the order of its bubbles: (bubble from 1, URL).

    ``opened``: how often each person opened each of them, by "bubble URL".
    """

    at: float
    bubbles: int = 0
    people: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    urls: list[list[object]] = field(default_factory=list)
    opened: dict[str, dict[str, int]] = field(default_factory=dict)

    def stored(self) -> Json:
        return plain(self) | {"people": sorted(self.people), "seen": sorted(self.seen)}

    def clicks(self, url: str | None = None, bubble: object = None) -> Counter[str]:
        """How often each person opened the address, or any of them, in that bubble or in any."""
        found: Counter[str] = Counter()
        for key, counts in self.opened.items():
            place, _, opened = key.partition(" ")
            if url in (None, opened) and (bubble is None or str(bubble) == place):
                found.update(counts)
        return found

    def open(self, user_id: str, url: str, bubble: int | None) -> bool:
        """Who opens an address has seen what it stands in; False: there is no such address."""
        places = [place for place, known in self.urls if known == url]
        if not places or (bubble is not None and bubble not in places):
            return False
        counts = self.opened.setdefault(f"{bubble or places[0]} {url}", {})
        counts[user_id] = counts.get(user_id, 0) + 1
        self.seen.add(user_id)
        return True


class Reach:
    def __init__(self) -> None:
        self._sent: OrderedDict[str, Sent] = OrderedDict()
        self._people = 0

    def note_request(
        self, request_id: str, people: Iterable[str], messages: list[Json], now: float
    ) -> None:
        self._note(f"request {request_id}", people, messages, now)

    def note_unit(self, unit: str, people: Iterable[str], messages: list[Json], now: float) -> None:
        self._note(f"{day_of(now)} {unit}", people, messages, now)

    def seen(self, user_id: str, now: float) -> None:
        for sent in self._counting(user_id, now):
            sent.seen.add(user_id)

    def open(self, user_id: str, url: str, now: float, bubble: int | None = None) -> bool:
        """Counts for the newest message that this person got the address in, in that bubble or in
        the first; False: there is none."""
        newest = reversed(list(self._counting(user_id, now)))
        return any(sent.open(user_id, url, bubble) for sent in newest)

    def request(self, request_id: str) -> Sent | None:
        return self._sent.get(f"request {request_id}")

    def unit(self, name: str, first: str, last: str) -> list[Sent]:
        """What was sent under the name from day to day (``yyyyMMdd``, both counted)."""
        parted = ((key.split(" ", 1), sent) for key, sent in self._sent.items())
        return [sent for (day, unit), sent in parted if unit == name and first <= day <= last]

    def state(self) -> object:
        return dict(self._sent)

    def restore(self, state: object) -> None:
        found = OrderedDict((key, _rebuilt(one)) for key, one in as_object(state).items())
        self._sent = found
        self._people = sum(len(sent.people) for sent in found.values())

    def _counting(self, user_id: str, now: float) -> Iterator[Sent]:
        for sent in self._sent.values():
            if sent.at <= now <= sent.at + UPDATED_S and user_id in sent.people:
                yield sent

    def _note(self, key: str, people: Iterable[str], messages: list[Json], now: float) -> None:
        sent = self._sent.setdefault(key, Sent(now))
        before = len(sent.people)
        sent.people.update(people)
        self._people += len(sent.people) - before
        sent.bubbles = max(sent.bubbles, len(messages))
        sent.urls += [one for one in _urls(messages) if one not in sent.urls]
        while len(self._sent) > _KEPT or (self._people > _KEPT_PEOPLE and len(self._sent) > 1):
            self._people -= len(self._sent.popitem(last=False)[1].people)


def _rebuilt(state: object) -> Sent:
    given = as_object(state)
    sets = {key: {as_text(one) for one in as_list(given[key])} for key in ("people", "seen")}
    opened = {key: _counts(one) for key, one in as_object(given.get("opened", {})).items()}
    return rebuild(Sent, given | sets | {"opened": opened})


def _counts(state: object) -> dict[str, int]:
    return {user_id: as_count(number) for user_id, number in as_object(state).items()}


def _urls(messages: list[Json]) -> Iterator[list[object]]:
    for place, message in enumerate(messages, 1):
        for url in dict.fromkeys(_inside(message)):
            yield [place, url]


def _inside(found: object) -> Iterator[str]:
    """Addresses of actions, however deep they stand."""
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    if isinstance(found, dict):
        for key in ("uri", "linkUri"):
            if isinstance(found.get(key), str):
                yield str(found[key])
    for one in inner:
        yield from _inside(one)

"""Audiences of uploaded user IDs, and of those who saw or clicked (REF §Managing Audience)."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.basics.strict import Json
from simulator.saving.records import as_count, as_list, as_object, plain, rebuild

KEPT_S = 180 * 86_400
DELETED_S = KEPT_S + 30 * 86_400
MOST = 1_000
JOBS = 50
AT_ONCE = 10
FEWEST, _SHOWN = 50, 20
UPLOAD, CLICK, IMPRESSION = "UPLOAD", "CLICK", "IMP"
_FIRST_ID = 1_000_000_000_001


@dataclass
class Audience:
    """``changed``: when IDs came in last; it is ready ``wait`` seconds later.

    ``request_id`` and ``click_url`` are of those who saw that message, or clicked in it.
    """

    id: int
    description: str
    created: float
    changed: float
    ifa: bool = False
    people: list[str] = field(default_factory=list)
    jobs: list[Json] = field(default_factory=list)
    uploads: int = 0
    kind: str = UPLOAD
    request_id: str | None = None
    click_url: str | None = None

    def status(self, now: float, wait: float) -> str:
        """REF §Get audience data: with too few people it never gets ready."""
        if now - self.created > KEPT_S:
            return "EXPIRED"
        enough = len(self.people) >= (1 if self.kind == UPLOAD else FEWEST)
        return "READY" if enough and now - self.changed >= wait else "IN_PROGRESS"

    def made(self) -> Json:
        """What creating it answers."""
        return {
            "audienceGroupId": self.id,
            "createRoute": "MESSAGING_API",
            "type": self.kind,
            "description": self.description,
            "created": int(self.created),
            "permission": "READ_WRITE",
            "expireTimestamp": int(self.created + KEPT_S),
            "isIfaAudience": self.ifa,
            **({"requestId": self.request_id} if self.request_id else {}),
            **({"clickUrl": self.click_url} if self.click_url else {}),
        }

    def describe(self, now: float, wait: float) -> Json:
        """Fewer than 20 are told of uploaded IDs alone."""
        told = self.kind == UPLOAD or len(self.people) >= _SHOWN
        count = len(self.people) if told else 0
        return self.made() | {"status": self.status(now, wait), "audienceCount": count}

    def add(self, people: list[str], description: str | None, now: float) -> None:
        """IDs that are in it already are not in it twice."""
        known = set(self.people)
        self.people += [one for one in dict.fromkeys(people) if one not in known]
        self.changed = now
        self.uploads += 1
        job: Json = {"audienceGroupJobId": self.uploads, "description": description}
        self.jobs = [*self.jobs, job | {"audienceCount": len(people), "created": int(now)}][-JOBS:]

    def describe_jobs(self, now: float, wait: float) -> list[Json]:
        fixed: Json = {"audienceGroupId": self.id, "type": "DIFF_ADD", "failedType": None}
        return [job | fixed | {"jobStatus": _stage(job, now, wait)} for job in self.jobs]

    def working(self, now: float, wait: float) -> int:
        """REF §Limit on the number of concurrent operations."""
        return sum(_stage(job, now, wait) == "WORKING" for job in self.jobs)


def _stage(job: Json, now: float, wait: float) -> str:
    return "FINISHED" if now - float(str(job["created"])) >= wait else "WORKING"


class Audiences:
    def __init__(self) -> None:
        self._by_id: dict[int, Audience] = {}
        self._next = _FIRST_ID

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self, now: float) -> list[Audience]:
        """What expired a month ago is deleted."""
        left = [one for one in self._by_id.values() if now - one.created <= DELETED_S]
        self._by_id = {one.id: one for one in left}
        return left

    def get(self, audience_id: int, now: float) -> Audience | None:
        self.all(now)
        return self._by_id.get(audience_id)

    def add(self, description: str, now: float) -> Audience:
        made = self._by_id[self._next] = Audience(self._next, description, now, now)
        self._next += 1
        return made

    def remove(self, audience_id: int) -> None:
        del self._by_id[audience_id]

    def state(self) -> object:
        return {"next": self._next, "audiences": [plain(one) for one in self._by_id.values()]}

    def restore(self, state: object) -> None:
        saved = as_object(state)
        found = [rebuild(Audience, one) for one in as_list(saved["audiences"])]
        self._next, self._by_id = as_count(saved["next"]), {one.id: one for one in found}

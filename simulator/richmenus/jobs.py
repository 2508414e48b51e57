"""Changes of many people's menus that LINE makes in the background (REF §Link rich menu to multiple
users, §Replace or unlink the linked rich menus in batches)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.clock import iso
from simulator.saving.records import as_list, plain, rebuild

KEPT_S = 14 * 24 * 3600
Work = dict[str, str | None]


@dataclass
class Job:
    """``work`` is what is still to be done: the menu of each person, None to take it away.

    ``due`` and the other moments are epoch seconds; ``key`` is the resumeRequestKey. Only a batch
    is ``told`` of by the progress endpoint.
    """

    request_id: str
    accepted_at: float
    due: float
    work: Work
    told: bool = False
    key: str | None = None
    completed_at: float | None = None
    failed: bool = False

    def describe(self) -> Json:
        if self.completed_at is None:
            return {"phase": "ongoing", "acceptedTime": iso(self.accepted_at)}
        return {
            "phase": "failed" if self.failed else "succeeded",
            "acceptedTime": iso(self.accepted_at),
            "completedTime": iso(self.completed_at),
        }


class MenuJobs:
    """Jobs are kept for 14 days, then neither their progress nor their key is known."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def accept(self, job: Job) -> None:
        old = [one.request_id for one in self._jobs.values() if _expired(one, job.accepted_at)]
        for request_id in old:
            del self._jobs[request_id]
        self._jobs[job.request_id] = job

    def find(self, request_id: str, now: float) -> Job | None:
        job = self._jobs.get(request_id)
        return job if job is not None and job.told and not _expired(job, now) else None

    def of_key(self, key: str, now: float) -> Job | None:
        """The newest job under this key."""
        found = [job for job in self._jobs.values() if job.key == key and not _expired(job, now)]
        return found[-1] if found else None

    def due(self, now: float) -> Iterator[Job]:
        return iter([job for job in self._jobs.values() if _waits(job) and job.due <= now])

    def state(self) -> object:
        return [plain(job) for job in self._jobs.values()]

    def restore(self, state: object) -> None:
        """What is due is done when somebody looks: its timer is gone."""
        found = [rebuild(Job, one) for one in as_list(state)]
        self._jobs = {job.request_id: job for job in found}


def _waits(job: Job) -> bool:
    return job.completed_at is None


def _expired(job: Job, now: float) -> bool:
    return now - job.accepted_at >= KEPT_S

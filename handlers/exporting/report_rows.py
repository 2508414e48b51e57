"""One report as answers by the names that its forms have for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.question import Json
from models.forums import ForumReport, Issue, Resolution
from models.told_more import more_of
from models.words import Class
from reports.responses import Response
from reports.responses.columns import DISTRICT, FORUM, VILLAGE, VILLAGE_NAME

Answers = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Page:
    """What of other tables is told beside some reports. `people` is empty without names; `photos`
    are the ids of those that are there, by report; `counting` reports whose people count."""

    names: bool
    villages: Mapping[str, str]
    people: Mapping[str, str]
    photos: Mapping[str, set[str]]
    counting: frozenset[str]


def row_of(report: ForumReport, page: Page, version: str) -> Response:
    """Answers that the plan has no question for (a gate, who promised) are left out by it."""
    forum, code = report.forum, report.forum.village_code
    sender = report.reported_by or "" if page.names else ""
    return Response(
        id=report.id,
        version=version,
        day=forum.held_on.isoformat(),
        at=report.submitted_at,
        person=sender,
        answers=_answers(report, page),
        name=page.people.get(sender, ""),
        facts={
            DISTRICT: code[:4] if code else None,
            VILLAGE: code,
            VILLAGE_NAME: page.villages.get(code or ""),
            FORUM: forum.id,
        },
    )


def _answers(report: ForumReport, page: Page) -> Answers:
    found = _control(report, page) | _quick(report, page)
    if report.level:
        found["level"] = str(report.level)
    found |= dict(_flat("", more_of(report)))
    for place, issue in enumerate(_told(report.issues), 1):
        found |= dict(_flat(f"issue[{place}]/", _issue(issue)))
    about = {one.id: one.text for one in report.issues}
    for place, deed in enumerate(_agreed(report.resolutions), 1):
        found |= dict(_flat(f"deed[{place}]/", _deed(deed, about.get(deed.issue_id or 0))))
    return found


def _control(report: ForumReport, page: Page) -> Answers:
    found: Answers = {
        "number": report.number,
        "state": report.state.value,
        "revision": report.revision,
        "rest": report.rest.value,
        "counts": "yes" if report.id in page.counting else "no",
    }
    if report.approved_at is not None:
        found["approved_at"] = report.approved_at.isoformat()
    return found


def _quick(report: ForumReport, page: Page) -> Answers:
    extra = json.loads(report.answers_json or "{}")
    there = page.photos.get(report.id, set())
    first = next(iter(report.issues), None)
    voice = {"audio": extra["topic_voice"]} if extra.get("topic_voice") else None
    photos: Json = [one for one in extra.get("photos", ()) if one in there]
    found: dict[str, Json] = {
        "held_on": report.forum.held_on.isoformat(),
        "men": report.men,
        "women": report.women,
        "total": report.total,
        "topic": report.topic or voice,
        "top": first.text if first is not None and extra.get("top") else None,
        "photos": photos,
        "for_whom": page.people.get(report.on_behalf_of or "") or report.behalf_name,
    }
    return {name: value for name, value in found.items() if value is not None}


def _told(issues: Sequence[Issue]) -> list[Issue]:
    return [one for one in issues if one.text]


def _agreed(resolutions: Sequence[Resolution]) -> list[Resolution]:
    return [one for one in resolutions if one.what and one.resolution_class is not Class.RESTRICTED]


def _issue(issue: Issue) -> Answers:
    solver: Answers = {"solver": issue.solver.value} if issue.solver else {}
    return {"what": issue.text, **solver, **more_of(issue)}


def _deed(deed: Resolution, about: str | None) -> Answers:
    found: dict[str, Json] = {
        "promise": deed.what,
        "about": about,
        "who": deed.who,
        "by_when": deed.by_when.isoformat() if deed.by_when else None,
        "status": deed.state.value,
        "done_at": deed.done_at.isoformat() if deed.done_at else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _flat(around: str, told: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """The entries of a repeat of a province's own as paths of theirs."""
    for name, value in told.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for place, entry in enumerate(value, 1):
                yield from _flat(f"{around}{name}[{place}]/", entry)
        else:
            yield f"{around}{name}", value

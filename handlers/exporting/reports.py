"""Reports of forums to be given out: a row each, as responses of a survey are.

What is จำกัด (what outsiders should not see, sign-in sheets, whole reports) is in no file, and
nothing tells that it is there. Without names there is neither who sent it, helped or promised, nor
a random id of theirs: in the answers to surveys it stands beside no village.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

import forms
from forms import Form, Item, Reader
from handlers.exporting.places import OF_PEOPLE, names_of
from handlers.exporting.report_rows import Page, row_of
from models.database import Database
from models.exports import REPORTS
from models.files import File
from models.forums import Forum, ForumReport, counted
from models.mailbox import FormVersion
from models.people import Person
from models.told_more import PERSONAL, ROOM, opens
from models.words import Class, FileKind, FileState, ReportState
from reports.responses import Plan, Shape, Version, plan_of
from reports.responses import Response as Row
from reports.responses.columns import FORUM
from reports.responses.joining import joined

CODE = "1"
SOURCE = Path(__file__).parent / "forms" / "report.md"
AT_ONCE = 200
GIVEN = (ReportState.SUBMITTED, ReportState.RETURNED, ReportState.APPROVED)
DISTRICT = 4  # digits of a village's code that name its district
QUICK = frozenset({"held_on", "total", "topic", "top", "photos"})
NAMING = frozenset({"for_whom", "who", *PERSONAL})  # answers that name people or show them
NEVER = frozenset({"guard", "secret", "sheet"})


@dataclass(frozen=True, slots=True)
class Sources:
    """The forms that ask for a report, as they are now."""

    quick: Path
    full: Path


def shape_for(*, names: bool, groups: bool = False) -> Shape:
    facts = (*OF_PEOPLE, FORUM)
    return Shape(groups=groups, personal=names, unsigned=not names, facts=facts)


def older_forms(session: Session) -> list[bytes]:
    """Versions of the full form that somebody began, the newest first: what a report was asked may
    stand in the form no more."""
    chosen = sa.select(FormVersion.source).where(FormVersion.room == ROOM)
    return list(session.scalars(chosen.order_by(FormVersion.first_used_at.desc())))


def plan_for(
    sources: Sources, older: Iterable[bytes], shape: Shape, readers: Mapping[str, Reader]
) -> Plan:
    """Reads every form: for no transaction. Raises forms.FormRefused."""
    load = partial(forms.load, readers=readers, stored=True)
    ours = load(SOURCE.read_bytes())
    full = [load(one) for one in (sources.full.read_bytes(), *older)]
    parts: list[tuple[Form, Callable[[Form, Item], bool]]] = [
        (ours, lambda _, item: not item.groups and _is_told(item, names=shape.personal)),
        (load(sources.quick.read_bytes()), lambda _, item: item.name in QUICK),
        *((form, partial(_of_full, names=shape.personal)) for form in full),
        (ours, lambda _, item: bool(item.groups)),
    ]
    return plan_of(REPORTS, [Version(CODE, joined(parts))], shape)


def _of_full(_form: Form, item: Item, *, names: bool) -> bool:
    return item.asked and not opens(item.name) and _is_told(item, names=names)


def _is_told(item: Item, *, names: bool) -> bool:
    return item.name not in NEVER and (names or item.name not in NAMING)


def count(session: Session, districts: Sequence[str] = ()) -> int:
    return session.scalar(_given(districts).with_only_columns(sa.func.count())) or 0


def rows(
    database: Database, districts: Sequence[str] = (), *, names: bool = False
) -> Iterator[Row]:
    """In constant memory, by their numbers. Between two pages no transaction is open: whoever takes
    them writes a file."""
    after = ""
    while True:
        with database.read() as session:
            found = _next(session, districts, after)
            page = _page(session, found, names=names)
            made = [row_of(one, page, CODE) for one in found]
        if not made:
            return
        yield from made
        after = str(made[-1].answers["number"])


def _given(districts: Sequence[str]) -> sa.Select[ForumReport]:
    chosen = (
        sa.select(ForumReport)
        .join(Forum, Forum.id == ForumReport.forum_id)
        .where(ForumReport.state.in_(GIVEN), ForumReport.report_class != Class.RESTRICTED)
    )
    if not districts:
        return chosen
    return chosen.where(sa.func.substr(Forum.village_code, 1, DISTRICT).in_(districts))


def _next(session: Session, districts: Sequence[str], after: str) -> list[ForumReport]:
    told = (joinedload(ForumReport.forum), selectinload(ForumReport.issues))
    chosen = (
        _given(districts)
        .where(ForumReport.number > after)
        .order_by(ForumReport.number)
        .limit(AT_ONCE)
        .options(*told, selectinload(ForumReport.resolutions))
    )
    return list(session.scalars(chosen))


def _page(session: Session, found: Sequence[ForumReport], *, names: bool) -> Page:
    """What of other tables is told beside these reports."""
    people = {one.reported_by for one in found} | {one.on_behalf_of for one in found}
    return Page(
        names=names,
        villages=names_of(session, {one.forum.village_code for one in found}),
        people=_people(session, people) if names else {},
        photos=_photos(session, [one.id for one in found]),
        counting=_counting(session, {one.forum_id for one in found}),
    )


def _people(session: Session, wanted: Iterable[str | None]) -> dict[str, str]:
    chosen = sa.select(Person).where(Person.id.in_([one for one in wanted if one]))
    return {one.id: one.full_name or one.called or "" for one in session.scalars(chosen)}


def _photos(session: Session, report_ids: Sequence[str]) -> dict[str, set[str]]:
    chosen = sa.select(File.report_id, File.id).where(
        File.report_id.in_(report_ids),
        File.kind == FileKind.IMAGE,
        File.state != FileState.ERASED,
        File.file_class != Class.RESTRICTED,
    )
    found: dict[str, set[str]] = defaultdict(set)
    for report_id, file_id in session.execute(chosen):
        found[report_id or ""].add(file_id)
    return found


def _counting(session: Session, forum_ids: Iterable[str]) -> frozenset[str]:
    """The reports whose people are those of their meeting (models/forums.py)."""
    chosen = (
        sa.select(ForumReport)
        .where(ForumReport.forum_id.in_(forum_ids), ForumReport.state != ReportState.WITHDRAWN)
        .order_by(ForumReport.submitted_at, ForumReport.number)
    )
    of_forum: dict[str, list[ForumReport]] = defaultdict(list)
    for one in session.scalars(chosen):
        of_forum[one.forum_id].append(one)
    best = (counted(several) for several in of_forum.values())
    return frozenset(one.id for one in best if one is not None)

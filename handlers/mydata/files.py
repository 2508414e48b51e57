"""The pictures, recordings and other files that somebody sent, and how they are packed to be kept.

Rows in, rows out; who opens a package is looked up anew (console/packages.py).
"""

from __future__ import annotations

import mimetypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.mydata.service import CasesOf, reports_of
from models.cases import Case
from models.files import File
from models.forums import ForumReport
from models.kept import Kept
from models.people import Account, Speaking, people_of
from models.words import FileState, KeptState

MOST_BYTES = 100_000_000  # of one package: what a telephone still takes over a weak line
MOST_FILES = 200
NOBODY = "nobody"  # in a package's name: who speaks has not signed up
_ENDINGS = {"audio/mp4": ".m4a", "audio/mpeg": ".mp3", "image/jpeg": ".jpg"}


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a package: the name it gets in there, the name it has on disk, when it came."""

    name: str
    stored: str
    sent_at: datetime | None


def own_files(
    session: Session, by: Speaking, reports: Sequence[ForumReport], cases: Sequence[Case]
) -> list[File]:
    """Of these reports and cases, and what waits to hear what it is for; oldest first."""
    theirs = sa.or_(
        File.report_id.in_([one.id for one in reports]),
        File.case_id.in_([one.id for one in cases]),
        sa.and_(File.id.in_(_loose(by)), File.report_id.is_(None), File.case_id.is_(None)),
    )
    chosen = sa.select(File).where(theirs, File.state != FileState.ERASED)
    return list(session.scalars(chosen.order_by(File.sent_at, File.id)))


def _loose(by: Speaking) -> sa.Select[str | None]:
    """Of a phone that several people use only what is known to be theirs."""
    mine = Kept.account_id == by.account_id
    if by.shared:
        mine = sa.and_(mine, Kept.person_id == by.person_id)
    return sa.select(Kept.file_id).where(
        mine, Kept.state != KeptState.DISCARDED, Kept.file_id.is_not(None)
    )


def packages(files: Sequence[File]) -> list[list[File]]:
    """Those whose bytes are here, in packages of bounded size; a larger file goes alone."""
    made: list[list[File]] = []
    size = 0
    for file in files:
        if file.state is not FileState.STORED or not file.path:
            continue
        size += file.size or 0
        if not made or size > MOST_BYTES or len(made[-1]) == MOST_FILES:
            made.append([])
            size = file.size or 0
        made[-1].append(file)
    return made


def name_of(by: Speaking, number: int) -> str:
    """What the address of a package names: whose, and which one (from 1)."""
    return f"{by.account_id}-{by.person_id or NOBODY}-{number}"


def opened(
    session: Session, name: str, cases: CasesOf, secret_key: str, zone: ZoneInfo
) -> list[Packed]:
    """What is in the package now; nothing if it is nobody's any more."""
    account_id, _, rest = name.partition("-")
    person_id, _, number = rest.partition("-")
    by = _by(session, account_id, person_id)
    if by is None or not number.isdecimal():
        return []
    mine = cases(session, by, secret_key)
    reports = reports_of(session, by)
    made = packages(own_files(session, by, reports, mine))
    titles = {one.id: one.number for one in reports} | {one.id: one.number for one in mine}
    at = int(number) - 1
    return _named(made[at], titles, zone) if 0 <= at < len(made) else []


def _by(session: Session, account_id: str, person_id: str) -> Speaking | None:
    """Who asked for it, if they still speak through that account."""
    account = session.get(Account, account_id)
    if account is None or account.line_user_id is None:
        return None
    people = people_of(session, account_id)
    person = next((one for one in people if one.id == person_id), None)
    if person is None and person_id != NOBODY:
        return None
    return Speaking.of(account_id, people, person)


def _named(files: Sequence[File], titles: dict[str, str], zone: ZoneInfo) -> list[Packed]:
    """«ว69-001 1.jpg»: by report and case, by day what is in neither."""
    seen: Counter[str] = Counter()
    found = []
    for file in files:
        sent_at = file.sent_at.astimezone(zone) if file.sent_at else None
        title = titles.get(file.report_id or file.case_id or "", "")
        title = title or (sent_at.date().isoformat() if sent_at else "-")
        title = title.replace(" ", "").replace("/", "-")
        seen[title] += 1
        name = f"{title} {seen[title]}{_ending(file)}"
        found.append(Packed(name, file.path or "", sent_at))
    return found


def _ending(file: File) -> str:
    kind = file.content_type or ""
    return _ENDINGS.get(kind) or mimetypes.guess_extension(kind) or ".bin"

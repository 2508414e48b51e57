"""What the full form asks beyond issues, deeds and how people took part; the next forum in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from forms import entries_of
from forms.question import Json
from handlers.report.pictures import set_kind
from models.files import File
from models.forums import ForumReport
from models.kept import Kept
from models.planned import Foretold
from models.told_more import NEXT_ON, more_of, take_files
from models.words import FileKind, FileShows

# (turn, the forum that is foretold, the day told before) -> what is said of its plan.
PlanNext = Callable[[Turn, Foretold, date | None], Bubble | None]

_CORE = frozenset({"begun", "held_on", "level", "guard", "secret"})
_OF_ISSUE = frozenset({"what", "issue_row", "what_cut", "solver"})
_REPEATS = frozenset({"issue", "deed"})
SHEET = "sheet"


def more_answers(found: Mapping[str, Json]) -> dict[str, Json]:
    """All answers that have no column of their own, entries of a repeat as a list."""
    told = {name: value for name, value in found.items() if "[" not in name and name not in _CORE}
    repeats = {name.partition("[")[0] for name in found if "[" in name} - _REPEATS
    return told | {one: [*entries_of(found, one)] for one in sorted(repeats)}


def more_in(entry: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in entry.items() if name not in _OF_ISSUE}


def attach(session: Session, report: ForumReport) -> None:
    """Files among the answers are the report's; a sign-in sheet is จำกัด from here on."""
    for name, file in take_files(session, report):
        if file.kind is FileKind.IMAGE:
            set_kind(file, FileShows.SIGN_IN if name == SHEET else FileShows.OTHER)


def plans_next(
    turn: Turn, report: ForumReport, before: Mapping[str, Json], plan_next: PlanNext | None
) -> Bubble | None:
    """A day to come that was told as the next forum's is planned, once."""
    day, old = _day(more_of(report).get(NEXT_ON)), _day(before.get(NEXT_ON))
    code = report.forum.village_code
    if plan_next is None or code is None or day is None or day == old:
        return None
    if day < turn.happened_at.date():
        return None
    return plan_next(turn, Foretold(day, code), old)


def _day(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


class MoreFields:
    """Where an unsent message of the form is found again. Of two for one answer, asked from the
    newest on, only the newest stands in the report."""

    def __init__(self, session: Session, report: ForumReport) -> None:
        self._session = session
        self._told = more_of(report)
        self._issues = [one.id for one in report.issues if one.text]
        self._seen: set[str] = set()

    def field(self, path: str, kept: Kept) -> str:
        """ "" where it is none of these answers."""
        entry, _, name = path.rpartition("/")
        named = self._named(entry, name)
        if not named:
            return ""
        newest = named not in self._seen
        self._seen.add(named)
        file = self._session.get(File, kept.file_id) if kept.file_id else None
        if file is not None:
            return f"{'photo' if file.kind is FileKind.IMAGE else 'voice'}-{file.id}"
        return f"more-{named}" if newest else "was-more"

    def _named(self, entry: str, name: str) -> str:
        if entry.startswith("issue[") and name not in _OF_ISSUE:
            place = int(entry[len("issue[") : -1]) - 1
            return f"{self._issues[place]}/{name}" if place < len(self._issues) else ""
        return name if not entry.startswith("deed") and name in self._told else ""

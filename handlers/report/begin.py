"""Opening the form with all that is known: the village, the loose photos, the words before."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.dialogue import drive
from bot.dialogue.speaker import own_bundle
from bot.inbox.turn import Turn
from forms.question import Json
from handlers.report.known import Sender, place_values, sender_of, start_values
from handlers.report.people import COUNTED, UNCOUNTED
from handlers.report.room import NAME
from handlers.report.service import filled_of, pictures
from handlers.report.whole import Whole, read_whole
from models.albums import in_order
from models.files import File
from models.forums import ForumReport
from models.kept import Kept, use
from models.planned import PlannedForum
from models.words import FileKind, FileState

_FIELDS = {"image": "photos", "audio": "topic"}


def begin(turn: Turn, upto: str, *, helping: bool = False, words: Kept | None = None) -> None:
    """A new report with what came loose before it; only what is missing is asked. `helping`: it is
    sent for somebody else. `words`: no others than these are of it."""
    sender = sender_of(turn.session, turn.person_account.id, turn.speaker)
    rows = own_bundle(turn, upto)
    if words is not None:
        rows = [row for row in rows if row.kind != "text" or row is words]
    told = _told(turn, rows)
    values = start_values(turn.session, sender, told) | _sent(turn.session, rows)
    if told is not None:
        values |= _manner(told, has_photos="photos" in values)
    if helping:
        values["helping"] = "yes"
    conversation = drive.open_form(turn, NAME, prefill=values)
    for row in rows:
        field = _FIELDS.get(row.kind, "told" if row.kind == "text" else row.kind)
        use([row], f"conversation:{conversation.id}:{field}")


def photos_of(session: Session, rows: list[Kept]) -> list[str]:
    """The ids of the photos among kept messages, those that LINE would not give left out."""
    found = [session.get(File, row.file_id) for row in rows if row.file_id]
    bad = (FileState.ERASED, FileState.GONE, FileState.FAILED, FileState.TOO_LARGE)
    photos = [file for file in found if file and file.kind is FileKind.IMAGE]
    return [file.id for file in in_order(photos) if file.state not in bad]


def _told(turn: Turn, rows: list[Kept]) -> Whole | None:
    """All words together, read at the day when the last of them was said."""
    words = [row for row in rows if row.kind == "text" and row.text]
    if not words:
        return None
    today = words[-1].said_at.astimezone(turn.context.zone).date()
    return read_whole("\n".join(row.text or "" for row in words), today)


def _sent(session: Session, rows: list[Kept]) -> dict[str, Json]:
    photos: list[Json] = [*photos_of(session, rows)]
    voices = [row.file_id for row in rows if row.kind == "audio" and row.file_id]
    values: dict[str, Json] = {"photos": photos} if photos else {}
    return values | ({"topic": {"audio": voices[0]}, "spoken": "yes"} if voices else {})


def _manner(told: Whole, *, has_photos: bool) -> dict[str, Json]:
    """A whole report goes straight to the review; a part of one is first shown as it was read."""
    if told.complete:
        leave = "top" if has_photos else "top photos"
        return {"brief": "yes", "checked": "yes", "leave": leave}
    return {"heard": "yes"} if told.held_on is not None else {}


def begin_planned(turn: Turn, planned: PlannedForum) -> None:
    """The report of a forum that was planned: day, village and topic are known."""
    sender = sender_of(turn.session, turn.person_account.id, turn.speaker)
    code = planned.forum.village_code or ""
    values: dict[str, Json] = {
        "held_on": planned.forum.held_on.isoformat(),
        **place_values(turn.session, sender, code),
    }
    if planned.topic:
        values["topic"] = planned.topic
    drive.open_form(turn, NAME, prefill=values)


def begin_correction(turn: Turn, report: ForumReport) -> None:
    """The sent report as a form again, at its review."""
    sender = sender_of(turn.session, turn.person_account.id, turn.speaker)
    values = _answers_of(turn.session, report, sender)
    drive.open_form(turn, NAME, subject=report.id, prefill=values)


def _answers_of(session: Session, report: ForumReport, sender: Sender) -> dict[str, Json]:
    filled = filled_of(report)
    photos: list[Json] = [file.id for file in pictures(session, report)]
    values: dict[str, Json] = {
        "checked": "yes",
        "held_on": filled.held_on.isoformat(),
        "total": filled.total,
        "people": UNCOUNTED,
        **place_values(session, sender, filled.village_code or ""),
    }
    if filled.men is not None and filled.women is not None:
        values |= {"people": COUNTED, "men": filled.men, "women": filled.women}
    if filled.topic_voice:
        values |= {"topic": {"audio": filled.topic_voice}, "spoken": "yes"}
    elif filled.topic:
        values["topic"] = filled.topic
    if filled.top:
        values["top"] = filled.top
    if photos:
        values |= {"photos": photos, "children": "some" if filled.internal else "none"}
    if filled.helping:
        values["helping"] = "yes"
    if filled.for_whom:
        values["for_whom"] = filled.for_whom
    leave = [name for name in ("top", "photos") if name not in values]
    return values | ({"leave": " ".join(leave)} if leave else {})

"""[แก้ประกาศ]: one that nobody has got yet is written anew and takes the place of the other."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.dialogue import drive
from bot.inbox.turn import Turn
from forms.question import Json
from handlers.announce import service, whom, writing
from handlers.announce.deciding import with_one
from models.announcements import Announcement
from models.audience import DISTRICT
from models.staff import Staff
from models.words import AnnouncementState

CORRECT = "announcement.correct"
SUBDISTRICT = 6  # digits of a village's code that name its subdistrict
_WHY_NOT = {
    AnnouncementState.NAMING: "counted_yet",
    AnnouncementState.REFUSED: "was_refused",
    AnnouncementState.CANCELLED: "was_cancelled",
    AnnouncementState.STOPPED: "stopped_midway",
}


def correct(turn: Turn, subject: str, _extra: str) -> None:
    """The form again, at its review."""

    def do(_staff: Staff, one: Announcement) -> None:
        values = values_of(one, turn.context.zone)
        if not service.may_be_corrected(turn.session, one):
            turn.tell(f"announcement.{_why_not(turn, one)}", number=one.id)
        elif values is None:
            turn.tell("announcement.not_in_form", number=one.id)
        else:
            if one.state is AnnouncementState.STOPPED:
                turn.tell("announcement.stopped_whole", number=one.id)
            drive.open_form(turn, writing.ROOM, subject=str(one.id), prefill=values, passes=True)

    with_one(turn, subject, do)


def _why_not(turn: Turn, one: Announcement) -> str:
    """Not before all of it has gone is it said that it is out."""
    gone = service.has_gone(turn.session, one)
    return _WHY_NOT.get(one.state, "too_late" if gone else "goes_out")


def values_of(one: Announcement, zone: ZoneInfo) -> Mapping[str, Json] | None:
    """The answers it was made of; None where the form has none for it (the command line can say
    more)."""
    whom = _whom(one)
    if whom is None or (one.urgent and one.due_at is not None):
        return None
    texts = {"words": one.words, "english": one.words_en, "picture": one.file_id, "link": one.link}
    texts |= {"document": one.document_id, "document_name": one.document_name}
    said = {name: value for name, value in texts.items() if value}
    return {**said, **whom, **_when(one, zone)}


def _whom(one: Announcement) -> dict[str, Json] | None:
    meant = one.meant()
    part = whom.part_of(dict(meant.terms))
    if part is not None:
        return {"who": writing.COHORT, "cohort": whom.MORE, "part": part}
    terms = {name: values[0] for name, values in meant.terms if len(values) == 1}
    if len(terms) < len(meant.terms) or set(terms) - {"role", "cohort", "village", "district"}:
        return None
    if "cohort" in terms:
        return {"who": writing.COHORT, "cohort": terms["cohort"]} if len(terms) == 1 else None
    return {"who": terms.get("role", writing.EVERYONE), **_where(terms)}


def _where(terms: Mapping[str, str]) -> dict[str, Json]:
    if village := terms.get("village"):
        places = {"district": village[:DISTRICT], "subdistrict": village[:SUBDISTRICT]}
        return {"where": "village", **places, "village": village}
    if district := terms.get("district"):
        return {"where": "district", "district": district}
    return {"where": "all"}


def _when(one: Announcement, zone: ZoneInfo) -> dict[str, Json]:
    if one.due_at is None:
        return {"when": "urgent" if one.urgent else "now"}
    at = one.due_at.astimezone(zone)
    return {"when": "later", "day": at.date().isoformat(), "hour": f"{at:%H:%M}"}

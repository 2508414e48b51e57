"""Officers hear that a wave waits for one of them, and who planned it what became of it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from base.thai.format import Lang, clock, long_date, short_date
from bot.inbox.turn import Context
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.hours import is_quiet, next_opening
from bot.outbox.officers import push_to
from handlers.surveys.costs import Most, most
from handlers.surveys.seeing import deciders
from models.outbox import Outgoing
from models.staff import Staff
from models.surveys import Wave
from models.waves import version_in_use
from models.words import WaveApproval, WaveState

SEE, LIST = "wave.see", "wave.list"
SECOND, TOLD, LATE = "wave-second", "wave-told", "wave-more"
AGREE_LATE, REFUSE_LATE, ANEW = "wave.agree_late", "wave.refuse_late", "wave.late_anew"


def ask_second(session: Session, wave: Wave, now: datetime, context: Context) -> None:
    """Everybody who may decide; the first who does settles it."""
    if not _tell_deciders(session, wave, "second", now, context):
        tell_planner(session, wave, "no_second", now)


def nobody_agreed(session: Session, wave: Wave, now: datetime, context: Context) -> None:
    """Its day has come: those who may decide, and who planned it."""
    _tell_deciders(session, wave, "second_late", now, context)
    tell_planner(session, wave, "told_late", now)


def ask_more(session: Session, wave: Wave, now: datetime, context: Context) -> None:
    """Whoever comes late waits for a second officer: all who may decide are asked again."""
    cost = most(session, wave, wave.late_asked or 0, now, context)
    if not _tell(session, wave, "second_late_people", f"{LATE}:{wave.id}:{_stamp(now)}", now, cost):
        tell_planner(session, wave, "no_second", now)


def unwanted_late(session: Session, row: Outgoing) -> str | None:
    """As `unwanted`, of those who came late."""
    number = row_number(row.dedupe_key.split(":")[1])
    wave = session.get(Wave, number) if number is not None else None
    asked = wave is not None and wave.state is WaveState.OPEN and bool(wave.late_asked)
    return None if asked else "it is decided"


def planner_of(session: Session, wave: Wave) -> Staff | None:
    """Who is told what becomes of it. None: an operator planned it, or they are no officer now."""
    planner = session.get(Staff, wave.planned_by) if wave.planned_by else None
    return planner if planner is not None and planner.ended_at is None else None


def tell_planner(session: Session, wave: Wave, what: str, now: datetime, **values: object) -> None:
    """`what`: told_agreed, told_refused, told_late, no_second, told_late_agreed or _refused.
    Nobody, where an operator planned it."""
    planner = planner_of(session, wave)
    if planner is None:
        return
    language = planner.account.language
    text = say(f"rounds.{what}", language, **_named(session, wave, language), **values)
    see = Button(say("rounds.see", language), Act(SEE, str(wave.id)))
    push_to(session, planner, f"{TOLD}:{wave.id}:{what}:{_stamp(now)}", Bubble(text, (see,)), now)


def tell_agreed(session: Session, wave: Wave, second: Staff, now: datetime, zone: ZoneInfo) -> None:
    planner = planner_of(session, wave)
    if planner is not None:
        at = opening(wave.opens_at, planner.account.language, now, zone)
        tell_planner(session, wave, "told_agreed", now, who=second.name, at=at)


def opening(opens: datetime, language: str, now: datetime, zone: ZoneInfo) -> str:
    """When it opens, or that it does so now; and where people hear of it in the morning, that."""
    at = say("rounds.now", language) if opens <= now else moment(opens, language, zone)
    return heard(at, max(opens, now), language, zone)


def heard(at: str, opens: datetime, language: str, zone: ZoneInfo) -> str:
    """`at` as it is said; and of what opens at night when its messages go."""
    goes = morning(opens, language, zone)
    return say("rounds.at_night", language, at=at, goes=goes) if goes else at


def morning(opens: datetime, language: str, zone: ZoneInfo) -> str:
    """When messages of that moment go that rest at night (bot/outbox/hours.py); "": at once."""
    if not is_quiet(opens, zone):
        return ""
    goes, spoken = next_opening(opens, zone), spoken_in(language)
    return f"{short_date(goes.date(), spoken)} {clock(goes.time(), spoken)}"


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Nobody is asked to decide what is decided (bot/outbox/wanted.py)."""
    number = row_number(row.dedupe_key.split(":")[1])
    wave = session.get(Wave, number) if number is not None else None
    planned = wave is not None and wave.state is WaveState.PLANNED
    asked = planned and wave is not None and wave.approval is WaveApproval.ASKED
    return None if asked else "it is decided"


def title_of(session: Session, wave: Wave, language: str) -> str:
    version = version_in_use(session, wave.survey_id)
    return version.title_en if language == "en" else version.title_th


def moment(at: datetime, language: str, zone: ZoneInfo) -> str:
    """«วันพุธที่ 15 ก.ค. 2569 17.45 น.»"""
    local, spoken = at.astimezone(zone), spoken_in(language)
    return f"{long_date(local.date(), spoken)} {clock(local.time(), spoken)}"


def spoken_in(language: str) -> Lang:
    return "en" if language == "en" else "th"


def _tell_deciders(session: Session, wave: Wave, what: str, now: datetime, context: Context) -> int:
    cost = most(session, wave, wave.messages or 0, now, context)
    return _tell(session, wave, what, f"{SECOND}:{wave.id}:{_stamp(now)}", now, cost)


def _tell(session: Session, wave: Wave, what: str, key: str, now: datetime, cost: Most) -> int:
    """How many may decide."""
    found = deciders(session, wave)
    for staff in found:
        language = staff.account.language
        named = _named(session, wave, language)
        text = say(f"rounds.{what}", language, **named, **cost.told(language))
        look = Button(say("rounds.look", language), Act(SEE, str(wave.id)), main=True)
        push_to(session, staff, f"{key}:{staff.id}", Bubble(text, (look,)), now)
    return len(found)


def _named(session: Session, wave: Wave, language: str) -> dict[str, object]:
    return {"title": title_of(session, wave, language), "number": wave.cohort.number}


def _stamp(now: datetime) -> str:
    """One that is planned anew is asked for anew."""
    return f"{now.timestamp():.0f}"

"""How a planned forum is said: to its planner, to forward, to read aloud, with its QR."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from base.i18n import say
from base.thai.aloud import aloud
from base.thai.format import Lang, clock, long_date
from base.thai.text import cut
from bot.dialogue.tables import village_label
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Copy, Image, Link
from handlers.planning.told import MOST_PLACE
from models.facts import BOT_BASIC_ID, fact
from models.forum_codes import code_of
from models.places import Village
from models.planned import PlannedForum
from models.words import PlanState

SHARE = "https://line.me/R/share?text={words}"  # LINE docs, "LINE URL scheme": share a text
MAX_URI = 1000  # LINE reference, "URI action"
QR_FOR = timedelta(days=1)
NUDGE = "planned"  # as NUDGES_OFF calls the reminder of the evening before
CHANGE, CANCEL, UNDO, TEXTS = "plan.change", "plan.cancel", "plan.undo", "plan.texts"
OF_ONE = (TEXTS, CHANGE, CANCEL)
OPEN, ANOTHER, MORE = "plan.open", "plan.another", "plan.more"
REPORT, NOT_HELD = "report.of_plan", "plan.not_held"
READY = "plan.ready"  # said on the evening before, and no button


def facts(planned: PlannedForum, language: str, longest: int = MOST_PLACE) -> str:
    """«วันจันทร์ที่ 20 ก.ค. 2569 เวลา 09.30 น. ศาลากลางบ้าน», the place in `longest` clusters."""
    lang: Lang = "en" if language == "en" else "th"
    parts = [long_date(planned.forum.held_on, lang)]
    if planned.starts is not None:
        parts.append(say("planning.at", language, time=clock(planned.starts, lang)))
    return " ".join([*parts, *([cut(planned.place, longest)] if planned.place else [])])


def place_of(turn: Turn, planned: PlannedForum, language: str) -> str:
    village = turn.session.get(Village, planned.forum.village_code or "")
    return village_label(village, language) if village else ""


def made(turn: Turn, planned: PlannedForum, key: str) -> Bubble:
    """Where the evening before is past already, or nobody is reminded, that is not promised."""
    near = key == "made" and (planned.eve_at is None or NUDGE in turn.context.nudges_off)
    text = turn.say(
        "planning.made_near" if near else f"planning.{key}", what=facts(planned, turn.language)
    )
    return Bubble(text, buttons=buttons(turn, planned, *OF_ONE))


def ended(turn: Turn, planned: PlannedForum, key: str) -> Bubble:
    text = turn.say(f"planning.{key}", what=facts(planned, turn.language))
    return Bubble(text, buttons=buttons(turn, planned, UNDO))


def texts(turn: Turn, planned: PlannedForum) -> list[Bubble]:
    """To forward, to read aloud, and the QR as a picture where LINE can open what we send."""
    found = [_to_forward(turn, planned), _to_read(turn, planned)]
    image = _qr(turn, planned)
    return [*found, Bubble(image=image)] if image else found


def _to_forward(turn: Turn, planned: PlannedForum) -> Bubble:
    language = turn.language
    words = say(
        "planning.forward",
        language,
        place=place_of(turn, planned, language),
        what=facts(planned, language),
        topic=planned.topic or "",
    )
    buttons = [Button(turn.say("planning.copy"), Copy(words))]
    shared = SHARE.format(words=quote(words))
    if len(shared) <= MAX_URI:
        buttons.insert(0, Button(turn.say("planning.share"), Link(shared), main=True))
    return Bubble(words, buttons=tuple(buttons))


def _to_read(turn: Turn, planned: PlannedForum) -> Bubble:
    """In Thai whatever the chat speaks: it is for the village's loudspeaker."""
    village = turn.session.get(Village, planned.forum.village_code or "")
    name = village.name_th.removeprefix("บ้าน").strip() if village else ""
    words = say(
        "planning.read",
        "th",
        village=name,
        what=aloud(_spoken(planned)),
        topic=aloud((planned.topic or "").removeprefix("เรื่อง").strip()),
    )
    return Bubble(words, buttons=(Button(turn.say("planning.copy"), Copy(words)),))


def _spoken(planned: PlannedForum) -> str:
    """As a sentence: «… เวลา 09.30 น. ที่ศาลากลางบ้าน»."""
    place = planned.place or ""
    if not place or place.startswith(("ที่", "ณ")):
        return facts(planned, "th")
    return facts(planned, "th").removesuffix(place) + say("planning.at_place", "th", place=place)


def _qr(turn: Turn, planned: PlannedForum) -> Image | None:
    basic_id = fact(turn.session, BOT_BASIC_ID)
    showing = turn.context.showing
    if showing is None or not basic_id:
        return None
    code = code_of(turn.session, planned.forum_id, turn.now)
    url = showing.forum_code(code, turn.now + QR_FOR)
    turn.answer.forget = True  # the address must not stay when it is used up
    return Image(url, url)


def asked(planned: PlannedForum, language: str) -> tuple[Button, ...]:
    """Under «เวทีเป็นอย่างไรบ้างคะ»."""
    acts = (("report", REPORT), ("postpone", CHANGE), ("not_held", NOT_HELD))
    return tuple(
        Button(say(f"planning.{key}", language), Act(act, planned.forum_id)) for key, act in acts
    )


def buttons(turn: Turn, planned: PlannedForum, *acts: str) -> tuple[Button, ...]:
    if planned.state is PlanState.HELD:
        return ()
    return tuple(
        Button(turn.say(f"planning.{act.partition('.')[2]}"), Act(act, planned.forum_id))
        for act in acts
    )

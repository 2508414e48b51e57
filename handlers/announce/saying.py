"""How an announcement looks to whoever gets it, and how much of it is told to whoever sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.aloud import aloud
from base.thai.format import Lang, clock, long_date
from bot.dialogue.tables import village_label
from bot.inbox.turn import Context, Turn
from bot.media.enclosed import Attached, with_file
from bot.messages.bubbles import Act, Bubble, Button, Copy, Image, Link
from bot.outbox.budget import Cost
from handlers.announce import whom
from handlers.announce.document import document
from models.announcements import Announcement
from models.audience import Audience
from models.files import File
from models.places import District, Village
from models.programme import Cohort
from models.staff import Staff

ACK, ASK = "announcement.ack", "announcement.ask"
FORWARD, ALOUD = "announcement.forward", "announcement.aloud"
SHARE = "https://line.me/R/share?text={words}"  # LINE docs, "LINE URL scheme": share a text
MAX_URI = 1000  # characters (LINE reference, "URI action")


def lang(language: str) -> Lang:
    return "en" if language == "en" else "th"


def words_in(one: Announcement, language: str) -> str:
    """Thai where no English was written."""
    return one.words_en if language == "en" and one.words_en else one.words


def from_whom(session: Session, author: Staff, language: str) -> str:
    """«จังหวัด», or the district of whose officer it is."""
    codes = sorted(author.district_codes())
    district = session.get(District, codes[0]) if len(codes) == 1 else None
    if district is None:
        return say("announcement.province", language)
    name = district.name_en if language == "en" else district.name_th
    return say("announcement.district", language, name=name)


def bubbles(
    session: Session, context: Context, one: Announcement, language: str, *, again: bool = False
) -> list[Bubble]:
    """What the receiver sees; `again` reminds of it. The picture is a message of its own, which can
    be opened and made larger: at the head of the words it would be cropped, and LINE shows none
    there of more than 1,024 pixels a side (LINE reference, Flex "Image")."""
    image = None if again else picture(session, context, one)
    shown = [Bubble(image=image)] if image else []
    office = from_whom(session, one.author, language)
    key = "announcement.again" if again else "announcement.head"
    file = document(session, context, one)
    text = with_file(
        f"{say(key, language, office=office)}\n{words_in(one, language)}", file, language
    )
    return [*shown, Bubble(text, buttons=buttons(one, file, language))]


@dataclass(frozen=True, slots=True)
class Said:
    """What an announcement says, written down or not."""

    author: Staff
    words: str
    words_en: str | None
    link: str | None
    file: Attached | None = None


def look(turn: Turn, said: Said, pictures: list[Bubble]) -> list[Bubble]:
    """As it will look, in each language, to whoever sends it or agrees to it. Its buttons are the
    receivers': a note would be taken before anybody has got it."""
    link = (Button(turn.say("announcement.document"), Link(said.link)),) if said.link else ()
    if said.file and said.file.address:
        link = (said.file.button(turn.language), *link)
    shown = [Bubble(turn.say("announcement.looks_so")), *pictures]
    for language, words in (("th", said.words), ("en", said.words_en)):
        if words:
            office = from_whom(turn.session, said.author, language)
            head = say("announcement.head", language, office=office)
            shown.append(Bubble(with_file(f"{head}\n{words}", said.file, language), buttons=link))
    return shown


def buttons(one: Announcement, file: Attached | None, language: str) -> tuple[Button, ...]:
    subject = str(one.id)
    acts = (("ack", ACK), ("ask", ASK), ("forward", FORWARD), ("aloud", ALOUD))
    made = [
        Button(say(f"announcement.{key}", language), Act(act, subject), main=act == ACK)
        for key, act in acts
    ]
    if file:
        made.append(file.button(language))
    if one.link:
        made.append(Button(say("announcement.document", language), Link(one.link)))
    return tuple(made)


def picture(session: Session, context: Context, one: Announcement) -> Image | None:
    """None where there is none, or LINE could not open it."""
    file = session.get(File, one.file_id) if one.file_id else None
    if file is None or context.showing is None:
        return None
    return context.showing.announced(file, one.id, one.shown_from)


def to_forward(session: Session, context: Context, one: Announcement, language: str) -> Bubble:
    """The words as a message of the receiver's own: by LINE's own share page where they fit into
    its address, and to copy."""
    office = from_whom(session, one.author, language)
    file = document(session, context, one)
    head = f"{say('announcement.head', language, office=office)}\n{words_in(one, language)}"
    parts = [with_file(head, file, language), file.address if file else None, one.link]
    words = "\n".join(filter(None, parts))
    made = [Button(say("announcement.copy", language), Copy(words))]
    shared = SHARE.format(words=quote(words))
    if len(shared) <= MAX_URI:
        made.insert(0, Button(say("announcement.share", language), Link(shared), main=True))
    return Bubble(words, buttons=tuple(made))


def to_read_aloud(session: Session, one: Announcement, village: Village | None) -> Bubble:
    """For the loudspeaker of a village, in Thai: as it is spoken, figures in words."""
    office = from_whom(session, one.author, "th")
    name = village.name_th.removeprefix("บ้าน").strip() if village else ""
    key = "announcement.read_village" if village else "announcement.read"
    words = say(key, "th", village=name, office=office, words=aloud(one.words))
    return Bubble(words, buttons=(Button(say("announcement.copy", "th"), Copy(words)),))


def audience_in_words(session: Session, audience: Audience, language: str) -> str:
    """«ผู้นำหมู่บ้าน อำเภอกาบเชิง»."""
    found = [say(f"announcement.role_{one}", language) for one in audience.values("role")]
    found += whom.names_of(session, dict(audience.terms), language)
    found += _cohorts(session, audience.values("cohort"), language)
    found += _districts(session, audience.values("district"), language)
    found += _villages(session, audience.values("village"), language)
    others = [f"{name}:{','.join(v)}" for name, v in audience.terms if name == "agency"]
    if not found + others:
        found = [say("announcement.everyone", language)]
    if audience.within and not (audience.values("district") or audience.values("village")):
        found += _districts(session, audience.within, language)
    return " ".join(found + others)


def _districts(session: Session, codes: tuple[str, ...], language: str) -> list[str]:
    chosen = sa.select(District).where(District.code.in_(codes)).order_by(District.code)
    names = [one.name_en if language == "en" else one.name_th for one in session.scalars(chosen)]
    return [say("announcement.in_district", language, name=name) for name in names]


def _villages(session: Session, codes: tuple[str, ...], language: str) -> list[str]:
    chosen = sa.select(Village).where(Village.code.in_(codes)).order_by(Village.code)
    return [village_label(one, language) for one in session.scalars(chosen)]


def _cohorts(session: Session, ids: tuple[str, ...], language: str) -> list[str]:
    rows = session.scalars(sa.select(Cohort).where(Cohort.id.in_(ids)).order_by(Cohort.number))
    return [say("announcement.of_cohort", language, number=one.number) for one in rows]


def cost_in_words(cost: Cost, language: str) -> str:
    key = "announcement.cost_free" if cost.beyond == 0 else "announcement.cost"
    return say(key, language, messages=cost.messages, left=cost.left, baht=cost.baht)


def when_in_words(at: datetime, language: str) -> str:
    """`at` is in the office's zone."""
    return f"{long_date(at.date(), lang(language))} {clock(at.time(), lang(language))}"

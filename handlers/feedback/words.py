"""What somebody told in several messages, kept message by message until (and after) it is sent.

The words stand in Kept rows alone, not in the form's state, so that one unsent message can be
taken out of a story at any time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from models.files import File
from models.inbox import Unsent
from models.kept import Kept
from models.words import FileState, KeptState

ORDER = ("text", "photo", "voice", "video", "file", "place")
FILES = {"image": "photo", "audio": "voice", "video": "video", "file": "file"}


@dataclass(frozen=True, slots=True)
class Told:
    """The messages of one telling, oldest first."""

    messages: tuple[Kept, ...]

    @property
    def text(self) -> str | None:
        """The typed words, a line a message; None if nothing was typed."""
        return "\n".join(filter(None, map(_words_of, self.messages))) or None

    @property
    def file_ids(self) -> list[str]:
        return [one.file_id for one in self.messages if one.file_id]

    def counts(self) -> dict[str, int]:
        """How many of each that there is: text, photo, voice, video, file, place."""
        counted: Counter[str] = Counter()
        for one in self.messages:
            if one.kind == "text" and one.text:
                counted["text"] += 1
            elif one.kind == "location":
                counted["place"] += 1
            elif one.kind in FILES and one.file_id:
                counted[FILES[one.kind]] += 1
        return {what: counted[what] for what in ORDER if counted[what]}


def _words_of(one: Kept) -> str:
    """A place that was kept outside a form stands there as LINE's fields."""
    if one.kind != "location" or not one.text:
        return one.text or ""
    place = json.loads(one.text)
    named = place.get("title") or place.get("address")
    return str(named or f"{place.get('latitude')}, {place.get('longitude')}")


def told(session: Session, used_for: str) -> Told:
    """What was told for `used_for` and not taken back since."""
    rows = session.scalars(
        sa.select(Kept)
        .where(Kept.used_for == used_for, Kept.state == KeptState.USED)
        .where(
            sa.or_(Kept.message_id.is_(None), Kept.message_id.not_in(sa.select(Unsent.message_id)))
        )
        .order_by(Kept.said_at, Kept.id)
    )
    return Told(tuple(rows))


def used(session: Session, rows: list[Kept]) -> Told:
    """Messages that waited, now told."""
    for one in rows:
        one.state = KeptState.USED
    session.flush()
    return Told(tuple(rows))


def in_form(conversation_id: int, question: str) -> str:
    """The mark that the open form puts on what it heard."""
    return f"conversation:{conversation_id}:{question}"


def in_case(case_id: str, field: str) -> str:
    return f"case:{case_id}:{field}"


def move(session: Session, telling: Told, used_for: str, *, hide: bool) -> None:
    """From the form to the case. With `hide` no row ties the account to the case."""
    for one in telling.messages:
        one.used_for = used_for
        if hide:
            one.mailbox_key = one.account_id = one.person_id = None
    session.flush()
    if hide:
        for one in kept_beside(session, {one.message_id for one in telling.messages}):
            session.delete(one)
        session.flush()


def kept_beside(session: Session, messages: Collection[str | None]) -> list[Kept]:
    """The same messages as they were kept for what is neither a case nor a form (danger)."""
    rows = session.scalars(
        sa.select(Kept).where(
            Kept.message_id.in_([one for one in messages if one]),
            Kept.used_for.not_like("case:%"),
            Kept.used_for.not_like("conversation:%"),
        )
    )
    return list(rows)


def without_filed(session: Session, telling: Told) -> Told:
    """What stands in another case of the filer's already (danger) would tie the two together."""
    filed = sa.select(Kept.message_id).where(
        Kept.message_id.in_([one.message_id for one in telling.messages if one.message_id]),
        Kept.used_for.startswith("case:"),
    )
    known = set(session.scalars(filed))
    return Told(tuple(one for one in telling.messages if one.message_id not in known))


def in_words(counts: Mapping[str, int], language: str) -> str:
    """«2 ข้อความ กับ 1 รูป»."""
    parts = [
        say(f"feedback.{what}{'_one' if count == 1 else ''}", language, count=count)
        for what, count in counts.items()
    ]
    *first, last = parts
    joined = say("feedback.comma", language).join(first)
    return joined + say("feedback.and", language) + last if first else last


def files_of(session: Session, case_id: str) -> Counter[str]:
    """How many photos, voices … stand in a case and were not taken back."""
    rows = session.scalars(
        sa.select(File).where(File.case_id == case_id, File.state != FileState.ERASED)
    )
    return Counter(FILES[one.kind.value] for one in rows)

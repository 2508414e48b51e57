"""Invitations and reminders as lists to many: one body for each language and number of questions.

A key is `wave:<wave>:<round>:<language>:<questions left>`. Round «o» is the invitation, 1 and 2 the
reminders. `left` 0: nothing is half-filled, or the form does not count its questions. Who can be
reached only after it opened has a list of their own, `wave:<wave>:j:<language>:0:<invitation>`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from base.thai.format import Lang, long_date
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox import holding, many
from models.many import Mailing, mailings_under, unsent_under
from models.people import AccountPerson
from models.surveys import Invitation, SurveyVersion, Wave
from models.waves import UNANSWERED, Asked, version_in_use
from models.words import MailingState, WaveState

NAME = "wave"  # how the keys of its lists begin
INVITED, JOINED = "o", "j"
SECONDS = 25  # a question takes


def write(
    session: Session, wave: Wave, told: str, asked: Sequence[Asked], now: datetime, zone: ZoneInfo
) -> None:
    """Name these people, at most 500, on the lists that say it as each must hear it."""
    groups: defaultdict[tuple[str, int], list[Asked]] = defaultdict(list)
    for one in asked:
        groups[one.language, one.left if told != INVITED else 0].append(one)
    version = version_in_use(session, wave.survey_id)
    for (language, left), people in sorted(groups.items()):
        said = many.Many(
            key=f"{prefix(wave, told)}{language}:{left}",
            bubbles=[invitation(wave, version, told, language, left, zone)],
            due_at=now,
            useful_until=wave.closes_at,
        )
        mailing = many.open_list(session, said, now)
        if mailing.state is MailingState.WRITING:  # or all of it was written before
            many.add(session, mailing, [one.whom for one in people], now)


def write_one(session: Session, wave: Wave, one: Asked, now: datetime, zone: ZoneInfo) -> None:
    """The invitation, to somebody who was not reached when the others were invited."""
    version = version_in_use(session, wave.survey_id)
    said = many.Many(
        key=f"{prefix(wave, JOINED)}{one.language}:0:{one.invitation_id}",
        bubbles=[invitation(wave, version, INVITED, one.language, 0, zone)],
        due_at=now,
        useful_until=wave.closes_at,
    )
    mailing = many.open_list(session, said, now)
    if mailing.state is MailingState.WRITING:
        many.add(session, mailing, [one.whom], now)
        close_list(session, wave, mailing, now)


def joined_since(session: Session, wave: Wave, moment: datetime) -> set[int]:
    """Invitations that went out alone after that: no reminder comes on their heels."""
    mine = Mailing.key.startswith(prefix(wave, JOINED), autoescape=True)
    keys = session.scalars(sa.select(Mailing.key).where(mine, Mailing.created_at > moment))
    return {int(key.rpartition(":")[2]) for key in keys}


def close(session: Session, wave: Wave, told: str, now: datetime) -> None:
    for mailing in mailings_under(session, prefix(wave, told)):
        close_list(session, wave, mailing, now)


def close_list(session: Session, wave: Wave, mailing: Mailing, now: datetime) -> None:
    """Nobody more is named in it: it goes, or waits where the wave was stopped meanwhile."""
    many.close(session, mailing, now)
    if wave.stopped_at is not None:
        holding.hold_list(session, mailing)


def withdraw(session: Session, wave: Wave, now: datetime) -> None:
    """Nobody hears of a wave that is over. Lists of one that went out are left alone: there may be
    hundreds."""
    for mailing in unsent_under(session, all_of(wave)):
        many.withdraw(session, mailing, now, "the wave is closed")


def say_anew(session: Session, wave: Wave, zone: ZoneInfo) -> None:
    """Its days were moved: what has not gone out names the last one as it is now."""
    version = version_in_use(session, wave.survey_id)
    for mailing in unsent_under(session, all_of(wave)):
        told, language, left = mailing.key.split(":")[2:5]
        said = INVITED if told == JOINED else told
        bubble = invitation(wave, version, said, language, int(left), zone)
        many.say_anew(session, mailing, [bubble], wave.closes_at)


def asked_since(session: Session, wave: Wave, moment: datetime) -> bool:
    """Whether the invitations went out after that: a clock that stood still for days opens late."""
    written = mailings_under(session, prefix(wave, INVITED))
    return any((one.closed_at or one.created_at) > moment for one in written)


def prefix(wave: Wave, told: str) -> str:
    return f"{all_of(wave)}{told}:"


def all_of(wave: Wave) -> str:
    """How the keys of all its lists begin."""
    return f"{NAME}:{wave.id}:"


def invitation(
    wave: Wave, version: SurveyVersion, told: str, language: str, left: int, zone: ZoneInfo
) -> Bubble:
    """What is said in a round, with its three buttons; the notification names no answer."""
    count = left or version.questions
    text = say(
        _key(version.survey.key, told, left),
        language,
        title=version.title_en if language == "en" else version.title_th,
        count=count,
        minutes=minutes(count),
        until=day(wave.closes_at, language, zone),
    )
    return Bubble(text, buttons(str(wave.id), language))


def _key(survey: str, told: str, left: int) -> str:
    if told == INVITED:
        return f"surveys.invited_{survey}" if survey in _OWN_WORDS else "surveys.invited"
    return f"surveys.reminded_half_{told}" if left else f"surveys.reminded_{told}"


_OWN_WORDS = ("T0", "T1", "T2", "T3", "T4")


def buttons(subject: str, language: str) -> tuple[Button, ...]:
    return (
        Button(say("surveys.answer", language), Act("survey.answer", subject), main=True),
        Button(say("surveys.later", language), Act("survey.later", subject)),
        Button(say("surveys.decline", language), Act("survey.decline", subject)),
    )


def minutes(questions: int) -> int:
    return max(1, round(questions * timedelta(seconds=SECONDS) / timedelta(minutes=1)))


def day(moment: datetime, language: str, zone: ZoneInfo) -> str:
    spoken: Lang = "en" if language == "en" else "th"
    return long_date(moment.astimezone(zone).date(), spoken)


def unwanted(session: Session, key: str, accounts: Sequence[str]) -> Mapping[str, str]:
    """Asked again when it is about to be sent: the wave is closed, or nobody who speaks through
    that account has anything left to answer."""
    number = row_number(key.split(":")[1])
    wave = session.get(Wave, number) if number is not None else None
    if wave is None or wave.state is not WaveState.OPEN:
        return dict.fromkeys(accounts, "the wave is closed")
    waiting = session.scalars(
        sa.select(AccountPerson.account_id)
        .join(Invitation, Invitation.person_id == AccountPerson.person_id)
        .where(
            AccountPerson.account_id.in_(accounts),
            AccountPerson.until.is_(None),
            Invitation.wave_id == wave.id,
            Invitation.state.in_(UNANSWERED),
        )
    )
    return dict.fromkeys(set(accounts) - set(waiting), "answered meanwhile")

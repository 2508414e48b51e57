"""A cohort whose waves are planned, and how each of its people stands to being asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import CODE_LETTERS, new_id
from base.office import NATIONAL
from bot.messages.reading import actions
from handlers.surveys.planning import plan_wave, times_of
from handlers.surveys.service import add_version, built_in
from models.many import Addressee, Mailing
from models.people import Account, AccountPerson, Membership, Person, PersonalCode
from models.programme import Cohort, CohortMember, Programme
from models.surveys import Invitation, Response, Survey, Wave
from models.words import AddresseeState, InvitationState, Role
from tests.golden.cast.base import NONSOMMUT, user_id
from tests.journeys.site import Site
from tests.journeys.year import BANGKOK

AT_ONCE, LATE, SILENT = "answers at once", "answers late", "silent"
BLOCKED, DECLINES, STRANGER = "blocked", "declines", "no friend"
STANDS = (AT_ONCE, LATE, SILENT, BLOCKED, DECLINES, STRANGER)
ASKED = (AT_ONCE, LATE, SILENT, DECLINES)
ANSWER, DECLINE = "ตอบเลย", "ไม่สะดวกตอบ"
# To the questions of each survey, in their order.
ANSWERS = {
    "T0": ("1", "2", "2", "1", "3", "2", "3", "2"),
    "T1": ("4", "5", "4", "2", "2", "1", "3", "2", "2", "4", "จะกลับไปจัดเวทีเรื่องน้ำ", "ข้าม"),
    "T2": ("3", "1 กับ 3", "4", "อยากได้คนมาช่วยนำเวที", "4"),
    "T3": ("3", "1", "1 กับ 3", "12", "4", "1", "อยากได้คนมาช่วยนำเวที"),
    "T4": ("3", "2", "2", "3", "4", "น้ำประปาไหลทุกวันแล้ว", "ข้าม", "4"),
}
NAMELESS = {
    "T0": 0,
    "T1": 1,
    "T2": 0,
    "T3": 0,
    "T4": 1,
}  # responses of each beside the one with a name


AFTER_RETURN = ("T3", "T4")  # waves that find who had blocked the bot and came back


@dataclass(frozen=True, slots=True)
class Trainee:
    """`signs_up`: on the roster, and comes to the bot only at the workshop, by the card's code."""

    number: int
    at_the_workshop: bool = False

    @property
    def stands(self) -> str:
        return STANDS[self.number % len(STANDS)]

    @property
    def returns(self) -> bool:
        """Blocked at first, and not any more when T3 is asked."""
        return self.stands == BLOCKED and self.number < len(STANDS)

    @property
    def signs_up(self) -> bool:
        return self.at_the_workshop and self.stands == LATE

    @property
    def code(self) -> str:
        """Six signs, as on a card."""
        letters = [CODE_LETTERS[self.number // n % len(CODE_LETTERS)] for n in (1, 17)]
        return f"AD{letters[0]}7K{letters[1]}"

    @property
    def user(self) -> str:
        return user_id(f"trainee{self.number}")

    @property
    def person(self) -> str:
        return f"trainee{self.number}"


def enrol(session: Session, count: int, days: tuple[date, date], now: datetime) -> list[Trainee]:
    """So many, in one cohort of these days; the waves that are not over yet are planned."""
    first, last = days
    trainees = [Trainee(number, now.date() <= last) for number in range(count)]
    programme = Programme(id=new_id(), name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569)
    session.add(programme)
    session.flush()
    cohort = Cohort(id=new_id(), programme_id=programme.id, number=1, starts_on=first, ends_on=last)
    session.add(cohort)
    session.flush()
    for one in trainees:
        _known(session, one, cohort, now)
    for times in times_of(cohort, BANGKOK, NATIONAL):
        if times.opens > now:
            version, _ = add_version(session, built_in(times.key), now)
            plan_wave(session, cohort, version.survey, times, now)
    return trainees


def _known(session: Session, one: Trainee, cohort: Cohort, now: datetime) -> None:
    session.add(Person(id=one.person, called=f"คนที่ {one.number}", created_at=now))
    session.flush()
    if one.signs_up:
        session.add(PersonalCode(code=one.code, person_id=one.person, created_at=now))
    else:
        _phone(session, one, now)
    lives = {"village_code": NONSOMMUT, "role": Role.TRAINEE, "since": now}
    session.add(Membership(person_id=one.person, **lives))
    session.add(CohortMember(cohort_id=cohort.id, person_id=one.person, kind="citizen"))


def _phone(session: Session, one: Trainee, now: datetime) -> None:
    account = Account(id=new_id(), line_user_id=one.user, created_at=now)
    account.friend, account.blocked = one.stands != STRANGER, one.stands == BLOCKED
    session.add(account)
    session.flush()
    session.add(AccountPerson(account_id=account.id, person_id=one.person, since=now))


def sign_up(site: Site, one: Trainee) -> None:
    """A new friend, with the code on the card; photos of them are not to be printed."""
    site.control.person(one.stands, user_id=one.user)
    site.settle()
    site.control.say(one.user, f"ลงชื่อ {one.code}")
    site.settle()
    for label in ("ใช่ ฉันเอง", "เข้าใจแล้ว", "ไม่ได้"):
        _press(site, one, label)
    site.control.say(one.user, "ไว้ก่อน")
    site.settle()


def answer(site: Site, one: Trainee, key: str = "T2") -> None:
    """All of it, beginning with the newest button."""
    _press(site, one, ANSWER)
    for words in ANSWERS[key]:
        site.control.say(one.user, words)
        site.settle()


def decline(site: Site, one: Trainee, _key: str = "T2") -> None:
    _press(site, one, DECLINE)


def _press(site: Site, one: Trainee, label: str) -> None:
    for item in reversed(site.control.chat(one.user)):
        for have, action in actions([item["message"]]) if item["from"] == "bot" else []:
            if have == label:
                site.control.postback(one.user, {"data": action["data"]})
                site.settle()
                return
    raise LookupError(f"{one.stands}: no button {label}")


def returns(site: Site, one: Trainee) -> None:
    """Lets the bot speak again."""
    site.control.post(f"users/{one.user}/unblock")
    site.settle()


def wave_of(session: Session, key: str) -> Wave:
    return session.scalars(sa.select(Wave).join(Survey).where(Survey.key == key)).one()


def responses(session: Session, key: str, *, anonymous: bool) -> int:
    """How many sets of answers there are to that survey's wave."""
    counted = sa.select(sa.func.count()).select_from(Response)
    mine = (Response.wave_id == wave_of(session, key).id, Response.anonymous.is_(anonymous))
    return session.scalar(counted.where(*mine)) or 0


def times_asked(session: Session, one: Trainee, key: str) -> int:
    """How many lists of a survey's wave LINE took for this trainee: invitation and reminders."""
    wave = wave_of(session, key)
    counted = (
        sa.select(sa.func.count())
        .select_from(Addressee)
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .join(Account, Account.id == Addressee.account_id)
        .where(
            Mailing.key.startswith(f"wave:{wave.id}:"),
            Addressee.state.in_([AddresseeState.SENT, AddresseeState.CARRIED]),
            Account.line_user_id == one.user,
        )
    )
    return session.scalar(counted) or 0


def standing(session: Session, key: str) -> dict[str, InvitationState]:
    """By person, how far each is in the wave of that survey."""
    rows = session.execute(
        sa.select(Invitation.person_id, Invitation.state)
        .join(Wave, Wave.id == Invitation.wave_id)
        .join(Survey, Survey.id == Wave.survey_id)
        .where(Survey.key == key)
    )
    return {person: state for person, state in rows if person}

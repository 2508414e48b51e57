"""Who may agree to an announcement, take it back, remind; and what deleting one's data does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.outbox.ending import end
from handlers.announce import service
from handlers.announce.chat import unwanted_by_many
from models.announcements import (
    acknowledge,
    announcement,
    erase_recipient,
    list_key,
    lists_of,
    note_of,
    places_in,
)
from models.many import Addressee
from models.outbox import Outgoing
from models.outcome import ended_at
from models.staff import AuditEntry, Staff
from models.words import AddresseeState, AnnouncementState, MailingState, OutboxState
from tests.handlers.announce.conftest import Office


@pytest.fixture
def asked(office: Office) -> int:
    """An announcement of «author» to 31 people, which waits for a second officer."""
    office.people(31)
    number = office.propose("role:villager district:3206")
    office.work()
    return number


def _decide(office: Office, number: int, by: str) -> bool:
    with office.write() as session:
        one = announcement(session, str(number), locked=True)
        assert one is not None
        return service.approve(session, one, session.get_one(Staff, by), office.now)


def test_nobody_agrees_to_their_own(office: Office, asked: int) -> None:
    assert not _decide(office, asked, "author")
    assert office.one(asked).state is AnnouncementState.ASKED


def test_a_second_officer_agrees_once_and_both_names_are_in_the_log(
    office: Office, asked: int
) -> None:
    assert _decide(office, asked, "second")
    assert not _decide(office, asked, "local")
    assert office.one(asked).second_id == "second"
    with office.house.database.read() as session:
        chosen = sa.select(AuditEntry.staff_id).where(AuditEntry.subject == str(asked))
        assert set(session.scalars(chosen)) == {"author", "second"}


def test_a_districts_officer_agrees_to_what_stays_in_the_district(
    office: Office, asked: int
) -> None:
    assert _decide(office, asked, "local")


def test_a_districts_officer_has_no_say_in_what_goes_further(office: Office) -> None:
    office.people(31)
    number = office.propose("role:villager")
    office.work()
    assert not _decide(office, number, "local")


def test_nothing_is_closed_before_somebody_agreed(office: Office, asked: int) -> None:
    with office.house.database.read() as session:
        assert {one.state for one in lists_of(session, asked)} == {MailingState.WRITING}
    _decide(office, asked, "second")
    with office.house.database.read() as session:
        assert {one.state for one in lists_of(session, asked)} == {MailingState.ASKING}


def test_what_is_refused_or_taken_back_is_withdrawn_for_everybody(
    office: Office, asked: int
) -> None:
    with office.write() as session:
        one = announcement(session, str(asked))
        assert one is not None
        assert service.cancel(session, one, session.get_one(Staff, "author"), office.now)
    office.work()
    with office.house.database.read() as session:
        assert set(session.scalars(sa.select(Addressee.state))) == {AddresseeState.WITHDRAWN}
        key = list_key(asked, 0, "th")
        assert unwanted_by_many(session, key, ["p00000"]) == {"p00000": "taken back"}


def test_a_list_that_line_has_taken_whole_stays_ended_though_it_is_cancelled(
    office: Office, asked: int
) -> None:
    _decide(office, asked, "second")
    with office.write() as session:
        for row in session.scalars(sa.select(Outgoing).where(Outgoing.mailing_id.is_not(None))):
            end(row, OutboxState.SENT, office.now)
    with office.write() as session:
        one = announcement(session, str(asked), locked=True)
        assert one is not None
        assert service.has_gone(session, one)
        assert service.cancel(session, one, session.get_one(Staff, "author"), office.now)
    office.work()
    with office.house.database.read() as session:
        found = [(one.state, ended_at(session, one)) for one in lists_of(session, asked)]
        assert [(state, bool(at)) for state, at in found] == [(MailingState.ASKING, True)]
        assert not set(session.scalars(sa.select(Outgoing.state))) & {OutboxState.WITHDRAWN}


def test_a_reminder_goes_once_a_day_and_not_to_whoever_has_taken_note(
    office: Office, asked: int
) -> None:
    _decide(office, asked, "second")
    with office.write() as session:
        session.execute(sa.update(Addressee).values(state=AddresseeState.SENT))
        acknowledge(places_in(session, asked, "p00000"), office.now)
    assert not _remind(office, asked)
    office.later(timedelta(days=1, minutes=1))
    assert _remind(office, asked)
    assert not _remind(office, asked)
    office.work()
    with office.house.database.read() as session:
        (reminder, *_) = lists_of(session, asked)
        assert (reminder.key, reminder.people) == (list_key(asked, 1, "th"), 30)
        assert "p00000" in unwanted_by_many(session, reminder.key, ["p00000", "p00001"])


def _remind(office: Office, number: int) -> bool:
    with office.write() as session:
        one = announcement(session, str(number), locked=True)
        assert one is not None
        return service.remind(session, one, session.get_one(Staff, "author"), office.now)


def test_whoever_deletes_their_data_is_named_no_longer_and_still_counts(
    office: Office, asked: int
) -> None:
    with office.write() as session:
        acknowledge(places_in(session, asked, "p00003"), office.now)
        erase_recipient(session, "p00003", ["p00003"])
        assert places_in(session, asked, "p00003") == []
        assert (note_of(session, asked).people, note_of(session, asked).taken) == (31, 1)

"""A nameless answer: nothing that was written on the way says whose it is, in any row or log.

Played on real processes, once an engine, with the harder of the two kinds: a form that has answers
with a name as well. What the order of numbers still tells stands in docs/anonymity.md.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from models.database import Database
from models.people import account_of, people_of
from tests.golden.cast.base import user_id
from tests.golden.conversation import Step
from tests.support.nameless import Play, Sent, fixtures, writers
from tests.support.searching import Row, as_bytes, holds, tables_with
from tests.support.whole import LOGS, site_of, to_the_next_hour

START = datetime.fromisoformat("2026-07-15T17:40:00+07:00")
OPENED = date(2026, 7, 15)
MARK = "zebramark ไม่มีใครฟังเลย"
NAMED = "okapimark ได้จัดแล้ว"
STEPS: list[Step] = [
    {"wait": "6m"},
    {"bot": "any"},
    {"wait": "2d"},  # answered on another day than it was opened
    {"tap": "ตอบเลย"},
    {"bot": "any"},
    {"say": NAMED},
    {"bot": "any"},
    {"say": MARK},
    {"bot": "any"},
]
KNOWN = {"account", "account_person", "membership", "person", "mailbox", "cohort_member"}
ASKED = {"invitation", "addressee", "response"}
MENUS = {"menu_link"}


def known(database: Database) -> tuple[str, ...]:
    with database.read() as session:
        account = account_of(session, user_id("trainee"))
        assert account is not None
        (person,) = people_of(session, account.id)
        return (account.id, user_id("trainee"), person.id)


GOLDEN = {"cast": ["nonsommut", "nameless", "officer"], "phone": "trainee"}
sqlite_sent, postgres_sent, sent = fixtures(Play("nameless", START, GOLDEN, STEPS, known))


def nobodys(sent: Sent) -> Row:
    (found,) = (row for row in sent.rows["response"] if row["anonymous"])
    return found


def test_the_words_stand_in_the_nameless_response_alone(sent: Sent) -> None:
    assert tables_with(sent.database, MARK) == {"response"}
    assert holds(as_bytes(nobodys(sent)), MARK)
    assert not holds(as_bytes(nobodys(sent)), NAMED)


def test_it_has_a_random_id_and_a_day_that_is_not_the_day_it_was_sent(sent: Sent) -> None:
    row = nobodys(sent)
    assert (row["person_id"], row["invitation_id"], row["submitted_at"]) == (None, None, None)
    assert row["submitted_on"] == OPENED
    assert tables_with(sent.database, row["id"]) == {"response"}


def test_the_answers_with_a_name_are_there_and_hold_none_of_it(sent: Sent) -> None:
    (named,) = (row for row in sent.rows["response"] if not row["anonymous"])
    assert named["person_id"] == sent.who[2]
    assert holds(as_bytes(named), NAMED)
    assert not holds(as_bytes(named), MARK)


def test_only_rows_about_the_person_and_the_asking_name_them(sent: Sent) -> None:
    assert tables_with(sent.database, *sent.who) <= KNOWN | ASKED | MENUS


def test_the_invitation_says_that_and_not_when(sent: Sent) -> None:
    (row,) = sent.rows["invitation"]
    assert row["state"] == "answered"
    assert not any(isinstance(value, datetime) for value in row.values())
    assert row["conversation_id"] is None


def test_no_row_knows_a_message_by_lines_id(sent: Sent) -> None:
    assert len(sent.messages) >= 2
    assert tables_with(sent.database, *sent.messages) == set()


def test_what_was_emptied_tells_no_time_of_the_day(sent: Sent) -> None:
    rows = sent.rows
    emptied = [
        *(one for one in rows["event"] if one["payload"] is None),
        *(one for one in rows["conversation"] if one["mailbox_key"] is None),
        *(one for one in rows["outgoing"] if one["body"] is None and one["mailing_id"] is None),
    ]
    assert len(emptied) > 4
    told = [v for one in emptied for v in one.values() if isinstance(v, datetime)]
    assert {one.astimezone(UTC).time() for one in told} == {time(0)}


def test_no_log_says_who_or_what(sent: Sent) -> None:
    folder = site_of(sent.player).folder
    for name in LOGS:
        written = (folder / name).read_bytes()
        assert [word for word in (*sent.who, MARK, NAMED) if holds(written, word)] == []


def test_no_transaction_wrote_both_the_asking_and_the_nameless_row(postgres_sent: Sent) -> None:
    """PostgreSQL notes in each row which one wrote it last; SQLite notes none."""
    to_the_next_hour(postgres_sent.player)
    database = postgres_sent.database
    unnamed = writers(database, "response WHERE anonymous")
    known = writers(database, "response WHERE NOT anonymous", "invitation")
    known |= writers(database, "mailbox", "account", "person")
    assert unnamed
    assert unnamed & known == set()

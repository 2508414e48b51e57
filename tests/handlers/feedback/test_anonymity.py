"""Anonymous means: nothing that was written on the way says who, in any row, file or log.

Played on real processes, once an engine; read as somebody would who has a copy of the disk and the
keys. What the order of numbers still tells stands in docs/anonymity.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import sqlalchemy as sa

from models import Base
from models.database import Database
from models.people import account_of, people_of
from tests.golden.cast.base import user_id
from tests.golden.conversation import Step
from tests.support.nameless import Play, Sent, fixtures, writers
from tests.support.searching import (
    Row,
    as_bytes,
    files_in,
    files_with,
    holds,
    tables_with,
)
from tests.support.whole import LOGS, site_of, to_the_next_hour

START = datetime.fromisoformat("2026-07-16T12:15:00+07:00")
HOUR = datetime.fromisoformat("2026-07-16T13:00:00+07:00")
MARK = "zebramark ขุดดินริมคลอง"
LOOSE = "okapimark เห็นเมื่อวานตอนเย็น"
STEPS: list[Step] = [
    {"burst": [{"send": {"photos": 1}}, {"say": LOOSE}]},
    {"bot": "any"},
    {"tap": "แจ้งเรื่อง"},
    {"bot": "any"},
    {"say": MARK},
    {"bot": "any"},
    {"tap": "ส่งเรื่อง"},
    {"tap": "ที่อื่น"},
    {"say": f"หลังวัด {MARK}"},
    {"say": "ไม่บอกใครเลย"},
    {"tap": "ได้ ไม่บอกใครเลย"},
    {"tap": "ไม่เกี่ยว"},
    {"bot": "any"},
]
WHO = {"account", "account_person", "membership", "person", "mailbox"}
NAMES = ("ชื่อบนจอสมมุติ", "ชื่อเต็มสมมุติ", "0819173917")
ULID = re.compile(rb"\b01[0-9A-HJKMNP-TV-Z]{24}\b")
PAGE = 4096


def known(database: Database) -> tuple[str, ...]:
    """Give the filer names that stand nowhere else; all by which this person is known."""
    with database.write() as session:
        account = account_of(session, user_id("kham"))
        assert account is not None
        (person,) = people_of(session, account.id)
        account.display_name, person.full_name, person.phone = NAMES
        return (account.id, user_id("kham"), person.id, "ลุงคำ", *NAMES)


# Its photo is sent before it began, with an officer on duty.
GOLDEN = {"cast": ["nonsommut", "kham", "friend", "officer"], "phone": "kham"}
sqlite_sent, postgres_sent, sent = fixtures(Play("anonymity", START, GOLDEN, STEPS, known))


def test_the_words_stand_in_the_case_alone(sent: Sent) -> None:
    assert tables_with(sent.database, MARK, LOOSE) == {"case"}
    assert sent.rows["case"][0]["identity_mode"] == "anonymous"


def test_no_row_of_the_conversation_names_the_filer(sent: Sent) -> None:
    assert {"account", "person", "mailbox"} <= tables_with(sent.database, *sent.who) <= WHO


def test_no_row_knows_a_message_by_lines_id(sent: Sent) -> None:
    assert len(sent.messages) > 4
    assert tables_with(sent.database, *sent.messages) == set()


def test_no_row_that_names_the_filer_points_at_one_emptied_for_the_case(sent: Sent) -> None:
    rows = sent.rows
    emptied = {name: {_key(name, one) for one in found} for name, found in _emptied(rows).items()}
    assert all(emptied.values())
    pointing = [
        f"{name}.{column} = {row[column]}"
        for name, found in rows.items()
        for row in found
        if any(holds(as_bytes(row), one) for one in sent.who)
        for column, target in _pointers(name)
        if row[column] in emptied.get(target, set())
    ]
    assert pointing == []


def test_no_emptied_row_tells_the_time_of_the_day(sent: Sent) -> None:
    told = {
        f"{name}.{column}": value
        for name, found in _emptied(sent.rows).items()
        for row in found
        for column, value in row.items()
        if isinstance(value, datetime) and value.astimezone(UTC).time() != time(0)
    }
    assert told == {}


def test_no_key_of_an_emptied_row_is_lines_which_tells_the_moment(sent: Sent) -> None:
    emptied = _emptied(sent.rows)
    assert ULID.findall(as_bytes(emptied)) == []
    assert len(emptied["event"]) == len(sent.rows["event"]) > 0


def test_the_code_is_stored_nowhere(sent: Sent) -> None:
    code = sent.player._code_told()
    assert len(code) == 6
    assert tables_with(sent.database, code) == set()


def test_the_photo_stays_with_the_case_and_forgets_its_message(sent: Sent) -> None:
    (file,) = sent.rows["file"]
    assert file["case_id"] == sent.rows["case"][0]["id"]
    assert (file["message_id"], file["sent_at"], file["account_id"]) == (None, None, None)


def test_the_officer_hears_at_the_full_hour(sent: Sent) -> None:
    _an_hour_later(sent)
    chat = site_of(sent.player).control.chat(user_id("officer"))
    told = [datetime.fromisoformat(item["at"]) for item in chat if item["from"] == "bot"]
    assert told
    assert min(told) >= HOUR


def test_no_file_of_the_media_says_who_or_when(sent: Sent) -> None:
    _an_hour_later(sent)
    media = sent.folder / "media"
    files = [path for path in files_in(media) if path.parent.name != ".incoming"]
    assert len(files) == 2  # the photo and its thumbnail
    assert files_with(media, *sent.who, *sent.messages) == {}
    moments = [path.stat().st_mtime % 86_400 for one in files for path in (one, one.parent)]
    assert set(moments) == {0}


def test_no_log_says_who_or_what(sent: Sent) -> None:
    _an_hour_later(sent)
    (case,) = sent.rows["case"]
    words = (*sent.who, *sent.messages, MARK, LOOSE, case["id"], case["number"])
    for name in LOGS:
        written = (sent.folder / name).read_bytes()
        assert written
        assert [word for word in words if holds(written, word)] == []


def test_no_part_of_the_database_files_holds_who_beside_what(sqlite_sent: Sent) -> None:
    _an_hour_later(sqlite_sent)
    pages = list(_pages(sqlite_sent.folder))
    words = (MARK, LOOSE, *sqlite_sent.messages)
    assert any(holds(page, MARK) for page in pages)
    assert [one for one in sqlite_sent.messages if any(holds(page, one) for page in pages)] == []
    beside = [page for page in pages if _has(page, words) and _has(page, sqlite_sent.who)]
    assert beside == []
    assert [found for page in pages for found in ULID.findall(page)] == []


def test_no_transaction_wrote_both_the_chat_and_an_emptied_row(postgres_sent: Sent) -> None:
    """PostgreSQL notes in each row which one wrote it last; SQLite notes none."""
    _an_hour_later(postgres_sent)
    chats = writers(postgres_sent.database, "mailbox", "account", "person")
    emptied = writers(postgres_sent.database, "event", "outgoing", "conversation", '"case"', "file")
    assert chats & emptied == set()


def test_asking_with_the_code_leaves_no_trace_of_who_asked(sent: Sent) -> None:
    player = sent.player
    player.play([{"as": "kham"}, {"say": "เรื่อง 1 รหัส <code>"}, {"bot": "any"}])
    player.play([{"say": "เรื่อง 1"}, {"bot": "any"}])
    to_the_next_hour(player)
    assert tables_with(sent.database, *sent.who) <= WHO
    code = player._code_told()
    assert tables_with(sent.database, code) == set()
    assert files_with(sent.folder, f"รหัส {code}", *player.phone.sent) == {}


def _an_hour_later(sent: Sent) -> None:
    """The officer was told, and the erasure task has run."""
    if site_of(sent.player).clock.now() < HOUR:
        to_the_next_hour(sent.player)


def _emptied(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The case and what was emptied for it."""
    return {
        "case": rows["case"],
        "case_action": rows["case_action"],
        "file": rows["file"],
        "event": [one for one in rows["event"] if one["payload"] is None],
        "outgoing": [one for one in rows["outgoing"] if one["body"] is None],
        "conversation": [one for one in rows["conversation"] if one["mailbox_key"] is None],
    }


def _key(name: str, row: Row) -> object:
    (column,) = Base.metadata.tables[name].primary_key.columns
    return row[column.name]


def _pointers(name: str) -> list[tuple[str, str]]:
    """Columns that name a row of another table, and which; one of them is no foreign key."""
    keys = [(key.parent.name, key.column.table.name) for key in _table(name).foreign_keys]
    return [*keys, ("conversation_id", "conversation")] if name == "mailbox" else keys


def _table(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def _pages(folder: Path) -> Iterator[bytes]:
    for path in folder.glob("wethi.db*"):
        data = path.read_bytes()
        yield from (data[at : at + PAGE] for at in range(0, len(data), PAGE))


def _has(page: bytes, words: tuple[str, ...]) -> bool:
    return any(holds(page, word) for word in words)

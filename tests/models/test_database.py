"""The two ways to open a transaction."""

from __future__ import annotations

import stat
import threading
import traceback
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.crypto import Cipher
from models.database import Busy, Database, is_conflict
from models.facts import Fact, fact, learn
from models.inbox import Tally, count


def _counted(database: Database) -> int:
    with database.read() as session:
        return session.scalar(sa.select(Tally.count).where(Tally.name == "n")) or 0


def test_what_a_write_left_behind_is_there_for_the_next_reader(any_database: Database) -> None:
    with any_database.write() as session:
        learn(session, "word", "ฟ้า")
    with any_database.read() as session:
        assert fact(session, "word") == "ฟ้า"


def test_a_failed_transaction_rolls_all_of_it_back(any_database: Database) -> None:
    with pytest.raises(ZeroDivisionError), any_database.write() as session:
        learn(session, "word", "x")
        session.flush()
        raise ZeroDivisionError
    with any_database.read() as session:
        assert fact(session, "word") is None


def test_a_row_refused_at_the_end_leaves_nothing_of_its_transaction(any_database: Database) -> None:
    with any_database.write() as session:
        learn(session, "known", "1")
    with pytest.raises(sa.exc.IntegrityError) as caught, any_database.write() as session:
        session.add(Fact(name="other", value="2"))
        session.flush()
        session.add(Fact(name="known", value="2"))
    assert is_conflict(caught.value)
    with any_database.read() as session:
        assert fact(session, "other") is None


def test_an_error_does_not_show_what_somebody_said(any_database: Database) -> None:
    said = {"text": "".join(("ความ", "ลับ"))}
    with pytest.raises(sa.exc.IntegrityError) as caught, any_database.write() as session:
        session.execute(sa.text("CREATE TEMPORARY TABLE told (a TEXT NOT NULL, b TEXT NOT NULL)"))
        session.execute(sa.text("INSERT INTO told (a) VALUES (:text)"), said)
    assert "ความลับ" not in "".join(traceback.format_exception(caught.value))


def test_a_connection_is_fit_for_use_after_a_failure(any_database: Database) -> None:
    for _ in range(20):  # more than the pool has connections
        with pytest.raises(ZeroDivisionError), any_database.write() as session:
            learn(session, "word", "x")
            raise ZeroDivisionError
    with any_database.write() as session:
        learn(session, "word", "y")
    with any_database.read() as session:
        assert fact(session, "word") == "y"


def test_what_a_reader_changes_is_thrown_away(any_database: Database) -> None:
    with any_database.read() as session:
        learn(session, "word", "x")
        session.flush()
    with any_database.read() as session:
        assert fact(session, "word") is None


def test_a_reader_sees_one_moment(sqlite_database: Database) -> None:
    with sqlite_database.read() as reader:
        assert fact(reader, "word") is None
        with sqlite_database.write() as session:
            learn(session, "word", "x")
        assert fact(reader, "word") is None


def test_writers_take_turns_and_none_fails(any_database: Database) -> None:
    with any_database.write() as session:
        count(session, "n")
    faults: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(40):
                with any_database.write() as session:
                    count(session, "n")
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (faults, _counted(any_database)) == ([], 121)


def test_two_who_count_something_for_the_first_time_both_count(any_database: Database) -> None:
    faults: list[Exception] = []

    def write() -> None:
        try:
            with any_database.write() as session:
                count(session, "n")
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    second = threading.Thread(target=write)
    with any_database.write() as session:
        count(session, "n")
        second.start()
        second.join(0.3)  # it waits for us
    second.join(60)
    assert (faults, _counted(any_database)) == ([], 2)


def test_a_writer_whose_patience_ends_is_told_busy(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        learn(session, "word", "x")
        with pytest.raises(Busy), sqlite_database.write(patience=0.02):
            pass


def test_a_writer_on_postgresql_whose_patience_ends_is_told_busy(
    postgres_database: Database,
) -> None:
    with postgres_database.write() as session:
        session.execute(sa.text("LOCK TABLE fact"))
        with pytest.raises(Busy), postgres_database.write(patience=0.1) as other:
            learn(other, "word", "x")
    with postgres_database.write(patience=5) as session:
        learn(session, "word", "y")
    with postgres_database.read() as session:
        assert fact(session, "word") == "y"


def test_impatience_ends_with_its_transaction(postgres_database: Database) -> None:
    shown = sa.text("SHOW lock_timeout")
    with postgres_database.write() as session:
        before = session.scalar(shown)
    with postgres_database.write(patience=0.1) as session:
        assert session.scalar(shown) == "100ms"
    with postgres_database.write() as session:
        assert session.scalar(shown) == before


def test_sqlite_is_opened_safe_against_power_cuts_and_forgets_what_is_deleted(
    sqlite_database: Database,
) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with sqlite_database.read() as session:
        found = {name: session.execute(sa.text(f"PRAGMA {name}")).scalar_one() for name in expected}
    assert found == expected


def test_foreign_keys_are_held(any_database: Database) -> None:
    insert = sa.text("INSERT INTO subdistrict VALUES ('320601', '3299', 'ก', 'a')")
    with pytest.raises(sa.exc.IntegrityError), any_database.write() as session:
        session.execute(insert)


def test_the_folder_of_a_new_database_is_made(tmp_path: Path, cipher: Cipher) -> None:
    database = Database(f"sqlite:///{tmp_path}/a/b/wethi.db", cipher)
    with database.read() as session:
        assert session.scalar(sa.text("SELECT 1")) == 1
    database.close()


def test_the_folder_of_a_new_database_is_for_its_owner_alone(
    tmp_path: Path, cipher: Cipher
) -> None:
    Database(f"sqlite:///{tmp_path}/var/wethi.db", cipher).close()
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_nothing_is_opened_before_it_is_used(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/wethi.db")
    assert not (tmp_path / "wethi.db").exists()

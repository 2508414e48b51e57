"""`flask places …`: a province's districts and villages come in from the office's own list."""

from __future__ import annotations

from pathlib import Path

import geothai
import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands.places import group
from models.database import Database
from models.places import District, Subdistrict, Village
from models.staff import AuditEntry
from tests.commands.operator import Operator

TWO = "code,name_th,name_en\n32060193,บ้านหนองสมมุติ,Ban Nong Sommut\n32130191,บ้านสมมุติ,\n"


@pytest.fixture
def operator(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(group, sqlite_database, clock, tmp_path)


def villages(operator: Operator) -> list[tuple[str, str, str]]:
    query = sa.select(Village.code, Village.name_th, Village.name_en).order_by(Village.code)
    with operator.database.read() as session:
        return [(code, thai, english) for code, thai, english in session.execute(query)]


def test_villages_come_in_with_their_districts_and_official_names(operator: Operator) -> None:
    assert operator.load(TWO).output == "villages: 2, new: 2\n"
    with operator.database.read() as session:
        district = session.get_one(District, "3206")
        subdistricts = session.scalars(sa.select(Subdistrict.code)).all()
    assert (district.name_th, district.name_en) == ("กาบเชิง", "Kap Choeng")
    assert set(subdistricts) == {
        one.code for code in ("3206", "3213") for one in geothai.subdistricts(code)
    }


def test_a_village_without_an_english_name_is_called_by_its_thai_one(operator: Operator) -> None:
    operator.load(TWO)
    assert villages(operator) == [
        ("32060193", "บ้านหนองสมมุติ", "Ban Nong Sommut"),
        ("32130191", "บ้านสมมุติ", "บ้านสมมุติ"),
    ]


def test_loading_again_adds_nothing_and_mends_names(operator: Operator) -> None:
    operator.load(TWO)
    again = operator.load(TWO.replace("บ้านสมมุติ", "บ้านใหม่สมมุติ"))
    assert again.output == "villages: 2, new: 0\n"
    assert [name for _, name, _ in villages(operator)] == ["บ้านหนองสมมุติ", "บ้านใหม่สมมุติ"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheets_other_separators_are_read_too(operator: Operator, separator: str) -> None:
    told = "\N{BYTE ORDER MARK}" + TWO.replace(",", separator).replace("\n", "\r\n")
    assert operator.load(told).output == "villages: 2, new: 2\n"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("3206019,บ้าน,", "row 3: «3206019» is no code of a village"),
        ("32060100,บ้าน,", "row 3: «32060100» is no code of a village"),
        ("๓๒๐๖๐๑๙๓,บ้าน,", "row 3: «๓๒๐๖๐๑๙๓» is no code of a village"),
        ("99060191,บ้าน,", "row 3: no district has the code 9906"),
        ("32069991,บ้าน,", "row 3: no subdistrict has the code 320699"),
        ("32060195,,Ban", "row 3: name_th is empty"),
        ("32060193,บ้าน,", "row 3: has the code of row 2"),
        ("32060195,บ้าน,Ban,x", "row 3: has more cells than the first line"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_loaded(
    operator: Operator, row: str, fault: str
) -> None:
    refused = operator.load(f"code,name_th,name_en\n32060193,บ้านหนองสมมุติ,\n{row}\n")
    assert (refused.exit_code, villages(operator)) == (1, [])
    assert fault in refused.output


def test_every_wrong_row_is_named_at_once_as_the_spreadsheet_counts(operator: Operator) -> None:
    refused = operator.load("code,name_th\n\n1,ก\n32060193,บ้าน\n,\n2,ข\n")
    assert [line[:6] for line in refused.output.splitlines()[1:]] == ["row 3:", "row 6:"]


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ("", "has to name the columns code, name_th, name_en (may be left out)"),
        ("code,name\n", "has to name the columns code, name_th, name_en (may be left out)"),
        ("code,name_th,code\n", "has to name the columns"),
        ("code,name_th\n32060193,บ้าน\n".encode("cp874"), "is not text in UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_a_way_out(
    operator: Operator, told: str | bytes, fault: str
) -> None:
    refused = operator.load(told)
    assert (refused.exit_code, fault in refused.output) == (1, True), refused.output


def test_a_file_that_is_not_there_is_said_so(operator: Operator) -> None:
    refused = operator.run("load", "/nowhere.csv")
    assert (refused.exit_code, "cannot be read" in refused.output) == (1, True)


def test_districts_can_be_added_alone_and_twice(operator: Operator) -> None:
    operator.run("district", "3206")
    added = operator.run("district", "3206", "3210")
    assert added.output.splitlines()[0] == "3206\tกาบเชิง\tKap Choeng\t0"
    assert len(operator.run("list").output.splitlines()) == 2


def test_a_district_that_does_not_exist_is_refused_with_the_others(operator: Operator) -> None:
    refused = operator.run("district", "3206", "9999")
    assert (refused.exit_code, "no district has the code 9999" in refused.output) == (1, True)
    assert operator.run("list").output == ""


def test_the_list_shows_a_districts_villages(operator: Operator) -> None:
    operator.load(TWO)
    assert operator.run("list", "--district", "3206").output == (
        "32060193\tบ้านหนองสมมุติ\tBan Nong Sommut\n"
    )


def test_what_was_loaded_stands_in_the_audit_log(operator: Operator) -> None:
    operator.load(TWO)
    with operator.database.read() as session:
        [entry] = session.scalars(sa.select(AuditEntry))
        assert (entry.action, entry.detail) == ("places.load", "2 new")

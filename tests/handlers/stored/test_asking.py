"""A form out of rows is asked like one of the tree, with the tables that came with it."""

from __future__ import annotations

from models.database import Database
from models.mailbox import FormVersion
from models.stored_forms import attach, form_in_use, forms_in_use, store_form
from tests.conftest import START
from tests.handlers.stored.conftest import Open, brought

SHOP = """
| survey |
| | type | name | label | calculation |
| | select_one_from_file goods.csv | what | What? | |
| | calculate | costs | | pulldata('goods', 'price', 'name', ${what}) |
| settings |
| | form_title | form_id | version | wethi::review |
| | A shop | shop | 1 | no |
"""
GOODS = "name,label,price\nrice,Rice,20\nsalt,Salt,5\n".encode("utf-16")


def test_a_form_out_of_rows_is_asked_with_its_own_table(opened: Open) -> None:
    chat = opened(SHOP, {"goods.csv": GOODS})
    assert [button for button, _ in chat.buttons()] == ["Rice", "Salt"]
    chat.say("salt")
    assert chat.last() == "got [('costs', '5'), ('what', 'salt')]"


def test_a_worker_that_never_read_the_form_goes_on_with_it(opened: Open) -> None:
    chat = opened(SHOP, {"goods.csv": GOODS})
    chat.house.context.shelf._forms.clear()
    chat.say("rice")
    assert chat.last() == "got [('costs', '20'), ('what', 'rice')]"


def test_the_version_brought_last_is_in_use_and_bytes_are_kept_once(any_database: Database) -> None:
    later = brought(SHOP.replace("| 1 |", "| 2 |"))
    with any_database.write() as session:
        first = store_form(session, brought(SHOP), None, START)
        store_form(session, later, None, START.replace(hour=11))
        assert form_in_use(session, "shop").version == "2"  # type: ignore[union-attr]
        store_form(session, brought(SHOP), None, START.replace(hour=12))
        assert [one.digest for one in forms_in_use(session)] == [first.digest]
        assert session.query(FormVersion).count() == 2


def test_a_table_that_is_sent_again_takes_the_place_of_the_first(opened: Open) -> None:
    chat = opened(SHOP, {"goods.csv": GOODS})
    digest = brought(SHOP).digest
    with chat.house.database.write() as session:
        attach(session, digest, "goods.csv", content=b"name,label,price\nrice,Rice,30\n")
    chat.say("rice")
    assert chat.last() == "got [('costs', '30'), ('what', 'rice')]"

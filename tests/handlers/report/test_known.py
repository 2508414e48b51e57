"""The village is stated, not asked: from the membership, or from the words."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from handlers.report.known import Sender, known_of, start_values
from handlers.report.whole import read_whole
from tests.golden.cast.base import NONGSOMMUT, NONSOMMUT
from tests.handlers.report.conftest import TODAY

OTHER = {
    "spot": "other",
    "district": "3206",
    "subdistrict": "320601",
    "village": NONGSOMMUT,
}


def place(session: Session, sender: Sender, text: str) -> dict[str, Any]:
    values = start_values(session, sender, read_whole(text, TODAY))
    names = ("spot", "which", "district", "subdistrict", "village")
    return {name: values[name] for name in names if name in values}


def test_the_headman_is_known_with_his_village(sender: Sender) -> None:
    assert known_of(sender) == {"villages": NONSOMMUT, "host": "ผู้ใหญ่บุญมา"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("คนมา 54", {"spot": "here"}),
        ("ม.94 คนมา 54", {"spot": "here"}),
        ("ม.93 คนมา 54", OTHER),
        ("บ้านหนองสมมุติคุยเรื่องน้ำ", OTHER),
        ("ม.12 คนมา 54", {"spot": "other"}),
        ("ประชุมหมู่บ้านเรื่องน้ำ", {"spot": "here"}),
    ],
)
def test_a_village_named_in_the_words_is_the_one(
    session: Session, sender: Sender, text: str, values: dict[str, Any]
) -> None:
    assert place(session, sender, text) == values


def test_one_of_two_villages_is_told_by_its_moo(session: Session, sender: Sender) -> None:
    both = Sender(sender.account_id, villages=(NONGSOMMUT, NONSOMMUT))
    assert place(session, both, "ม.93") == {"spot": "here", "which": NONGSOMMUT}


def test_whoever_has_no_village_is_asked_unless_the_words_name_one(session: Session) -> None:
    nobody = Sender("account")
    assert place(session, nobody, "คนมา 54") == {}
    assert place(session, nobody, "บ้านหนองสมมุติ")["village"] == NONGSOMMUT

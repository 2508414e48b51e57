"""LINE reference, "Image": what a set of images tells, and the order of whoever sent it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.albums import album_of, in_order
from models.files import File
from models.words import FileKind, FileState
from tests.conftest import START


def photo(name: str, seconds: float, album: str | None = None, index: int | None = None) -> File:
    return File(
        id=name,
        kind=FileKind.IMAGE,
        state=FileState.STORED,
        sent_at=START + timedelta(seconds=seconds),
        message_id=name,
        image_set=album,
        image_index=index,
    )


def names(files: list[File]) -> str:
    return "".join(file.id for file in files)


PHOTOS = [
    photo("a", 0),
    photo("b", 5, "set", 1),
    photo("c", 3, "set", 2),
    photo("d", 9, "set", 3),
    photo("e", 7),
    photo("f", 8, "old"),
    photo("g", 8.5, "old"),
]


@given(st.permutations(PHOTOS))
def test_an_album_stands_where_it_began_and_in_its_own_order(shuffled: list[File]) -> None:
    assert names(in_order(shuffled)) == "abcdefg"


def test_photos_of_one_moment_stand_as_line_numbered_them() -> None:
    assert names(in_order([photo("2", 1), photo("3", 1), photo("1", 1)])) == "123"


@pytest.mark.parametrize(
    ("told", "columns"),
    [
        ({"id": "A", "index": 2, "total": 3}, ("A", 2, 3)),
        ({"id": "A"}, ("A", None, None)),
        ({"id": "A", "index": "2", "total": True}, ("A", None, None)),
        ({"id": "A", "index": 0, "total": 10**9}, ("A", None, None)),
    ],
)
def test_what_a_message_tells_of_its_album(told: Any, columns: tuple[object, ...]) -> None:
    assert tuple(album_of({"imageSet": told}).values()) == columns


@pytest.mark.parametrize("told", [None, "A", [], {}, {"id": 7}, {"id": ""}])
def test_a_message_without_an_album(told: Any) -> None:
    assert album_of({"imageSet": told}) == {}

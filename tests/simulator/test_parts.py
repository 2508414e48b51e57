"""Ids, generated media, the journal, stored content."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from simulator.basics import ids
from simulator.journal import entries
from simulator.journal.stream import Stream
from simulator.people import media
from simulator.people.content import ContentStore
from simulator.people.person import Person


@given(st.lists(st.integers(1_600_000_000_000, 4_000_000_000_000), min_size=2, max_size=50))
def test_message_ids_have_18_digits_and_only_grow(moments: list[int]) -> None:
    source = ids.MessageIds()
    made = [source.next(moment) for moment in moments]
    assert all(len(one) == 18 for one in made)
    assert made == sorted(set(made))


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**48 - 1))
def test_ulids_sort_by_time(one: int, other: int) -> None:
    if one != other:
        assert (ids.ulid(one) < ids.ulid(other)) == (one < other)


@settings(max_examples=50)
@given(st.sampled_from(["video", "audio", "file"]), st.integers(40, 700_000))
def test_generated_media_has_the_wished_size(kind: str, size: int) -> None:
    assert sum(len(piece) for piece in media.generated(kind, size, "520000000000000000")) == size


@settings(max_examples=50)
@given(st.integers(2_000, 400_000))
def test_a_generated_picture_has_the_wished_size_and_opens(size: int) -> None:
    raw = b"".join(media.generated("image", size, "520000000000000000"))
    assert len(raw) == size
    Image.open(io.BytesIO(raw)).load()


def test_no_two_generated_pictures_are_alike() -> None:
    made = {b"".join(media.generated("image", 5000, mark)) for mark in ("1", "2", "3")}
    assert len(made) == 3


def test_a_film_is_never_whole_in_memory() -> None:
    assert max(len(piece) for piece in media.generated("video", 50_000_000, "1")) <= media.PIECE


def test_a_preview_of_what_is_no_picture_is_a_picture() -> None:
    assert Image.open(io.BytesIO(media.preview_of(b"not a picture"))).format == "JPEG"


def test_taken_back_content_leaves_the_disk() -> None:
    store = ContentStore()
    content = store.keep("1", "image", "image/jpeg", iter([b"ab", b"c"]))
    assert (content.size, content.path.read_bytes()) == (3, b"abc")
    store.forget("1")
    assert (content.gone, content.path.exists()) == (True, False)
    store.clear()
    assert not content.path.parent.exists()


def test_the_journal_keeps_the_newest_and_stays_small() -> None:
    log = entries.Journal()
    for number in range(entries.KEPT + 5):
        log.write(0.0, {"number": number}, body=b"x")
    shown = log.describe()
    assert (len(shown), shown[-1]["number"]) == (entries.KEPT, entries.KEPT + 4)


def test_big_bodies_push_old_ones_out() -> None:
    log, body = entries.Journal(), b"x" * 200_000
    for number in range(1_500):
        log.write(0.0, {"number": number}, body=body)
    kept = log.describe()
    assert len(kept) == entries.KEPT_BYTES // entries.BODY_BYTES
    assert all(len(str(entry["body"])) == entries.BODY_BYTES for entry in kept[:3])


def test_a_listener_that_sleeps_is_let_go() -> None:
    stream = Stream()
    with stream.listening() as queue:
        for number in range(5_000):
            stream.tell("message", number=number)
        assert queue.get_nowait() is None
        assert not stream.listened


def test_what_a_friend_gets() -> None:
    week = 7 * 86_400
    friend = Person("U1", "ก")
    stranger = Person("U2", "ข", friend=False, spoke_at=0.0)
    blocker = Person("U3", "ค", blocked=True, spoke_at=0.0)
    assert [p.receives_push(week) for p in (friend, stranger, blocker)] == [True, True, False]
    assert not stranger.receives_push(week + 1)
    assert [p.receives_multicast() for p in (friend, stranger, blocker)] == [True, False, False]

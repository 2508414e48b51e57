"""What must not be left when a journey is over, however it went: words of a nameless answer outside
of it, a message by LINE's id that says whose it was, bytes on disk that no row names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from base.files import INCOMING
from models.files import File
from models.surveys import Response
from tests.golden.places import Phone
from tests.journeys.site import Site
from tests.support.searching import columns_with, files_in, files_with

NAMELESS = {"response.answers"}
NAMELESS_ID = {"response.id"}


def traces(one: Site, golden: Mapping[str, Any], phones: Mapping[str, Phone]) -> list[str]:
    """To be read by a person; nothing where nothing is left. `nameless` of a journey names the
    phones that answer so, each with the words that only the answer may hold."""
    found = list(_media(one))
    for name, words in golden.get("nameless", {}).items():
        found += _words(one, words)
        found += _messages(one, name, phones[name].sent)
    if "nameless" in golden:
        found += _ids(one)
    return found


def _words(one: Site, words: str) -> Iterator[str]:
    places = columns_with(one.house.database, words)
    if places != NAMELESS:
        yield f"«{words}» stands in {sorted(places)}"
    for names in files_with(one.folder, words).values():
        yield f"«{words}» stands in {names}"


def _messages(one: Site, name: str, sent: list[str]) -> Iterator[str]:
    if places := columns_with(one.house.database, *sent):
        yield f"what {name} sent is named in {sorted(places)}"


def _ids(one: Site) -> Iterator[str]:
    with one.house.database.read() as session:
        ids = list(session.scalars(sa.select(Response.id).where(Response.anonymous)))
    if (places := columns_with(one.house.database, *ids)) != NAMELESS_ID:
        yield f"nameless answers are named in {sorted(places)}"


def _media(one: Site) -> Iterator[str]:
    folder = one.settings.media_dir
    lies = {
        str(path.relative_to(folder)) for path in files_in(folder) if INCOMING not in path.parts
    }
    with one.house.database.read() as session:
        rows = session.execute(sa.select(File.path, File.thumbnail)).all()
    named = {name for row in rows for name in row if name}
    for name in sorted(lies ^ named):
        yield f"file {name}: {'no row names it' if name in lies else 'it is not on disk'}"

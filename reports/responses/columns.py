"""Tables and columns of an export: a table for the responses, one for each repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from forms import Form, Item, QuestionType
from forms.question import Json
from forms.texts import Text

ID, TIME, VERSION, INDEX = "_id", "_submission_time", "__version__", "_index"
WAVE, PERSON, NAME = "_wave", "_submitted_by", "_name"
DISTRICT, VILLAGE, VILLAGE_NAME = "_district", "_village", "_village_name"
FORUM, HELD_ON = "_forum", "_forum_day"
PARENT_TABLE, PARENT_INDEX = "_parent_table_name", "_parent_index"
OF_RESPONSE = "_submission_"  # before what a repeat's row says of the response it belongs to


class Part(StrEnum):
    """What of an answer a column holds."""

    WHOLE = "whole"
    CHOICE = "choice"  # 1 or 0: whether it is among the chosen
    PLACE = "place"  # of a ranked choice, from 1
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    ALTITUDE = "altitude"
    PRECISION = "precision"
    TITLE = "title"  # how LINE called the place
    ADDRESS = "address"


GEO = (Part.LATITUDE, Part.LONGITUDE, Part.ALTITUDE, Part.PRECISION)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a survey's form; `code` is how responses name it."""

    code: str
    form: Form


@dataclass(frozen=True, slots=True)
class Response:
    """One response. `at` is when it was sent; None where nobody may know the time of day, and then
    `day` is all there is (YYYY-MM-DD). `answers` are as forms.answers gives them; `facts` are
    what else is known of it, by header."""

    id: str
    version: str
    day: str
    at: datetime | None
    person: str
    answers: Mapping[str, Json]
    wave: str = ""
    name: str = ""
    facts: Mapping[str, str | date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as all versions together know it; `item` is the newest's."""

    id: str
    item: Item
    path: str  # with its groups, as the newest version has it
    versions: tuple[str, ...]
    types: frozenset[QuestionType]
    choices: Mapping[str, Text] = field(default_factory=dict)
    open: bool = False  # its choices stand in no list of the form


@dataclass(frozen=True, slots=True)
class Column:
    header: str
    id: str
    part: Part = Part.WHOLE
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`key` is the repeat's, '' for the responses themselves; `parent` the key of the table whose
    rows its rows belong to."""

    key: str
    name: str
    parent: str
    asked: tuple[Asked, ...]
    columns: tuple[Column, ...]
    after: tuple[str, ...]  # headers of what is known of the response, behind the answers

    @property
    def headers(self) -> tuple[str, ...]:
        return (*(one.header for one in self.columns), *self.after)

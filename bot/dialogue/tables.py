"""Our own tables as choices of a form: district.csv, subdistrict.csv, village.csv.

Columns: `name` (the official code), `label` (in the person's language), `district` and
`subdistrict` (codes, for `choice_filter`), `moo`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from base.i18n import say
from forms.question import Json, Rows
from models.places import District, Subdistrict, Village

T = TypeVar("T", District, Subdistrict, Village)
Row = Mapping[str, str]
Columns = Mapping[str, InstrumentedAttribute[str]]


def place_rows(session: Session, language: str) -> Rows:
    """The places as `forms` asks for them; a table or column that is not ours has no rows."""

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        reader = _TABLES.get(table)
        return reader(session, language, filters) if reader else []

    return rows


def place_answers(session: Session, mine: Collection[str], code: str) -> dict[str, Json]:
    """What a form that asks for a village by spot, which, district, subdistrict and village would
    have heard for this one; `mine` are the villages of whoever fills it in."""
    if code in mine:
        here: dict[str, Json] = {"spot": "here"}
        return here | ({"which": code} if len(mine) > 1 else {})
    village = session.get(Village, code)
    if village is None:
        return {}
    found: dict[str, Json] = {
        "district": village.subdistrict_code[:4],
        "subdistrict": village.subdistrict_code,
        "village": code,
    }
    return found | ({"spot": "other"} if mine else {})


def village_label(village: Village, language: str) -> str:
    """«บ้านโนนสมมุติ หมู่ 94»."""
    name = village.name_en if language == "en" else village.name_th
    bare = name.removeprefix("บ้าน").removeprefix("Ban ").strip()
    return say("places.village", language, name=bare, moo=village.moo)


def _districts(session: Session, language: str, filters: Mapping[str, str]) -> list[Row]:
    query = _where(sa.select(District), filters, {"name": District.code})
    return [
        {"name": one.code, "label": _name(one, language)}
        for one in session.scalars(query.order_by(District.code))
    ]


def _subdistricts(session: Session, language: str, filters: Mapping[str, str]) -> list[Row]:
    columns = {"name": Subdistrict.code, "district": Subdistrict.district_code}
    query = _where(sa.select(Subdistrict), filters, columns)
    return [
        {"name": one.code, "label": _name(one, language), "district": one.district_code}
        for one in session.scalars(query.order_by(Subdistrict.code))
    ]


def _villages(session: Session, language: str, filters: Mapping[str, str]) -> list[Row]:
    columns = {"name": Village.code, "subdistrict": Village.subdistrict_code}
    query = _where(sa.select(Village), filters, columns)
    return [
        {
            "name": one.code,
            "label": village_label(one, language),
            "subdistrict": one.subdistrict_code,
            "district": one.subdistrict_code[:4],
            "moo": str(one.moo),
        }
        for one in session.scalars(query.order_by(Village.code))
    ]


def _name(place: District | Subdistrict, language: str) -> str:
    return place.name_en if language == "en" else place.name_th


def _where(query: sa.Select[T], filters: Mapping[str, str], columns: Columns) -> sa.Select[T]:
    for name, value in filters.items():
        if name in columns:
            query = query.where(columns[name] == value)
    return query


_TABLES = {"district": _districts, "subdistrict": _subdistricts, "village": _villages}
OURS = tuple(f"{name}.csv" for name in _TABLES)

"""From what a sheet tells of a place to the village or the agency that is meant."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.roster.places_told import Told, bare
from handlers.roster.sheet import AGENCY, Entry
from models.places import Agency, District, Subdistrict, Village


@dataclass(frozen=True, slots=True)
class Placed:
    """A village by its code, or an agency by its name (which may be new); or why neither."""

    village_code: str | None = None
    agency: str | None = None
    fault: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    code: str
    moo: int
    names: frozenset[str]
    subdistrict: frozenset[str]
    district: frozenset[str]


class Gazetteer:
    """All villages of this deployment, looked at once for a whole sheet."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(
            sa.select(Village, Subdistrict, District)
            .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
            .join(District, District.code == Subdistrict.district_code)
            .order_by(Village.code)
        )
        self._known = [
            _Known(
                village.code,
                village.moo,
                _names(village),
                _names(subdistrict),
                _names(district),
            )
            for village, subdistrict, district in rows
        ]
        names = session.scalars(sa.select(Agency.name_th))
        self._agencies = {"".join(name.split()): name for name in names}

    def place(self, entry: Entry) -> Placed:
        """Who comes for an agency is of the agency, wherever they live."""
        told = entry.place
        if told.agency and (entry.kind == AGENCY or not told.names_village):
            name = self._agencies.setdefault("".join(told.agency.split()), told.agency)
            return Placed(agency=name, shown=name)
        if not told.names_village:
            return Placed(fault="no_place")
        found = [one for one in self._known if _fits(one, told)]
        shown = _shown(told)
        if len(found) == 1:
            return Placed(village_code=found[0].code, shown=shown)
        return Placed(fault="place_two" if found else "place_unknown", shown=shown)


def _names(place: Village | Subdistrict | District) -> frozenset[str]:
    return frozenset({bare(place.name_th), bare(place.name_en).casefold()})


def _fits(one: _Known, told: Told) -> bool:
    return (
        (told.moo is None or told.moo == one.moo)
        and _is(told.village, one.names)
        and _is(told.subdistrict, one.subdistrict)
        and _is(told.district, one.district)
    )


def _is(told: str, names: frozenset[str]) -> bool:
    return not told or bare(told).casefold() in names


def _shown(told: Told) -> str:
    parts = [
        f"บ้าน{told.village}" if told.village else "",
        f"ม.{told.moo}" if told.moo is not None else "",
        f"ต.{told.subdistrict}" if told.subdistrict else "",
        f"อ.{told.district}" if told.district else "",
    ]
    return " ".join(filter(None, parts))

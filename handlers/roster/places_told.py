"""Where somebody is from, as a sheet tells it: columns of their own, or one text with all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_STOP = r"(?=\s|$|,|หมู่|ม\.\s*\d|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.)"
_MOO = re.compile(r"(?:หมู่ที่|หมู่|ม\.|moo)\s*\.?\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_VILLAGE = re.compile(
    rf"(?:^|(?<=[\s\d,]))(?:หมู่บ้าน|บ้าน|บ\.)\s*(?!เลขที่|เลข|พัก)([^\d\s,./()]+?){_STOP}"
)
_SUBDISTRICT = re.compile(rf"(?:ตำบล|(?:^|(?<=[\s\d,]))ต\.)\s*([^\d\s,./()]+?){_STOP}")
_DISTRICT = re.compile(rf"(?:อำเภอ|(?:^|(?<=[\s\d,]))อ\.)\s*([^\d\s,./()]+?){_STOP}")
_HEAD = re.compile(r"^(?:หมู่บ้าน|บ้าน|บ\.|ตำบล|ต\.|อำเภอ|อ\.)\s*")
_FIGURES = re.compile(r"(?:หมู่ที่|หมู่|ม\.?|moo)?\s*\.?\s*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """Pieces of where somebody lives, and the agency they come from; "" for what is not said."""

    village: str = ""
    moo: int | None = None
    subdistrict: str = ""
    district: str = ""
    agency: str = ""

    @property
    def names_village(self) -> bool:
        return bool(self.village) or self.moo is not None

    def over(self, wider: Told) -> Told:
        """This, and what is not said here as `wider` says it: a heading between the rows."""
        return Told(
            self.village or ("" if self.moo is not None else wider.village),
            self.moo if self.moo is not None or self.village else wider.moo,
            self.subdistrict or wider.subdistrict,
            self.district or wider.district,
            self.agency or ("" if self.names_village else wider.agency),
        )


def in_one_text(text: str) -> Told:
    """«บ้านโนนสมมุติ หมู่ 4 ต.ด่าน อ.กาบเชิง», «45 ม.4 ต.ด่าน»; all else is an agency's name."""
    moo = _MOO.search(text)
    told = Told(
        village=_first(_VILLAGE, text),
        moo=int(moo[1]) if moo else None,
        subdistrict=_first(_SUBDISTRICT, text),
        district=_first(_DISTRICT, text),
    )
    return told if told.names_village else replace(told, agency=text)


def bare(name: str) -> str:
    """«บ้านโนนสมมุติ» and «ต. ด่าน» by the name alone, for comparing: without spaces."""
    return re.sub(r"\s+", "", _HEAD.sub("", name.strip()))


def moo_of(text: str) -> int | None:
    found = _FIGURES.fullmatch(text.strip())
    return int(found[1]) if found else None


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""

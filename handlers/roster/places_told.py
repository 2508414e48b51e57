"""Where somebody is from, as a sheet tells it: columns of their own, or one text with all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from base.thai.digits import to_arabic
from base.thai.fold import flat
from base.thai.number_words import WORD, amounts
from handlers.roster.phones import NOT_TOLD

_STOP = r"(?=\s|$|,|หมู่|ม\.\s*\d|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.)"
_MOO = re.compile(r"(?:หมู่ที่|หมู่|ม\.|moo)\s*\.?\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_VILLAGE = re.compile(
    rf"(?:^|(?<=[\s\d,]))(?:หมู่บ้าน|บ้าน|บ\.)\s*(?!เลขที่|เลข|พัก)([^\d\s,./()]+?){_STOP}"
)
_SUBDISTRICT = re.compile(rf"(?:ตำบล|(?:^|(?<=[\s\d,]))ต\.)\s*([^\d\s,./()]+?){_STOP}")
_DISTRICT = re.compile(rf"(?:อำเภอ|(?:^|(?<=[\s\d,]))อ\.)\s*([^\d\s,./()]+?){_STOP}")
_HEAD = re.compile(r"^(?:หมู่บ้าน|บ้าน|บ\.|ตำบล|ต\.|อำเภอ|อ\.)\s*")
_MOO_HEAD = re.compile(r"^(?:หมู่บ้านที่|หมู่ที่|หมู่|ม\.|moo)\s*\.?\s*", re.IGNORECASE)
# A spreadsheet's text may have a number's decimals.
_FIGURES = re.compile(r"(?:หมู่ที่|หมู่|ม\.?|moo)?\s*\.?\s*(\d{1,2})(?:\.0*)?", re.IGNORECASE)
_ONE_MOO = re.compile(r"(?:(?:หมู่ที่|หมู่|ม\.|moo)\s*\.?)?\s*(\d{1,2})\s*(?:บ้าน|บ\.)[^\d]*", re.I)
_IN_WORDS = re.compile(f"{WORD}+")


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


class NoMoo(ValueError):
    """No number of a moo can be read out of it."""


def moo_of(text: str) -> int | None:
    """A moo's number as a cell of its own tells it: «4», «ม.4», «4.0», «สี่», «หมู่ที่ 4 บ้านโนน»; None
    where it says that there is none. Raises NoMoo."""
    plain = to_arabic(text).strip()
    if NOT_TOLD.fullmatch(plain):
        return None
    found = _FIGURES.fullmatch(plain) or _ONE_MOO.fullmatch(plain)
    if found:
        return int(found[1])
    words = flat(_MOO_HEAD.sub("", plain).replace(" ", ""))
    amount = amounts(words) if _IN_WORDS.fullmatch(words) else ()
    if len(amount) == 1 and amount[0] in range(1, 100):
        return int(amount[0])
    raise NoMoo(text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""

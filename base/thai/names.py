"""Names as an office writes them: «นางสาวสายฝน  ใจสมมุติ», «ด.ต.สมชาย», a title of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CIVIL = (
    "นาย นางสาว นาง น.ส. นส. ด.ช. ด.ญ. เด็กชาย เด็กหญิง คุณ ดร. นพ. พญ. ทพ. ผศ. รศ. ศ. "
    "Mr. Mrs. Ms. Miss"
)
_RANKS = (
    "ว่าที่ร้อยตรีหญิง ว่าที่ร้อยตรี ว่าที่ร้อยโท ว่าที่ร้อยเอก ว่าที่พันตรี ร้อยตรี ร้อยโท ร้อยเอก พันตรี พันโท พันเอก "
    "ร้อยตำรวจตรี ร้อยตำรวจโท ร้อยตำรวจเอก พันตำรวจตรี พันตำรวจโท พันตำรวจเอก ดาบตำรวจ จ่าสิบตำรวจ จ่าสิบเอก "
    "สิบตำรวจตรี สิบตำรวจโท สิบตำรวจเอก สิบตรี สิบโท สิบเอก"
)
# «ด.ต.», «ร.ต.อ.», «พ.ต.ท.», «จ.ส.อ.», «ว่าที่ ร.ต.», «พล.ต.ต.»; with and without spaces between.
_SHORT = (
    r"(?:ว่าที่\s*)?(?:พล\s*\.\s*(?:ต|ท|อ|ร)|พ\s*\.\s*[ตทอ]|ร\s*\.\s*[ตทอ]|จ\s*\.\s*ส|ส\s*\.\s*[ตทอ]"
    r"|ด\s*\.\s*ต|พ\s*\.\s*จ|จ\s*\.\s*[ตทอ])(?:\s*\.\s*[ตทออ])?\s*\.\s*(?:หญิง\s*)?"
)
_LONG = "|".join(
    re.escape(one) for one in sorted((_CIVIL + " " + _RANKS).split(), key=len, reverse=True)
)
# A title ends where a name can begin: with a consonant or a vowel that stands before it.
_TITLE = re.compile(rf"(?:(?:{_LONG})|{_SHORT})\s*(?=[ก-ฮเ-ไA-Za-z]|$)")
_MONK = re.compile(r"(?:พระครู|พระมหา|พระอธิการ|พระสมุห์|พระใบฎีกา|พระปลัด|พระ(?=\s)|แม่ชี)\s*")
_DIRT = re.compile(r"\(.*?\)|^[\d\s.)(*\-]+|[\s*.,\-]+$")
_LETTER = re.compile(r"[ก-ฮA-Za-z]")
_NOT_IN_A_NAME = re.compile(r"[\d@#=<>/\\]")
_HEADMAN = re.compile(r"(?<!ผู้ช่วย)(?<!ผช\.)(?:ผู้ใหญ่บ้าน|ผญบ)")
_KAMNAN = re.compile(r"(?<!สารวัตร)(?<!ผู้ช่วย)กำนัน")
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Named:
    """`full` without titles; `called` is how the bot says it: คุณสายฝน, ผู้ใหญ่บุญมา."""

    full: str
    called: str
    titled: bool = False


def read_name(text: str, position: str = "") -> Named | None:
    """None for whatever is no name of a person: figures, one word without a title, nothing."""
    plain = " ".join(_DIRT.sub("", " ".join(text.split())).split())
    bare = _without_titles(plain)
    titled = bare != plain
    monk = _MONK.match(bare)
    parts = bare.split()
    if not parts or len(bare) > LONGEST or not _LETTER.search(bare):
        return None
    if _NOT_IN_A_NAME.search(bare) or (len(parts) < 2 and not titled and not monk):
        return None
    return Named(bare, _called(bare, parts[0], monk, position), titled or bool(monk))


def _without_titles(text: str) -> str:
    """«ว่าที่ ร.ต. ดร.สมชาย» has more than one."""
    while (found := _TITLE.match(text)) and found.end():
        text = text[found.end() :].strip()
    return text


def _called(bare: str, first: str, monk: re.Match[str] | None, position: str) -> str:
    if monk:
        rest = bare[monk.end() :].split()
        return f"{monk[0].strip()}{rest[0] if rest else ''}"
    if _HEADMAN.search(position):
        return f"ผู้ใหญ่{first}"
    return f"กำนัน{first}" if _KAMNAN.search(position) else f"คุณ{first}"

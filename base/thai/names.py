"""Names as an office writes them: «นางสาวสายฝน  ใจสมมุติ», «ด.ต.สมชาย», a title of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from base.thai.titles import civil, taken_off

_MONK = re.compile(r"(?:ครูบา|พระครู|พระมหา|พระอธิการ|พระสมุห์|พระใบฎีกา|พระปลัด|พระ(?=\s)|แม่ชี)\s*")
_DIRT = re.compile(r"\(.*?\)|^[\d\s.)(*\-]+|[\s*.,\-]+$")
_LETTER = re.compile(r"[ก-ฮA-Za-z]")
_NOT_IN_A_NAME = re.compile(r"[\d@#=<>/\\]")
_HEADMAN = re.compile(r"(?<!ผู้ช่วย)(?<!ผช)(?:ผู้ใหญ่บ้าน|ผญบ)|^(?:ผู้ใหญ่|ผญ)")
_KAMNAN = re.compile(r"(?<!สารวัตร)(?<!ผู้ช่วย)(?<!ผช)กำนัน")
_LEADS = re.compile(r"(?:^|\s)(?:ผู้ใหญ่|ผู้ช่วย|ผญ|ผช|กำนัน|สารวัตรกำนัน|แพทย์ประจำ)")
_SPACING = re.compile(r"[\s.]+")
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Named:
    """`full` without titles; `called` is how the bot says it: คุณสายฝน, ผู้ใหญ่บุญมา. `leads`: the
    name itself says that they lead a village. `written` has the words of an office still."""

    full: str
    called: str
    titled: bool = False
    leads: bool = False
    written: str = ""


def read_name(text: str, position: str = "") -> Named | None:
    """None for whatever is no name of a person: figures, one word without a title, nothing."""
    plain = _plain(text)
    bare, office = taken_off(plain)
    titled = bare != plain
    monk = _MONK.match(bare)
    parts = bare.split()
    if not parts or len(bare) > LONGEST or not _LETTER.search(bare):
        return None
    if _NOT_IN_A_NAME.search(bare) or (len(parts) < 2 and not titled and not monk):
        return None
    called = _called(bare, parts[0], monk, (position, office))
    leads = bool(_LEADS.search(office))
    return Named(bare, called, titled or bool(monk), leads, civil(plain))


def bare_name(text: str) -> str:
    """Without titles, for comparing: «ผญ.บุญมา  มีสุข» is «บุญมา มีสุข»."""
    return taken_off(_plain(text))[0]


def _plain(text: str) -> str:
    return " ".join(_DIRT.sub("", " ".join(text.split())).split())


def _called(bare: str, first: str, monk: re.Match[str] | None, offices: tuple[str, ...]) -> str:
    if monk:
        rest = bare[monk.end() :].split()
        return f"{monk[0].strip()}{rest[0] if rest else ''}"
    told = [_SPACING.sub("", one) for one in offices]
    if any(map(_HEADMAN.search, told)):
        return f"ผู้ใหญ่{first}"
    return f"กำนัน{first}" if any(map(_KAMNAN.search, told)) else f"คุณ{first}"

"""What an office or a village writes before a name: นาย, ด.ต., ผญบ., ผู้ช่วยฯ, นายก อบต., ครู."""

from __future__ import annotations

import re

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
_NAME = r"\s*(?=[ก-ฮเ-ไA-Za-z]|$)"
_TITLE = re.compile(rf"(?:(?:{_LONG})|{_SHORT}){_NAME}")

_ENDED = r"(?:\s*\.|(?=\s|$))"  # letters alone are a title with a dot or a space behind them
_COUNCIL = (
    r"(?:อ\s*\.?\s*บ\s*\.?\s*[ตจ]\s*\.?"
    r"|(?:องค์การบริหารส่วน|เทศบาล)(?:ตำบล|เมือง|จังหวัด)\S*(?=\s)|เทศบาล)"
)
# What begins no first name may be joined to one.
_OFFICE = re.compile(
    r"(?:"
    r"ผู้ช่วย(?:ผู้ใหญ่(?:บ้าน)?|กำนัน)?ฯ?|ผู้ใหญ่(?:บ้าน)?ฯ?|(?:สารวัตร)?กำนัน|แพทย์ประจำตำบล"
    r"|ผช\s*\.?\s*(?:ผญ\s*\.?\s*บ?\s*\.?|ผู้ใหญ่(?:บ้าน)?|กำนัน)?|ผญ\s*\.?\s*บ?\s*\.?"
    rf"|(?:รอง\s*)?นายก(?:\s+{_COUNCIL}|อ\s*\.?\s*บ\s*\.?\s*[ตจ]{_ENDED}|เทศมนตรี(?:(?:ตำบล|เมือง)\S*(?=\s))?|ฯ|(?=\s))"
    rf"|(?:สมาชิก|ปลัด)\s*(?:สภา)?\s*{_COUNCIL}|ปลัด(?:อำเภอ|ฯ)"
    rf"|ส\s*\.\s*อ\s*\.?\s*บ\s*\.?\s*[ตจ]\s*\.?|สอบต{_ENDED}|ส\s*\.\s*[จสว]\s*\.|ส[ทจสว]{_ENDED}"
    rf"|(?:ประธาน\s*)?(?:อ\s*\.\s*ส\s*\.\s*ม\s*\.|อสม{_ENDED})"
    rf"|(?:อพม|ชรบ|อปพร|ทสปช|กม|อช|อส|ดร|ทพญ|ภก|ภญ|(?:รอง\s*)?ผอ){_ENDED}|อาจารย์|ครู\s*กศน{_ENDED}"
    rf"){_NAME}"
)
# First names begin so too (หมอก, ครูน, ปลัดดา): these stand before a first name and a surname, apart
# from them, or joined to what is whole without them.
_CALLING = re.compile(
    r"(?:"
    r"(?:ครู(?:ใหญ่)?|หมอ(?:ลำ|ดินอาสา|ดิน|นวด)?|ปลัด|ประธาน)\s+"
    r"|อ\.\s*"
    r"|ครู(?!บา)(?=[ก-ฮ][ก-ฮะ-ฺเ-๎]|[เ-ไ])"
    r"|หมอ(?![กน](?:\s|[เ-ไ]))(?=[ก-ฮ][ก-ฮะ-ฺเ-๎]|[เ-ไ])"
    r"|ปลัด(?=[ก-ฮเ-ไ]\S{2})"
    r")(?=[ก-ฮเ-ไ]\S*\s+\S)"
)
# «กำนัน ผู้ใหญ่บ้าน ตำบลด่าน» heads a list and names nobody.
_NOBODY = re.compile(r"^(?:หมู่บ้าน|หมู่ที่|ประจำ|ทุก|คณะ)|(?:^|\s)(?:ตำบล|อำเภอ)|ผู้ใหญ่บ้าน|กำนัน|ผู้ช่วย")


def civil(text: str) -> str:
    """«ว่าที่ ร.ต. ดร.สมชาย» has more than one: all are off, those of an office in a village stay."""
    while (found := _TITLE.match(text)) and found.end():
        text = text[found.end() :].strip()
    return text


def taken_off(text: str) -> tuple[str, str]:
    """The name without any title, and the village's or office's words that stood before it: («บุญมา
    มีสุข», «ผญ.»). «นายกำนัน ใจสมมุติ» is of that first name."""
    offices: list[str] = []
    rest, before = text, ""
    while rest != before:
        before, rest = rest, _once(rest, offices, after_civil=rest != text and not offices)
    return rest, " ".join(offices)


def _once(text: str, offices: list[str], *, after_civil: bool) -> str:
    found = _OFFICE.match(text) or _CALLING.match(text)
    rest = text[found.end() :].strip() if found else ""
    lone = after_civil and len(rest.split()) < 2
    if found and not lone and not _NOBODY.search(rest):
        offices.append(found[0].strip())
        return rest
    title = _TITLE.match(text)
    return text[title.end() :].strip() if title and title.end() else text

"""Words for men, women and others in a folded text, and both sexes named at once."""

from dataclasses import dataclass, replace

from base.thai.fold import Folded, pattern

_ALONE = r"(?:(?<![ก-๙a-z.])|(?<=คน)|(?<=ราย)|(?<=ท่าน)|(?<=และ)|(?<=กับ))"
_END = r"(?![ก-๙a-z])"
_WOMEN = (
    rf"(?:เพศหญิง|ผู้หญิง|ผญ\.?{_END}|หญิง|หยิง|สตรี|{_ALONE}ญ\.?{_END}"
    rf"|\bwom[ae]n|\bfemales?|{_ALONE}f{_END})"
)
_MEN = (
    rf"(?:เพศชาย|ผู้ชาย|ผช\.?{_END}|ชาย(?!แดน)|บุรุษ|{_ALONE}ช\.?{_END}"
    rf"|\bm[ae]n\b|\bmales?|{_ALONE}m{_END})"
)
_OTHERS = (
    r"(?:เด็ก|เยาวชน|นักเรียน|ผู้ใหญ่(?!บ้าน)|ผู้สูงอายุ|ผู้สูงวัย|คนแก่|คนชรา|คนพิการ|พระสงฆ์|พระ(?= ?\d)|สามเณร"
    r"|อสม\.?|กรรมการ|เจ้าหน้าที่|วิทยากร|ข้าราชการ|แขก|ไม่ระบุ|\bchildren|\bkids)"
)
_LABEL = pattern(
    rf"(?P<women>{_WOMEN})|(?P<men>{_MEN})|(?P<others>{_OTHERS})"
    r"|(?P<sum>รวม|ทั้งหมด|ทั้งสิ้น|\btotal)"
    r"|(?P<came>(?:ผู้)?เข้า ?ร่วม|คนมา|มีคน|มากัน|มา|ใช้|\bcame)"
)
_SEX = rf"(?:{_WOMEN}|{_MEN})"
_COMPARED = pattern(
    rf"{_SEX} ?(?:จะ)?(?:มาก|น้อย|เยอะ|หลาย)กว่า(?: ?{_SEX})?"
    rf"|(?:ส่วนใหญ่|ส่วนมาก) ?(?:จะ)?(?:เป็น)? ?{_SEX}"
    rf"|{_SEX} ?(?:เป็น)?(?:ส่วนใหญ่|ส่วนมาก|เยอะ|มาก)(?! ?\d)"
    rf"|{_SEX} ?(?:กับ|และ)? ?{_SEX} ?(?:พอ|เท่า|คละ)[ ๆกัน]*"
)
_DASHED = pattern(rf"(?P<sex>{_SEX}) ?- ?(?=\d)")
_BETWEEN = r" ?(?:[/,+&\-]|และ|กับ)? ?"
_FILL = r"(?:[ :=.,()~\-]|คน|มี|มา|จำนวน|รวม|กัน|ได้|เป็น|ทั้งหมด|ทั้งสิ้น|ประมาณ|(?P<each>อย่างละ))"
_N = r"(?<![\d.])\d{1,6}(?![\d.]\d?)(?!\d)"
_TWO = rf"(?P<one>{_N}) ?(?:คน)?(?: ?[/,+&\-] ?| |และ|กับ| ?กับ ?| ?และ ?) ?(?P<two>{_N})"
_NO_HEADS = r"(?! ?(?:หลัง|ครัว|บาท|ครั้ง|โมง|ทุ่ม|น\.|[มกสตธพ]\.? ?[คพย]|เม|มิ|มี\.? ?ค))"
_NAMES = rf"(?P<all>ทั้ง ?)?(?P<first>{_SEX})(?P<gap>{_BETWEEN})(?P<second>{_SEX})"
_BOTH_AFTER = pattern(rf"{_NAMES}{_FILL}{{0,6}}(?:{_TWO}|(?P<alone>{_N})){_NO_HEADS}")
_BOTH_BEFORE = pattern(rf"(?:{_TWO}|(?P<alone>{_N})) ?(?:คน)? ?(?:เป็น)?{_NAMES}")
_A_WOMAN = pattern(_WOMEN)
_A_MAN = pattern(_MEN)


@dataclass(frozen=True)
class Label:
    """A word that says of whom a number beside it is: men, women, others, sum, came."""

    start: int
    end: int
    who: str


def labels_of(folded: Folded) -> list[Label]:
    """All labels of a folded text, in order."""
    found = [Label(m.start(), m.end(), m.lastgroup or "") for m in _LABEL.finditer(folded.text)]
    return [label for label in found if label.who]


def compared_away(folded: Folded) -> Folded:
    """«หญิงมากกว่าชาย» and «ชายหญิงพอๆกัน» blanked: they count nobody."""
    return replace(folded, text=_COMPARED.sub(lambda m: " " * len(m[0]), folded.text))


def plain_dashes(folded: Folded) -> Folded:
    """«ช-20» with a space for its dash, which is no minus."""
    return replace(folded, text=_DASHED.sub(lambda m: m["sex"].ljust(len(m[0])), folded.text))


def both_at_once(folded: Folded) -> tuple[int | None, int | None, int | None] | None:
    """«หญิง/ชาย 31/20» as (men, women, None), in the order of the words; «ชายหญิง 51» as (None,
    None, total); None if the text is not like that, or cannot be decided («ชาย หญิง 20»)."""
    text = folded.text
    for match in (*_BOTH_AFTER.finditer(text), *_BOTH_BEFORE.finditer(text)):
        women_first = _A_WOMAN.fullmatch(match["first"]) is not None
        same = women_first == (_A_WOMAN.fullmatch(match["second"]) is not None)
        each = match.groupdict().get("each")
        if same or (match["alone"] and match["gap"] == " " and not (match["all"] or each)):
            continue
        if match["alone"] and each:
            return int(match["alone"]), int(match["alone"]), None
        if match["alone"]:
            return None, None, int(match["alone"])
        one, two = int(match["one"]), int(match["two"])
        return (two, one, None) if women_first else (one, two, None)
    return None

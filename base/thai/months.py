"""Month names in Thai and English: long, clipped, short, with and without dots, misspelt."""

import re
from collections.abc import Iterator

from base.thai.fold import either, flat

LONG = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# As heard rather than as written; more than one letter away from the long name.
_CLIPPED = (
    "มกรา มะกรา มะกราคม", "กุมภา กุมพา กุมพาพัน กุมพาพันธ์ กุมภาพัน", "มีนา มินาคม", "เมษา เมสา เมสายน",
    "พฤษภา พฤศภา พฤสภา พฤกษภา พฤกษภาคม พรึดสะพา", "มิถุนา มิทุนา มิทุนายน",
    "กรกฎา กรกดา กะระกะดา กอรกฎา", "สิงหา สิงหาคน", "กันยา กันย์ยา กันยายนต์", "ตุลา ตุลาคน",
    "พฤศจิกา พฤษจิกา พฤจิกา พฤจิกายน พฤสจิกา", "ธันวา ทันวา ทันวาคม",
)  # fmt: skip
_LETTERS = re.compile("[ก-ฮะ-ูเ-ๅ]+")
_FLAT_LONG = tuple(map(flat, LONG))
_FULL = {name: n for n, name in enumerate(_FLAT_LONG, 1)}
_FULL |= {name.lower(): n for n, name in enumerate(ENGLISH, 1)}
_CLIPPED_OF = {flat(name): n for n, names in enumerate(_CLIPPED, 1) for name in names.split()}
_ABBREVIATED = {name[:3].lower(): n for n, name in enumerate(ENGLISH, 1)} | {"sept": 9}
_FULL_NAME = re.compile(either(*_FULL) + "(?![a-z])")
_CLIPPED_NAME = re.compile(f"({either(*_CLIPPED_OF)})(?:ค{{1,2}}ม|ย{{1,2}}น)?")
_ENGLISH_SHORT = re.compile(either(*_ABBREVIATED) + r"(?![a-z])\.?")


def _short(name: str) -> str:
    first, second = name.rstrip(".").split(".")
    # มีค is also the beginning of มีคน and มีครับ.
    glued = rf"{first}{second}" + ("(?![ก-ฮเ-ไ])" if name == "มี.ค." else "")
    apart = rf"{first} {second}(?![ก-ฮเ-ไ])"
    # ต.คลองใหญ่ is a subdistrict.
    ended = r"(?:[.,]|(?![ก-ฮเ-ไ]))" if name == "ต.ค." else "[.,]?"
    return rf"(?:{first}[.,] ?{second}{ended}|{first}{second}\.|{glued}|{apart})(?![ะ-ู])"


_SHORT = [(re.compile(_short(name)), n) for n, name in enumerate(SHORT, 1)]


def one_slip(typed: str, name: str) -> bool:
    """Whether one letter too many, too few or other turns the one into the other."""
    if abs(len(typed) - len(name)) > 1:
        return False
    short, long = sorted((typed, name), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _slipped(letters: str) -> int | None:
    hits = {n for n, name in enumerate(_FLAT_LONG, 1) if one_slip(letters, name)}
    return hits.pop() if len(hits) == 1 else None


def _misspelt(text: str, at: int, letters: str) -> tuple[int, int] | None:
    """A clipped name; else a long one with a slip and letters glued behind, as short as can be."""
    clipped = _CLIPPED_NAME.match(text, at)
    if clipped:
        return _CLIPPED_OF[clipped[1]], clipped.end()
    for size in range(5, min(len(letters), 12)):
        month = _slipped(letters[:size])
        if month:
            return month, at + size
    return None


_MAY = "may"
_DOTTED = re.compile(
    "|".join(
        rf"(?P<m{n}>{'[.] ?'.join(name.split('.')[:2])}(?:[.]|(?![ก-๙])))"
        for n, name in enumerate(SHORT, 1)
    )
)
_UNDOTTED = re.compile(
    "(?<![ก-๙.])(?:"
    + "|".join(f"(?P<m{n}>{name.replace('.', '')})" for n, name in enumerate(SHORT, 1))
    + ")(?![ก-๙])"
)


def month_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Where a folded text names a month that can be nothing else: (start, month, end). Short
    names without a dot count only by themselves, and «may» is a verb."""
    for match in _FULL_NAME.finditer(text):
        if match[0] != _MAY:
            yield match.start(), _FULL[match[0]], match.end()
    for match in _CLIPPED_NAME.finditer(text):
        yield match.start(), _CLIPPED_OF[match[1]], match.end()
    for shape in (_DOTTED, _UNDOTTED):
        for match in shape.finditer(text):
            yield match.start(), int((match.lastgroup or "m0")[1:]), match.end()


def _abbreviated(text: str, at: int) -> tuple[int, int] | None:
    for short, number in _SHORT:
        match = short.match(text, at)
        if match:
            return number, match.end()
    english = _ENGLISH_SHORT.match(text, at)
    return (_ABBREVIATED[english[0].rstrip(".")], english.end()) if english else None


def month_at(text: str, at: int) -> tuple[int, int] | None:
    """The month (1–12) whose name stands at this place of a folded text, and where it ends.
    One slip in a long name is forgiven, unless two months are one slip away."""
    name = _FULL_NAME.match(text, at)
    if name:
        return _FULL[name[0]], name.end()
    run = _LETTERS.match(text, at, at + 14)
    letters = run[0] if run else ""
    month = _slipped(letters)
    if month:
        return month, at + len(letters)
    return _abbreviated(text, at) or _misspelt(text, at, letters)

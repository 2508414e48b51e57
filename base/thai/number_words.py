"""Thai number words: ยี่สิบสาม, ร้อยนึง, สองครึ่ง, พันห้า, ห้าหกสิบ."""

import re
from dataclasses import dataclass
from decimal import Decimal

from base.thai.fold import either, flat

_DIGITS = {
    "ศูนย์": 0, "ศูน": 0, "หนึ่ง": 1, "หนื่ง": 1, "นึง": 1, "นึ่ง": 1, "เอ็ด": 1, "สอง": 2,
    "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
_SCALES = {
    "สิบ": 10, "ซิบ": 10, "โหล": 12, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000,
    "แสน": 100_000, "ล้าน": 1_000_000,
}  # fmt: skip
_HALF = Decimal("0.5")
_MILLION = 1_000_000
_NO_BOUND = Decimal(10) ** 15

_DIGIT_OF = {flat(word): Decimal(value) for word, value in _DIGITS.items()} | {flat("ครึ่ง"): _HALF}
_SCALE_OF = {flat(word): value for word, value in _SCALES.items()}
_TWENTY = "ซาว"
# The twenty of the north-east; ซาวบ้าน is a misspelt ชาวบ้าน.
WORD = f"(?:{either(*_DIGIT_OF, *_SCALE_OF)}|{_TWENTY}(?!บ))"
"""Pattern of one number word in folded text."""
NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""Pattern of one number in digits, with or without commas."""
_TOKEN = re.compile(rf"{NUMERAL}|{WORD}|จุด")


@dataclass(frozen=True)
class Token:
    """One word or numeral: a digit (`value`) or, if `scale`, what multiplies."""

    word: str
    value: Decimal
    scale: bool = False


def tokens(text: str) -> list[Token]:
    """The number words and numerals of a folded stretch, in order."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word == _TWENTY:
            found += [Token(flat("ยี่"), Decimal(2)), Token(flat("สิบ"), Decimal(10), scale=True)]
        elif word in _SCALE_OF:
            found.append(Token(word, Decimal(_SCALE_OF[word]), scale=True))
        elif word in _DIGIT_OF:
            found.append(Token(word, _DIGIT_OF[word]))
        else:
            found.append(
                Token(word, Decimal(word.replace(",", "")) if word != "จุด" else Decimal(0))
            )
    return found


def _well_formed(parts: list[Token]) -> bool:
    """เอ็ด stands only after a scale, ยี่ only before สิบ."""
    for at, token in enumerate(parts):
        if token.word == flat("เอ็ด") and not (at and parts[at - 1].scale):
            return False
        if token.word == flat("ยี่") and [t.value for t in parts[at + 1 : at + 2]] != [10]:
            return False
    return True


def _sum(parts: list[Token]) -> Decimal | None:
    total, group, pending = Decimal(0), Decimal(0), None
    bound = _NO_BOUND
    for token in parts:
        if not token.scale:
            if pending is not None or token.value >= bound:
                return None
            pending = token.value
        elif token.value == _MILLION:
            inner = total + group + (pending or 0)
            total = (inner or Decimal(1)) * _MILLION
            group, pending, bound = Decimal(0), None, Decimal(_MILLION)
        elif token.value >= bound:
            return None
        else:
            group += (1 if pending is None else pending) * token.value
            pending, bound = None, token.value
    return total + group + (pending or 0)


def _point(parts: list[Token]) -> Decimal | None:
    at = [token.word for token in parts].index("จุด")
    whole, after = evaluate(parts[:at]), parts[at + 1 :]
    if whole is None or not after or any(t.scale or t.value not in range(10) for t in after):
        return None
    return whole + Decimal("0." + "".join(str(int(t.value)) for t in after))


def evaluate(parts: list[Token]) -> Decimal | None:
    """What the words amount to in the grammar of the book, or None."""
    if not parts or not _well_formed(parts):
        return None
    if any(token.word == "จุด" for token in parts):
        return _point(parts)
    last = parts[-1]
    if len(parts) > 1 and last.value == _HALF:
        whole = evaluate(parts[:-1])
        unit = parts[-2].value if parts[-2].scale else 1
        return None if whole is None else whole + _HALF * unit
    # ร้อยนึง is a hundred, not a hundred and one.
    if len(parts) == 2 and parts[0].scale and last.value == 1 and last.word != flat("เอ็ด"):
        return parts[0].value
    return _sum(parts)


def _spoken(parts: list[Token]) -> tuple[Decimal, ...]:
    """พันห้า: by the book 1,005, at the market 1,500. Who says the หนึ่ง goes by the book."""
    book = evaluate(parts)
    if book is None:
        return ()
    if len(parts) < 2 or parts[-1].scale or not parts[-2].scale or parts[-2].value < 100:
        return (book,)
    said = parts[-1].word in _DIGIT_OF or parts[-1].word.isdigit()
    if not said or not 2 <= parts[-1].value <= 9:
        return (book,)
    market = book - parts[-1].value + parts[-1].value * parts[-2].value / 10
    return (market, book) if len(parts) == 2 else (book, market)


def _neighbours(parts: list[Token]) -> tuple[Decimal, ...]:
    """ห้าหกสิบ is fifty or sixty; สิบห้าสิบหก is fifteen or sixteen."""
    for at in range(len(parts) - 1):
        pair = parts[at : at + 2]
        if all(t.word in _DIGIT_OF for t in pair) and pair[1].value == pair[0].value + 1:
            return _both(parts[: at + 1] + parts[at + 2 :], parts[:at] + parts[at + 1 :])
    for at in range(1, len(parts)):
        found = _both(parts[:at], parts[at:])
        if found and found[0] < found[1] <= 2 * found[0]:
            return found
    return ()


def _both(first: list[Token], second: list[Token]) -> tuple[Decimal, ...]:
    low, high = evaluate(first), evaluate(second)
    return () if low is None or high is None else (low, high)


def amounts(text: str) -> tuple[Decimal, ...]:
    """What a folded run of number words means: nothing, one amount, or two readings, the
    likelier first."""
    parts = tokens(text)
    if not 0 < len(parts) <= 30:
        return ()
    return _spoken(parts) or _neighbours(parts)

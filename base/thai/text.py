"""Thai text as people type it: made even, measured, cut, and freed of its politeness."""

import unicodedata

import regex

# A joiner between two emoji is part of the picture; anywhere else it is invisible dirt.
_INVISIBLE = regex.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
    "\u0000-\u0008\u000e-\u001f\u007f]"
    r"|\u200d(?!\p{Extended_Pictographic})"
)
_SURROGATE = regex.compile("[\ud800-\udfff]")
_AM = regex.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32|([\u0e48-\u0e4b]*)\u0e4d\u0e32")
_TWICE = regex.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")
_BREAKS = regex.compile("[\r\v\f\u0085\u2028\u2029]")
_SPACES = regex.compile(r"[^\S\n]+")
_LINES = regex.compile(r" ?\n\s*")
_LATIN, _THAI = regex.compile(r"\p{Latin}"), regex.compile(r"\p{Thai}")
_CLUSTER = regex.compile(r"\X")

_POLITE = (
    "ครับผม ครับ คร้าบ คร๊าบ ครัช คับผม คับ คั้บ คัฟ ค้าบ คร่า คระ ค่ะ คะ ค๊ะ ค่า ขา "
    "จ้า จ้ะ จ๊ะ จ๋า จ่ะ จ๊า นะ น่ะ น้า นะจ๊ะ ฮะ ฮับ ฮ่ะ เด้อ เด้อหล่า แหน่ แน เน้อ เนาะ เนอะ "
    "หน่อย ด้วย สิ ซิ ดิ เถอะ เหอะ ว่ะ วะ ละ ล่ะ please pls"
)
PARTICLES = tuple(_POLITE.split())
_TAIL = regex.compile(
    r"(?:[\s\p{P}\p{S}\p{Cf}\p{Mn}ๆ--[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]]+|(?<=.)(?:"
    + "|".join(sorted(PARTICLES, key=len, reverse=True))
    + r"))\Z",
    regex.V1 | regex.IGNORECASE,
)
_TAIL_LENGTH = 200
_HEAD = regex.compile(r"\A[\s\p{P}\p{S}\p{Cf}\ufe0f]+", regex.V1)


def normalize(text: str) -> str:
    """The same words in one spelling: NFC, เเ as แ, ํา as ำ, marks typed twice once, nothing
    invisible, one space for many, one line break for many, no space at the ends. A lone
    surrogate, which no database stores, becomes U+FFFD. Doing it twice changes nothing."""
    text = _INVISIBLE.sub("", _SURROGATE.sub("\ufffd", text))
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    text = _AM.sub(lambda m: (m[1] or m[2] or "") + "ำ", text)
    text = _TWICE.sub(r"\1", text)
    text = _LINES.sub("\n", _SPACES.sub(" ", _BREAKS.sub("\n", text))).strip()
    return unicodedata.normalize("NFC", text)


def strip_particles(text: str) -> str:
    """What remains of a short message when ครับ, ค่ะ, นะคะ, เด้อ, please and the signs around
    it are taken off its end, one after the other. For comparing with fixed words only: a
    sentence may lose a syllable that it needs. A message of nothing but particles keeps its
    first."""
    text = _HEAD.sub("", normalize(text))
    head, rest = text[:-_TAIL_LENGTH], text[-_TAIL_LENGTH:]
    while (shorter := _TAIL.sub("", rest)) not in ("", rest):
        rest = shorter
    return head + rest if any(map(str.isalnum, rest)) else head


def graphemes(text: str) -> int:
    """How many signs a reader sees (UAX #29 extended grapheme clusters)."""
    return sum(1 for _ in _CLUSTER.finditer(text))


def cut(text: str, n: int) -> str:
    """The text in at most n clusters, its last «…» if something was cut. LINE counts a
    label's characters, and half a Thai syllable is none."""
    ends = [m.end() for m, _ in zip(_CLUSTER.finditer(text), range(n + 1), strict=False)]
    if len(ends) <= n:
        return text
    return text[: ends[n - 2]] + "…" if n > 1 else "…"[:n]


def tongue(text: str) -> str:
    """The language somebody writes in: "en" for Latin letters without a Thai one, else "th"."""
    return "en" if _LATIN.search(text) and not _THAI.search(text) else "th"


def utf16_len(text: str) -> int:
    """Length in UTF-16 code units, in which LINE measures a text message (5,000)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

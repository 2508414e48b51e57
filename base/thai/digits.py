"""Thai, full-width and Arabic digits."""

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_WIDE = "０１２３４５６７８９"
_ARABIC = "0123456789"
_TO_ARABIC = str.maketrans(_THAI + _WIDE, _ARABIC * 2)
_TO_THAI = str.maketrans(_ARABIC + _WIDE, _THAI * 2)


def to_arabic(text: str) -> str:
    """The text with ๐–๙ and full-width digits as 0–9; all else stays."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """The text with 0–9 and full-width digits as ๐–๙; all else stays."""
    return text.translate(_TO_THAI)

"""Whether words ask: «ประชุมกี่โมงคะ» tells nothing that could be written down."""

from __future__ import annotations

import re

from base.thai.text import strip_particles

_ASKS = re.compile(
    r"\?|ไหม|มั้ย|มั๊ย|ไม๊|หรือยัง|หรือเปล่า|รึเปล่า|เมื่อไหร่|เมื่อไร|กี่โมง|วันไหน|ที่ไหน|ยังไง|อย่างไร|อะไร|ทำไม|ใคร|ได้ป่าว"
)


def asks(text: str) -> bool:
    """Whether the words ask back instead of telling."""
    return _ASKS.search(strip_particles(text)) is not None

"""«โอเค» without a word: LINE's own OK sticker, a thumb up."""

from __future__ import annotations

import re

from bot.dialogue.words import means
from bot.inbox.turn import Turn

# Package and sticker of LINE's own OK and thumb up (LINE docs, "List of available stickers").
OK_STICKERS = frozenset({("11537", "52002734"), ("11537", "52002735")})
# A thumb up or an OK hand in any colour, once or several times.
THUMBS = re.compile("(?:[\U0001f44d\U0001f44c][\U0001f3fb-\U0001f3ff]?\ufe0f?)+")


def nods_by_sign(turn: Turn) -> bool:
    """LINE's stickers say in `keywords` what they mean, as far as LINE knows, and at times not
    (LINE reference, "Sticker message"); 👍 is typed."""
    if turn.message_type != "sticker":
        return THUMBS.fullmatch(turn.text.strip()) is not None
    found = turn.message.get("keywords")
    words = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    text = turn.message.get("text")
    if (turn.message.get("packageId"), turn.message.get("stickerId")) in OK_STICKERS:
        return True
    return any(means(one, "nod") or means(one, "noted") for one in [*words, str(text or "")])

"""What something costs, in words: messages, how many of them are free, and baht for the rest."""

from __future__ import annotations

from base.i18n import say
from bot.outbox.budget import Cost


def cost_in_words(cost: Cost, language: str) -> str:
    key = "chat.cost_free" if cost.beyond == 0 else "chat.cost"
    return say(
        key,
        language,
        messages=f"{cost.messages:,}",
        free=f"{cost.messages - cost.beyond:,}",
        beyond=f"{cost.beyond:,}",
        left=f"{cost.left:,}",
        baht=f"{cost.baht:,.2f}",
    )

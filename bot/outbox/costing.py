"""What something costs, in words: messages, how many of them are free, and baht for the rest."""

from __future__ import annotations

from base.i18n import say
from bot.outbox.budget import Cost


def cost_in_words(cost: Cost, language: str) -> str:
    return _said("chat.cost", cost, language)


def most_in_words(cost: Cost, language: str) -> str:
    """Where it may be less: whoever answers is not reminded."""
    return _said("chat.most", cost, language)


def _said(key: str, cost: Cost, language: str) -> str:
    key = f"{key}_free" if cost.beyond == 0 else key
    return say(
        key,
        language,
        messages=f"{cost.messages:,}",
        free=f"{cost.messages - cost.beyond:,}",
        beyond=f"{cost.beyond:,}",
        left=f"{cost.left:,}",
        baht=f"{cost.baht:,.2f}",
    )

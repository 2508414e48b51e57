"""Flex Messages (REF §Flex Message)."""

from __future__ import annotations

from simulator.validate.flex.bubbles import container

__all__ = ["container"]

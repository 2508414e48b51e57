"""`flask doctor`: what is well, what is not, and what to do about it."""

from __future__ import annotations

from commands.doctor.command import command

__all__ = ["command"]

"""Whether LINE would take these messages (REF §Message objects). Pure functions over JSON."""

from __future__ import annotations

from simulator.validate.destined import Destination, destined
from simulator.validate.problem import Rules
from simulator.validate.request import Refusal, Verdict, check

__all__ = ["Destination", "Refusal", "Rules", "Verdict", "check", "destined"]

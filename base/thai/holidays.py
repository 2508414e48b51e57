"""Thailand's public holidays, those that follow the moon and the days in lieu among them.

By the package `holidays`: the days on which government offices are closed. What the Cabinet grants
later, or moves, the office writes into its own table (models/holidays.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

# วันแรงงาน is a holiday of private employers (Labour Protection Act, section 29); offices work.
_NOT_OF_OFFICES = "แรงงาน"


@cache
def holidays_of(year: int) -> Mapping[date, str]:
    """Each closed day of a year (ค.ศ.) with its Thai name; some of them fall on a weekend."""
    from holidays import GOVERNMENT, PUBLIC, country_holidays  # large: only where asked for

    found = country_holidays("TH", years=year, categories=(PUBLIC, GOVERNMENT), language="th")
    return {day: name for day, name in sorted(found.items()) if _NOT_OF_OFFICES not in name}

"""Thai as villagers write it: digits, words, numbers, heads, dates and times, read and written.

Pure: whoever calls brings the day. Nothing here knows a person, a chat or a form.
"""

from base.thai.dates import DateReading, find_date, read_date
from base.thai.digits import to_arabic, to_thai
from base.thai.format import be_year, clock, day_month, fiscal_year_be, long_date, short_date
from base.thai.numbers import NumberReading, read_number, spell
from base.thai.people import PeopleReading, read_people
from base.thai.settle import Reason
from base.thai.text import cut, graphemes, normalize, strip_particles, utf16_len
from base.thai.times import TimeReading, read_time
from base.thai.within import days_within
from base.thai.years import Faces

__all__ = [
    "DateReading",
    "Faces",
    "NumberReading",
    "PeopleReading",
    "Reason",
    "TimeReading",
    "be_year",
    "clock",
    "cut",
    "day_month",
    "days_within",
    "find_date",
    "fiscal_year_be",
    "graphemes",
    "long_date",
    "normalize",
    "read_date",
    "read_number",
    "read_people",
    "read_time",
    "short_date",
    "spell",
    "strip_particles",
    "to_arabic",
    "to_thai",
    "utf16_len",
]

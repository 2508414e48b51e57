"""What LINE believes to know of a person, for filters and statistics (REF §Demographic filter)."""

from __future__ import annotations

from collections.abc import Callable

from simulator.basics.strict import Json

GENDERS = ("male", "female")
SYSTEMS = ("ios", "android")
AREAS = (
    *(f"jp_{number:02}" for number in range(1, 48)),
    *(f"tw_{number:02}" for number in range(1, 23)),
    *(f"th_{number:02}" for number in range(1, 9)),
)
THAI_AREAS = {
    "th_01": "Bangkok",
    "th_02": "Pattaya",
    "th_03": "Northern",
    "th_04": "Central",
    "th_05": "Southern",
    "th_06": "Eastern",
    "th_07": "NorthEastern",
    "th_08": "Western",
}
_CHECKS: dict[str, Callable[[object], bool]] = {
    "gender": lambda value: value in GENDERS,
    "age": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "appType": lambda value: value in SYSTEMS,
    "area": lambda value: value in AREAS,
}


def fault_of(attributes: Json) -> str | None:
    """Why these are no attributes of a person; None when they are."""
    for key, value in attributes.items():
        if key not in _CHECKS:
            return f"{key} is no attribute; there are {', '.join(_CHECKS)}"
        if not _CHECKS[key](value):
            return f"{key} cannot be {value!r}"
    return None

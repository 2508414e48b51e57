"""Who may take the responses of a survey. The web asks it too, and loads no forms for that."""

from __future__ import annotations

from models.staff import Staff
from models.words import StaffRole


def may_take(staff: Staff, *, names: bool = False) -> bool:
    """Whoever works for one district sees no answers of the others, and a survey goes to all.
    People's names come with the right to what is จำกัด."""
    if names and not staff.restricted:
        return False
    return staff.role is StaffRole.ADMIN or not staff.district_codes()


def may_take_reports(staff: Staff, *, names: bool = False) -> bool:
    """The province takes all reports, a district its villages'. People's names come with the right
    to what is จำกัด, which is the province's."""
    return not names or (staff.restricted and not staff.district_codes())

"""Responses of a survey as a workbook or CSV, in the shape that KoboToolbox and ODK users know."""

from reports.responses.columns import Response, Version
from reports.responses.making import Extras, Format, Made, ending, export
from reports.responses.plan import Plan, Shape, plan_of

__all__ = [
    "Extras",
    "Format",
    "Made",
    "Plan",
    "Response",
    "Shape",
    "Version",
    "ending",
    "export",
    "plan_of",
]

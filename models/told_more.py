"""What is told of a forum beyond its report: the people, the day, how they talked, what came of it.

Answers by the names that the full form has for them, of the report and of each issue, so that a
province may ask something else there without a new column.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.files import File
from models.forums import ForumReport, Issue

ROOM = "report_full"  # the form that asks for it
NEXT_ON = "next_on"  # ISO: the day of the next forum
# What names people or shows them, or where whoever sent it stood.
PERSONAL = ("cohosts", "helpers", "sheet", "minutes", "pin")
_GATES = ("more", "of_")  # names, or beginnings of them, of questions that only open others
_SHOWN = ("what", "solver")  # of an issue: said in words of their own

Told = dict[str, Any]


def more_of(row: ForumReport | Issue) -> Told:
    found: Told = json.loads(row.more_json or "{}")
    return found


def set_more(row: ForumReport | Issue, told: Mapping[str, Any]) -> None:
    row.more_json = json.dumps(told, ensure_ascii=False) if told else None


def as_answers(report: ForumReport) -> Told:
    """As the form has it, each issue with its words; empty where nothing more was told."""
    issues = [{"what": one.text, **more_of(one)} for one in report.issues if one.text]
    told = more_of(report)
    if not told and all(len(one) == 1 for one in issues):
        return {}
    return told | {"issue": issues}


def tells(path: str) -> bool:
    """Whether the answer of that path says something of the forum that is said nowhere else."""
    name = path.rpartition("/")[2]
    return name not in _SHOWN and not opens(name)


def opens(name: str) -> bool:
    """Whether the question of that name only opens others."""
    return name == _GATES[0] or name.startswith(_GATES[1])


def forget_more(session: Session, report: ForumReport, named: str) -> None:
    """Take one answer out: its name, or of an issue «<its row>/<name>»."""
    row, _, name = named.rpartition("/")
    of: ForumReport | Issue | None = report
    if row:
        of = session.get(Issue, int(row)) if row.isdecimal() else None
        of = of if of is not None and of.report_id == report.id else None
    if of is not None:
        _leave_out(of, lambda key, _value: key == name)


def forget_file(report: ForumReport, file_id: str) -> None:
    _leave_out(report, lambda _key, value: value == file_id)


def without_names(report: ForumReport) -> None:
    """What is the village's record stays."""
    _leave_out(report, lambda key, _value: key in PERSONAL)


def take_files(session: Session, report: ForumReport) -> list[tuple[str, File]]:
    """The files among the answers belong to the report; each with the name of its answer."""
    told = more_of(report)
    named = {key: value for key, value in told.items() if isinstance(value, str)}
    found = [(key, session.get(File, value)) for key, value in named.items() if len(value) == 32]
    files = [(key, file) for key, file in found if file is not None]
    for _, file in files:
        file.report_id = report.id
    return files


def _leave_out(row: ForumReport | Issue, leave: Callable[[str, Any], bool]) -> None:
    told = more_of(row)
    set_more(row, {key: value for key, value in told.items() if not leave(key, value)})

"""`flask forms eval`: expressions over answers, JSON lines in and out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TextIO

import click

from base.i18n import say
from forms.expressions import ExpressionError
from forms.expressions.alone import evaluate

Line = dict[str, Any]


def trying(now: Callable[[], datetime]) -> click.Command:
    @click.command(
        "eval",
        help='Reads lines {"expr", "answers", "now"} and writes {"value"} or {"error"} for each. '
        '"answers" is {name: value}, a group an object, a repeat a list of objects; "." is the '
        'question\'s own answer. "now" is ISO 8601, this moment if left out. May also have '
        '"tables" {name: [row, …]}, "known" {key: text}, "language".',
    )
    @click.argument("lines", type=click.File("r", encoding="utf-8"), default="-")
    def command(lines: TextIO) -> None:
        for line in lines:
            if line.strip():
                click.echo(json.dumps(_answer(line, now), ensure_ascii=False))

    return command


def _answer(line: str, now: Callable[[], datetime]) -> Line:
    try:
        asked = json.loads(line)
        return {"value": _value(asked, now())}
    except ExpressionError as wrong:
        return {"error": say(f"forms.fault.{wrong.code}", "en", **_told(wrong, asked))}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as bad:
        return {"error": f"{type(bad).__name__}: {bad}"[:300]}


def _value(asked: Mapping[str, Any], present: datetime) -> bool | float | int | str:
    given = asked.get("now")
    moment = datetime.fromisoformat(given) if given else present
    zone = present.tzinfo
    moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return evaluate(
        str(asked["expr"]),
        asked.get("answers") or {},
        moment,
        tables=asked.get("tables"),
        known=asked.get("known"),
        language=asked.get("language") or "th",
    )


def _told(wrong: ExpressionError, asked: Mapping[str, Any]) -> dict[str, object]:
    return {"cell": asked["expr"], **wrong.values}

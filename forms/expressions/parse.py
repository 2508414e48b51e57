"""Text to syntax tree."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from forms.expressions.problems import ExpressionError

LONGEST = 20_000
_GRAMMAR = Path(__file__).with_name("grammar.lark")


@cache
def _parser() -> Lark:
    return Lark(
        _GRAMMAR.read_text("utf-8"), parser="lalr", lexer="contextual", maybe_placeholders=False
    )


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree[Token]:
    """The tree of one expression.

    Raises ExpressionError `syntax` (with the character's place, from 1, and what stands there) or
    `too_long` (over 20,000 characters).
    """
    if len(text) > LONGEST:
        raise ExpressionError("too_long", limit=LONGEST)
    try:
        tree: Tree[Token] = _parser().parse(text)
    except UnexpectedInput as unexpected:
        place = unexpected.pos_in_stream
        found = text[place : place + 20] if place is not None and place >= 0 else ""
        at = place + 1 if place is not None and place >= 0 else len(text) + 1
        raise ExpressionError("syntax", place=at, found=found) from unexpected
    return tree

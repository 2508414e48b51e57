"""Text to syntax tree."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedEOF, UnexpectedInput, UnexpectedToken

from forms.expressions.problems import ExpressionError

LONGEST = 20_000
# Word processors bend quotation marks; pyxform straightens them too.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
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
    text = text.translate(_STRAIGHT)
    if len(text) > LONGEST:
        raise ExpressionError("too_long", limit=LONGEST)
    try:
        tree: Tree[Token] = _parser().parse(text)
    except UnexpectedInput as unexpected:
        place = unexpected.pos_in_stream or 0
        # At the end lark names the last token it has read.
        ended = isinstance(unexpected, UnexpectedEOF) or _at_end(unexpected)
        at = len(text) if ended else place
        found = text[at : at + 20]
        raise ExpressionError("syntax", place=at + 1, found=found) from unexpected
    return tree


def _at_end(unexpected: UnexpectedInput) -> bool:
    return isinstance(unexpected, UnexpectedToken) and unexpected.token.type == "$END"

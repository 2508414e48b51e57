"""Our evaluator against libxml2 on random expressions, where ODK and XPath 1.0 agree."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forms.expressions import compile_expression
from forms.expressions.values import Value
from tests.forms.expressions.world import World, scope

ANSWERS = {"a": "1", "b": "12.5", "c": "", "g/x": "-3", "g/y": "word"}
DOCUMENT = etree.fromstring("<data><a>1</a><b>12.5</b><c/><g><x>-3</x><y>word</y></g></data>")


def binary(signs: list[str], parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(parts, st.sampled_from(signs), parts).map(lambda t: f"({t[0]} {t[1]} {t[2]})")


def call(names: list[str], *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.tuples(*parts).map(", ".join)
    return st.tuples(st.sampled_from(names), arguments).map(lambda t: f"{t[0]}({t[1]})")


# No node-set stands where a text could look like a date, and none of ODK's own functions.
PATHS = st.sampled_from(
    [
        *("/data/a", "/data/b", "/data/c", "/data/g/x", "/data/g/y", "../b", ".", "/data/*", "//x"),
        *("/data/g/*[1]", "/data/*[2]", "/data/g/*[last()]", "/data/a | /data/g/x"),
        *("/data/*[. > 1]", "../g/*[. = 'word']", "/data/g/x/ancestor::*"),
        "/data/b/preceding-sibling::*",
    ]
)
# Their text is a node for libxml2 and part of its element for us: only what is in it compares.
TEXT_PATHS = st.sampled_from(
    [
        *("/data/a/text()", "../b/child::text()", "/data/g//text()", "/data/c/text()", "text()"),
        *("node()", "comment()", "/data/a/comment()", "processing-instruction('p')", "@node()"),
        *(
            "/data/*/text()",
            "/data/c/node()",
            "/data/g/node()",
            "//text()[. = 'word']",
            "text()[1]",
        ),
    ]
)
NUMBERS = st.sampled_from(["0", "1", "2", "7", "0.5", "12.5", "-3"])
TEXTS = st.sampled_from(["''", "'a'", "'word'", "'12'", "' x  y '", '"o"', "'-3'"])
IN_TEXT = call(["string", "boolean", "count", "sum", "number"], TEXT_PATHS)
LEAVES = st.one_of(PATHS, NUMBERS, TEXTS, IN_TEXT, st.sampled_from(["true()", "false()"]))


def grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        binary(["+", "-", "*", "div", "mod"], parts),
        binary(["=", "!=", "<", "<=", ">", ">="], parts),
        binary(["and", "or"], parts),
        parts.map(lambda part: f"-({part})"),
        call(["not", "boolean", "string", "number", "floor", "ceiling"], parts),
        call(["string-length", "normalize-space"], parts),
        call(["contains", "starts-with", "substring-before"], parts, parts),
        call(["concat"], TEXTS, NUMBERS),
        call(["translate"], parts, TEXTS, TEXTS),
        call(["substring"], TEXTS, NUMBERS, NUMBERS),
        call(["count", "sum"], st.sampled_from(["/data/a", "/data/*[. > 1]", "//x"])),
    )


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=8)


def ours(text: str) -> Value:
    return compile_expression(text, scope("a")).value(World(ANSWERS))


def plain(value: Any) -> Any:
    """One shape for both engines: node-sets by name, numbers rounded as libxml2 prints them."""
    if isinstance(value, list):
        return [node.tag if hasattr(node, "tag") else node.name for node in value]
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else round(value, 9)
    return str(value)


@settings(max_examples=400, deadline=None)
@given(EXPRESSIONS)
def test_random_expressions_mean_the_same_as_in_libxml2(text: str) -> None:
    context = DOCUMENT.find("a")
    assert context is not None
    assert plain(ours(text)) == plain(context.xpath(text))

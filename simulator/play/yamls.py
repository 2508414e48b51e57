"""YAML as people write it: only numbers, true, false and null are not words.

YAML 1.1 reads ``on``, ``10:30`` and ``2026-08-07`` as something else, and ``1.50`` as 1.5.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_ODD_ENDS = frozenset("\r\x85\u2028\u2029")
_NUMBER = "tag:yaml.org,2002:float"
_PLAIN = (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:int", r"-?(?:0|[1-9][0-9]{0,17})", "-0123456789"),
    (_NUMBER, r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?(?:e[-+]?[0-9]{1,2})?", "-0123456789"),
    ("tag:yaml.org,2002:null", r"~|null|", ["~", "n", ""]),
)


class Decimal(float):
    """A number that is still as it was written, for who says it."""

    written: str

    def __str__(self) -> str:
        return self.written


class Loader(yaml.SafeLoader):
    """Knows of no values but those of ``_PLAIN``."""


class Dumper(yaml.SafeDumper):
    """Words of several lines stand in several lines; nothing is an anchor."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def dump(found: object) -> str:
    return str(yaml.dump(found, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100))


def said(value: object) -> str:
    """A value as the words that stood there."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return str(value)


def _decimal(_: yaml.SafeLoader, node: Any) -> Decimal:
    made = Decimal(node.value)
    made.written = node.value
    return made


def _text(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    """Half of the world takes some of these for the end of a line."""
    odd = not _ODD_ENDS.isdisjoint(words)
    style = '"' if odd else "|" if "\n" in words else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


Loader.yaml_implicit_resolvers = {}
for _tag, _shape, _first in _PLAIN:
    Loader.add_implicit_resolver(_tag, re.compile(rf"(?:{_shape})\Z"), list(_first))
Loader.add_constructor(_NUMBER, _decimal)
Dumper.add_representer(str, _text)

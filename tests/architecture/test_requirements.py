"""requirements.in names what the product imports, and nothing that only comes along."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions

from tests.architecture.source import ROOT, product

# Read by the standard library; started as a program.
NOT_IMPORTED = {"tzdata", "gunicorn"}
FOR_MEASURING = "bench"


def _named() -> set[str]:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    return {_plain(found[0]) for line in lines if (found := re.match(r"[\w-]+", line))}


def _plain(name: str) -> str:
    """As PyPI compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported() -> set[str]:
    tops = {
        one.module.partition(".")[0]
        for source in product()
        if source.room != FOR_MEASURING
        for one in source.imports()
    }
    known = packages_distributions()
    foreign = {top for top in tops if top in known and top not in sys.stdlib_module_names}
    return {_plain(known[top][0]) for top in foreign}


def test_what_is_imported_is_named() -> None:
    assert _imported() - _named() == set()


def test_what_is_named_is_imported() -> None:
    assert _named() - _imported() == NOT_IMPORTED

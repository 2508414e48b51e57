from __future__ import annotations

import pytest

import bootstrap
from tests.handlers.conftest import Named, cast_in


@pytest.fixture
def anyone(any_house: bootstrap.WorkerHouse) -> Named:
    """Comes into the chat as somebody of the cast, on both engines."""
    return cast_in(any_house)

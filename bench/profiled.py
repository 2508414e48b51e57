"""The web as it is, with a sampler beside it: only where a goal was missed."""

from __future__ import annotations

from typing import Any

from bench import sampler


def app() -> Any:
    import wsgi

    sampler.start("web")
    return wsgi.app

"""A real browser for the tests of pages: Debian's Chromium through Playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path(os.environ.get("WETHI_CHROMIUM", "/usr/bin/chromium"))
MEND = "sudo apt-get install --yes --no-install-recommends chromium fonts-noto-color-emoji"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
_PATIENCE_MS = 15_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module: Playwright's loop would stand in the way of other modules' asyncio."""
    if not CHROMIUM.exists():
        pytest.fail(f"No browser at {CHROMIUM}. To mend: {MEND}", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of 1280 × 800 CSS pixels in Thai; an error in its scripts fails the test."""
    with opened(browser, 1280, 800) as fresh:
        yield fresh


@contextmanager
def opened(browser: Browser, width: int, height: int) -> Iterator[Page]:
    """A fresh page of this size in CSS pixels, in Thai; an error in its scripts fails the test."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": height}, locale="th-TH")
    context.set_default_timeout(_PATIENCE_MS)
    fresh = context.new_page()
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    context.close()
    assert errors == []

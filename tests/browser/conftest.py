"""A real browser for the tests of pages: Debian's Chromium through Playwright."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from base.settings import ROOT
from tests.browser.chat import Chat, open_phone

HERE = Path(__file__).parent
CHROMIUM = Path(os.environ.get("WETHI_CHROMIUM", "/usr/bin/chromium"))
SCRIPT = (ROOT / "tools" / "browser.sh").read_text(encoding="utf-8")
PACKAGES = SCRIPT.partition("packages=(")[2].partition(")")[0].split()
MEND = f"sudo apt-get install --yes --no-install-recommends {' '.join(PACKAGES)}"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
_PATIENCE_MS = 60_000  # the machine may be busy; a condition that holds ends the wait at once

expect.set_options(timeout=_PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Several waits of a test may be long ones before its own time is over."""
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module: Playwright's loop would stand in the way of other modules' asyncio."""
    if missing := _missing():
        pytest.fail(f"No {' and no '.join(missing)}. To mend: {MEND}", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=_ARGUMENTS, timeout=_PATIENCE_MS
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of 1280 × 800 CSS pixels in Thai; an error in its scripts fails the test."""
    with opened(browser, 1280, 800) as fresh:
        yield fresh


@pytest.fixture
def somebody(chat: Chat) -> str:
    """Of the module's own `chat`."""
    return chat.person("ผู้ใหญ่บุญมา")


@pytest.fixture
def phone(page: Page, chat: Chat, somebody: str) -> Locator:
    """Theirs, on the page of all phones."""
    return open_phone(page, chat, somebody)


def _missing() -> list[str]:
    """What tools/browser.sh would install: without the font emoji are boxes, and glyphs missing."""
    fonts = [name for name in PACKAGES if name.startswith("fonts-") and not _is_installed(name)]
    return [*([] if os.access(CHROMIUM, os.X_OK) else [f"browser at {CHROMIUM}"]), *fonts]


def _is_installed(package: str) -> bool:
    query = shutil.which("dpkg-query")
    words = [query or "", "--show", package]
    return bool(query) and subprocess.run(words, capture_output=True).returncode == 0


@contextmanager
def opened(browser: Browser, width: int, height: int, density: float = 1) -> Iterator[Page]:
    """A fresh page of this size in CSS pixels, in Thai; an error in its scripts fails the test."""
    errors: list[str] = []
    size = ViewportSize(width=width, height=height)
    context = browser.new_context(viewport=size, locale="th-TH", device_scale_factor=density)
    context.set_default_timeout(_PATIENCE_MS)
    fresh = context.new_page()
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    fresh.unroute_all(behavior="ignoreErrors")  # of a call that a test left under way
    context.close()
    assert errors == []

"""The phone's renderer by itself: its folder behind a small server, one message on the page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.look import box

HERE = Path(__file__).parent
PHONE = HERE.parents[1] / "simulator" / "phone"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'"

DRAW = """async (message) => {
  const { renderMessage } = await import("/_simulator/phone/render/index.js");
  window.actions = [];
  const node = renderMessage(message, { onAction: (action) => window.actions.push(action) });
  document.getElementById("place").replaceChildren(node);
  await document.fonts.ready;
}"""


class _Files(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        bare = path.partition("?")[0]
        if bare == "/":
            return str(HERE / "gallery.html")
        return str(PHONE / bare.removeprefix("/_simulator/phone/").lstrip("/"))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Silent."""

    def log_error(self, *args: Any) -> None:
        """Silent: some pictures are meant to be missing."""


@contextmanager
def serving() -> Iterator[str]:
    """Yields the address of the gallery."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(PHONE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def draw(page: Page, message: dict[str, Any]) -> Locator:
    """Renders a LINE message object on the open gallery and returns its element."""
    page.evaluate(DRAW, message)
    return page.locator("#place > *")


def width(place: Locator) -> float:
    return box(place)["width"]


def spills(place: Locator) -> bool:
    """Whether words or elements run out of what holds them (a line cut with … does not)."""
    script = """(root) => [root, ...root.querySelectorAll("*")].some((node) => {
      const outer = root.getBoundingClientRect(), inner = node.getBoundingClientRect();
      const look = getComputedStyle(node);
      const cut = look.display === "inline" || look.textOverflow === "ellipsis";
      return (!cut && node.scrollWidth > node.clientWidth + 1)
        || inner.right > outer.right + 1 || inner.left < outer.left - 1;
    })"""
    return bool(place.evaluate(script))

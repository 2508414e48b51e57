"""Looking at a page as eyes do: missing glyphs, cut words, bubbles that stick out."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from playwright.sync_api import FloatRect, Locator, Page

OWN = "Sarabun"
SIGNS = {"Noto Color Emoji", "Noto Emoji"}  # of the phone itself, for 🎤 📷 and their like

# A character that no font has is drawn as .notdef, as is a code point that will never be one.
_MISSING = """async ([text, family]) => {
  const canvas = new OffscreenCanvas(64, 64);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = (sign, weight) => {
    pen.clearRect(0, 0, 64, 64);
    pen.font = `${weight} 32px ${family}`;
    pen.fillText(sign, 16, 44);
    return pen.measureText(sign).width + ":" + pen.getImageData(0, 0, 64, 64).data.join();
  };
  const missing = [];
  for (const weight of [400, 700]) {
    await document.fonts.load(`${weight} 32px ${family}`, "ก");
    const nothing = drawn("\\u{10ffff}", weight);
    missing.push(...[...new Set(text)].filter((sign) => drawn(sign, weight) === nothing));
  }
  return missing;
}"""

_CUT = """async (selector) => {
  await document.fonts.ready;
  const cut = (node) => {
    const look = getComputedStyle(node);
    if (look.display === "inline" || node.classList.contains("carousel")) return false;
    return node.scrollWidth > node.clientWidth + 1
      || (look.overflowY !== "visible" && node.scrollHeight > node.clientHeight + 1);
  };
  const out = (node, outer) => {
    const box = node.getBoundingClientRect();
    return box.left < outer.left - 1 || box.right > outer.right + 1;
  };
  return [...document.querySelectorAll(selector)].flatMap((bubble) => {
    const outer = bubble.closest(".log").getBoundingClientRect();
    const around = bubble.getBoundingClientRect();
    const parts = [...bubble.querySelectorAll("*")];
    const bad = out(bubble, outer) || cut(bubble)
      || parts.some((part) => cut(part) || out(part, around));
    return bad ? [bubble.innerText] : [];
  });
}"""

_SPELL = """([place, signs]) => document.querySelector(place).replaceChildren(
  ...signs.map((sign) => Object.assign(document.createElement("span"), { textContent: sign })))"""

_STANDS = """([node, { x, y, width, height }]) => {
  const box = node.getBoundingClientRect();
  return box.x === x && box.y === y && box.width === width && box.height === height;
}"""

BUBBLES = ".log .line > :first-child"


def box(place: Locator) -> FloatRect:
    """Where it stands, in CSS pixels, once it is there to be seen."""
    place.wait_for()
    found = place.bounding_box()
    assert found is not None
    return found


def comes_to_stand(place: Locator, wanted: FloatRect) -> None:
    """Waits until it is seen in exactly this box."""
    place.wait_for()
    place.page.wait_for_function(_STANDS, arg=[place.element_handle(), dict(wanted)])


def missing(page: Page, text: str, family: str = OWN) -> set[str]:
    """The characters of `text` that come out as .notdef with this font family, regular or bold."""
    plain = "".join(sign for sign in sorted(set(text)) if not sign.isspace())
    return set(page.evaluate(_MISSING, [plain, family]))


def foreign_fonts(page: Page, selector: str) -> set[str]:
    """Fonts used under `selector` that are neither the page's own nor the phone's emoji."""
    used = [font for fonts in _fonts_under(page, selector) for font in fonts]
    assert any(_is_own(font) for font in used)
    return {font["familyName"] for font in used if not _is_own(font)} - SIGNS


def not_in_own_font(page: Page, place: str, text: str) -> set[str]:
    """The characters of `text` that another font has to lend; they are written into `place`."""
    signs = sorted(sign for sign in set(text) if not sign.isspace())
    page.evaluate(_SPELL, [place, [_spelt(sign) for sign in signs]])
    fonts = _fonts_under(page, f"{place} > span")
    assert len(fonts) == len(signs)
    return {
        sign
        for sign, used in zip(signs, fonts, strict=True)
        if not all(_is_own(font) for font in used)
    }


def _spelt(sign: str) -> str:
    """A mark stands over a consonant, as it does in a word."""
    return f"ก{sign}" if category(sign) == "Mn" else sign


def _is_own(font: dict[str, Any]) -> bool:
    return bool(font["isCustomFont"] and font["familyName"] == OWN)


def _fonts_under(page: Page, selector: str) -> list[list[dict[str, Any]]]:
    """For each element of `selector`, in order, the fonts that drew it, once all have come."""
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})
    return [
        session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        for node in found["nodeIds"]
    ]


def cut(page: Page, selector: str = BUBBLES) -> list[str]:
    """The words of every bubble that is cut, or that has a part sticking out."""
    return list(page.evaluate(_CUT, selector))

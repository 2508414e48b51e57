import { el, plain } from "./dom.js";

/**
 * A button over a part of a picture that is `size` large: `bounds` as LINE has them, x and y from the upper left.
 * Its name is spoken, never drawn.
 */
export function areaButton(bounds, size, name, run) {
  const node = el("button", { type: "button", class: "picture-area", "aria-label": name, title: name, click: run });
  return placed(node, bounds, size);
}

export function placed(node, bounds, size) {
  const part = (length, whole) => `${(100 * length) / whole}%`;
  node.style.left = part(bounds.x, size.width);
  node.style.top = part(bounds.y, size.height);
  node.style.width = part(bounds.width, size.width);
  node.style.height = part(bounds.height, size.height);
  return node;
}

/** What an action without a label of its own is called aloud. */
export function spokenName(action, place, ctx) {
  const words = plain(action?.label) || plain(action?.displayText) || plain(action?.text);
  return words || ctx.t("menu.area", { n: place + 1 });
}

import { el, picture, plain } from "./dom.js";
import { missing } from "./media.js";

/**
 * A rich menu response object with the address of its picture as `image` → its picture with a button on
 * each area. A label is spoken, never drawn (LINE: "Specifications of the label").
 */
export function renderRichMenu(menu, ctx) {
  const { width, height } = menu.size;
  const areas = menu.areas.map((area, place) => button(area, place, { width, height }, ctx));
  const node = el("div", { class: "rich-menu" }, picture(menu.image, "", () => missing(ctx)), ...areas);
  node.style.setProperty("--ratio", String(width / height));
  return node;
}

function button({ bounds, action }, place, size, ctx) {
  const name = spoken(action) || ctx.t("menu.area", { n: place + 1 });
  const node = el("button", {
    type: "button", class: "rich-area", "aria-label": name, title: name, click: () => ctx.onAction(action, place),
  });
  const part = (length, whole) => `${(100 * length) / whole}%`;
  node.style.left = part(bounds.x, size.width);
  node.style.top = part(bounds.y, size.height);
  node.style.width = part(bounds.width, size.width);
  node.style.height = part(bounds.height, size.height);
  return node;
}

const spoken = (action) => plain(action?.label) || plain(action?.displayText) || plain(action?.text);

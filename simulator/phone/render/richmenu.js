import { areaButton, spokenName } from "./areas.js";
import { el, picture } from "./dom.js";
import { missing } from "./media.js";

/**
 * A rich menu response object with the address of its picture as `image` → its picture with a button on
 * each area. A label is spoken, never drawn (LINE: "Specifications of the label").
 */
export function renderRichMenu(menu, ctx) {
  const areas = menu.areas.map(({ bounds, action }, place) =>
    areaButton(bounds, menu.size, spokenName(action, place, ctx), () => ctx.onAction(action, place)));
  const node = el("div", { class: "rich-menu" }, picture(menu.image, "", () => missing(ctx)), ...areas);
  node.style.setProperty("--ratio", String(menu.size.width / menu.size.height));
  return node;
}

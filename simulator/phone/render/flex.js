import { el, safeColor, tappable } from "./dom.js";
import { drawComponent } from "./flex-box.js";

const SIZES = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
const BLOCKS = ["header", "hero", "body", "footer"];

export function renderFlex(message, ctx) {
  const node = container(message.contents ?? {}, ctx);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", String(message.altText ?? ""));
  return node;
}

function container(contents, ctx) {
  if (contents.type !== "carousel") return bubble(contents, ctx);
  const bubbles = (contents.contents ?? []).map((content) => bubble(content, ctx));
  return el("div", { class: "carousel", tabindex: "0" }, ...bubbles);
}

function bubble(content, ctx) {
  const size = SIZES.includes(content.size) ? content.size : "mega";
  const node = el("div", { class: `fx-bubble fx-${size}` });
  if (content.direction === "rtl") node.dir = "rtl";
  for (const name of BLOCKS) {
    if (content[name]) node.append(block(name, content, ctx, node.childElementCount === 0));
  }
  return tappable(node, content.action, ctx);
}

/** No line stands above the first (LINE: "Block style", separator). */
function block(name, content, ctx, first) {
  const node = el("div", { class: `fx-block fx-block-${name}` }, drawComponent(content[name], ctx));
  const style = content.styles?.[name] ?? {};
  const color = safeColor(style.backgroundColor);
  if (color) node.style.backgroundColor = color;
  if (!style.separator || first) return node;
  node.classList.add("fx-block-separated");
  if (safeColor(style.separatorColor)) node.style.borderTopColor = style.separatorColor;
  return node;
}

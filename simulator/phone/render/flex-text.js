import { el, safeColor, tappable } from "./dom.js";
import { extent, fontSize } from "./flex-units.js";

const ALIGN = { start: "start", center: "center", end: "end" };
const DECORATION = { underline: "underline", "line-through": "line-through" };

export function flexText(component, ctx) {
  const node = el("div", { class: "fx-text" });
  setFont(node, component, component.scaling);
  node.style.textAlign = ALIGN[component.align] ?? "start";
  setWrapping(node, component);
  if (extent(component.lineSpacing)) addLineSpacing(node, component.lineSpacing);
  fillWords(node, component);
  return tappable(node, component.action, ctx);
}

function fillWords(node, component) {
  if (!Array.isArray(component.contents) || component.contents.length === 0) {
    node.textContent = String(component.text ?? "");
    return;
  }
  node.append(...component.contents.map((span) => flexSpan(span, component)));
}

function flexSpan(span, parent) {
  const node = el("span", {}, String(span.text ?? ""));
  setFont(node, { ...inherited(parent), ...span }, parent.scaling);
  return node;
}

function inherited({ size, weight, color, style, decoration }) {
  return { size, weight, color, style, decoration };
}

function setFont(node, look, scaling) {
  node.style.fontSize = fontSize(look.size, scaling);
  node.style.fontWeight = look.weight === "bold" ? "700" : "400";
  node.style.color = safeColor(look.color) ?? "";
  node.style.fontStyle = look.style === "italic" ? "italic" : "";
  node.style.textDecoration = DECORATION[look.decoration] ?? "";
}

function setWrapping(node, component) {
  if (!component.wrap) {
    node.classList.add("fx-text-single");
    return;
  }
  if (component.maxLines > 0) {
    node.classList.add("fx-text-clamped");
    node.style.webkitLineClamp = String(component.maxLines);
  }
}

function addLineSpacing(node, spacing) {
  node.style.lineHeight = `calc(1.5em + ${extent(spacing)})`;
}

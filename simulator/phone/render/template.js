import { actionButton, el, picture, safeColor, tappable } from "./dom.js";
import { missing } from "./media.js";

const DRAW = { buttons, confirm, carousel, image_carousel: imageCarousel };

export function renderTemplate(message, ctx) {
  const template = message.template ?? {};
  const draw = Object.hasOwn(DRAW, template.type) ? DRAW[template.type] : null;
  if (draw === null) return el("div", { class: "bubble" }, String(message.altText ?? ""));
  const node = draw(template, ctx);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", String(message.altText ?? ""));
  return node;
}

function buttons(template, ctx) {
  return card(template, template, ctx);
}

function confirm(template, ctx) {
  const node = card({ text: template.text, actions: template.actions }, template, ctx);
  node.classList.add("card-confirm");
  return node;
}

function carousel(template, ctx) {
  const columns = (template.columns ?? []).map((column) => card(column, template, ctx));
  return el("div", { class: "carousel", tabindex: "0" }, ...columns);
}

function imageCarousel(template, ctx) {
  const columns = (template.columns ?? []).map((column) => imageColumn(column, ctx));
  return el("div", { class: "carousel", tabindex: "0" }, ...columns);
}

function imageColumn(column, ctx) {
  const label = column.action?.label;
  const node = el("div", { class: "card image-column" },
    picture(column.imageUrl, label ?? "", () => missing(ctx)),
    label ? el("span", { class: "image-column-label" }, label) : null);
  return tappable(node, column.action, ctx);
}

function card(content, look, ctx) {
  const words = el("div", { class: "card-words" },
    content.title ? el("div", { class: "card-title" }, content.title) : null,
    el("div", { class: "card-text" }, String(content.text ?? "")));
  const actions = (content.actions ?? []).map((action) => actionButton(action, "card-button", ctx));
  const upper = el("div", { class: "card-upper" }, thumbnail(content, look, ctx), words);
  tappable(upper, content.defaultAction, ctx);
  return el("div", { class: "card" }, upper, el("div", { class: "card-actions" }, ...actions));
}

function thumbnail(content, look, ctx) {
  if (!content.thumbnailImageUrl) return null;
  const image = picture(content.thumbnailImageUrl, content.title ?? "", () => missing(ctx));
  const node = el("div", { class: "card-picture" }, image);
  node.classList.toggle("is-square", look.imageAspectRatio === "square");
  node.classList.toggle("is-contained", look.imageSize === "contain");
  const color = safeColor(content.imageBackgroundColor ?? look.imageBackgroundColor);
  if (color) node.style.backgroundColor = color;
  return node;
}

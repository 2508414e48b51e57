import { actionButton, el, picture, safeColor, safeUrl, tappable } from "./dom.js";
import { fontSize, imageSize, ratio } from "./flex-units.js";
import { missing } from "./media.js";

const JUSTIFY = { start: "flex-start", center: "center", end: "flex-end" };
const STYLES = ["primary", "secondary", "link"];

export function flexButton(component, ctx) {
  const style = STYLES.includes(component.style) ? component.style : "link";
  const node = actionButton(component.action, `fx-button fx-button-${style}`, ctx);
  node.classList.toggle("fx-button-small", component.height === "sm");
  const color = safeColor(component.color);
  if (color && style === "link") node.style.color = color;
  else if (color) node.style.backgroundColor = color;
  if (component.scaling) node.style.fontSize = fontSize("md", true);
  return node;
}

export function flexImage(component, ctx) {
  const image = picture(component.url, component.action?.label ?? "", () => missing(ctx));
  image.classList.add("fx-picture");
  image.style.aspectRatio = ratio(component.aspectRatio);
  image.style.objectFit = component.aspectMode === "cover" ? "cover" : "contain";
  image.style.width = imageSize(component.size);
  const color = safeColor(component.backgroundColor);
  if (color) image.style.backgroundColor = color;
  const node = el("div", { class: "fx-image" }, image);
  node.style.justifyContent = JUSTIFY[component.align] ?? "center";
  return tappable(node, component.action, ctx);
}

export function flexIcon(component) {
  const size = fontSize(component.size, component.scaling);
  const image = picture(component.url, "", () => el("span", { class: "fx-icon", "aria-hidden": "true" }));
  image.classList.add("fx-icon");
  image.style.height = size;
  image.style.aspectRatio = ratio(component.aspectRatio);
  return image;
}

export function flexVideo(component, ctx) {
  const src = safeUrl(component.url);
  const props = { class: "fx-video", controls: true, preload: "none", src };
  const node = el("video", { ...props, poster: safeUrl(component.previewUrl), "aria-label": ctx.t("media.video") });
  node.style.aspectRatio = ratio(component.aspectRatio);
  return component.action ? el("div", {}, node, actionButton(component.action, "fx-button fx-button-link fx-video-action", ctx)) : node;
}

export function flexSeparator(component) {
  const node = el("div", { class: "fx-separator", role: "separator" });
  const color = safeColor(component.color);
  if (color) node.style.backgroundColor = color;
  return node;
}

export function flexFiller() {
  return el("div", { class: "fx-filler", "aria-hidden": "true" });
}

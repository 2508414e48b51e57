import { el, picture, plain } from "./dom.js";

/**
 * A card that says that it is a coupon, and, once `ctx.couponOf(id)` has told (LINE: "Get details of a coupon"),
 * what is on it: picture, title, until when, and a button that shows the rest.
 */
export function renderCoupon(message, ctx) {
  const id = plain(message.couponId);
  const node = el("div", { class: "card coupon", role: "group", "aria-label": ctx.t("coupon.title") },
    band(), words(ctx.t("coupon.title"), id));
  ctx.couponOf?.(id).then((coupon) => fill(node, coupon, ctx)).catch((error) => console.warn(error));
  return node;
}

const band = () => el("div", { class: "coupon-band", "aria-hidden": "true" }, "%");

function words(title, note) {
  return el("div", { class: "card-words" },
    el("div", { class: "card-title" }, title), el("div", { class: "media-note" }, note));
}

function fill(node, coupon, ctx) {
  const show = () => ctx.onView(null, plain(coupon.title), details(coupon, ctx));
  node.setAttribute("aria-label", `${ctx.t("coupon.title")} ${plain(coupon.title)}`);
  node.replaceChildren(
    el("div", { class: "coupon-upper" }, band(), words(plain(coupon.title), until(coupon, ctx))),
    el("button", { type: "button", class: "card-button", click: show }, ctx.t("coupon.show")));
  if (coupon.imageUrl) node.prepend(el("div", { class: "card-picture" }, picture(coupon.imageUrl, "", () => "")));
}

function until({ endTimestamp, status }, ctx) {
  if (status === "CLOSED") return ctx.t("coupon.over");
  const date = new Date(endTimestamp * 1000);
  const day = date.toLocaleDateString(ctx.language === "th" ? "th-TH" : "en-GB", { dateStyle: "medium" });
  return ctx.t("coupon.until", { day });
}

function details(coupon, ctx) {
  const code = coupon.couponCode ? el("p", { class: "coupon-code" }, plain(coupon.couponCode)) : null;
  const parts = [coupon.description, coupon.usageCondition].map(plain).filter(Boolean);
  return [
    coupon.barcodeImageUrl ? picture(coupon.barcodeImageUrl, "", () => "") : null, code,
    el("p", {}, until(coupon, ctx)), ...parts.map((part) => el("p", {}, part)),
  ].filter(Boolean);
}

import { el, plain } from "./dom.js";

/** A card that says that it is a coupon: what is on it, only the account's owner and LINE know. */
export function renderCoupon(message, ctx) {
  return el("div", { class: "card coupon", role: "group", "aria-label": ctx.t("coupon.title") },
    el("div", { class: "coupon-band", "aria-hidden": "true" }, "%"),
    el("div", { class: "card-words" },
      el("div", { class: "card-title" }, ctx.t("coupon.title")),
      el("div", { class: "media-note" }, plain(message.couponId))));
}

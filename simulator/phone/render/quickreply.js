import { actionButton, el, picture } from "./dom.js";

/** `quickReply` of a message → a row of chips, or null where it has none. */
export function renderQuickReplies(quickReply, ctx) {
  const given = Array.isArray(quickReply?.items) ? quickReply.items : [];
  const items = given.filter((item) => item?.action);
  if (items.length === 0) return null;
  return el("div", { class: "quick-replies", role: "group", "aria-label": ctx.label },
    ...items.map((item) => chip(item, ctx)));
}

function chip(item, ctx) {
  const button = actionButton(item.action, "chip", ctx);
  if (!item.imageUrl) return button;
  const icon = picture(item.imageUrl, "", () => el("span", { "aria-hidden": "true" }));
  icon.classList.add("chip-icon");
  button.prepend(icon);
  return button;
}

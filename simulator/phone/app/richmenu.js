import { el } from "../render/dom.js";
import { renderRichMenu } from "../render/richmenu.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

/**
 * The rich menu of one phone: the chat bar, and above it the picture while it is open. LINE hides the
 * field for writing behind the menu; here both can be seen. `show(menu)` takes what `GET users/ID/menu`
 * has, null for none; one that is new opens by itself where the bot says so (`selected`). `onSeen({richMenuId,
 * area?})` hears of each opening and each tap.
 */
export function createRichMenu({ name, onAction, onSeen }) {
  const panel = el("div", { class: "rich-panel", role: "group", "aria-label": t("menu.label", { name }) });
  const words = el("span", { class: "rich-words" });
  const bar = el("button", { type: "button", class: "rich-bar", click: () => set(panel.hidden) }, words, icon("down"));
  const node = el("div", { class: "rich", hidden: true }, panel, bar);
  let shown = null;

  function show(menu) {
    const isNew = menu !== null && menu.richMenuId !== shown?.richMenuId;
    shown = menu;
    node.hidden = menu === null;
    if (menu === null) set(false);
    if (isNew) draw(menu);
  }

  /** One that took the place of an open one is open, as after a switch. */
  function draw(menu) {
    words.textContent = menu.chatBarText;
    panel.replaceChildren(renderRichMenu(menu, { onAction: tap, t }));
    set(menu.selected || !panel.hidden);
  }

  function tap(action, area) {
    onSeen({ richMenuId: shown.richMenuId, area });
    onAction(action);
  }

  function set(open) {
    if (open && panel.hidden) onSeen({ richMenuId: shown.richMenuId });
    panel.hidden = !open;
    bar.setAttribute("aria-expanded", String(open));
  }

  set(false);
  return { node, show, open: () => set(true), close: () => set(false) };
}

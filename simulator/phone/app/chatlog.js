import { el, picture } from "../render/dom.js";
import { renderMessage } from "../render/index.js";
import { clockTime, dayKey, longDay } from "./dates.js";
import { openMenu } from "./menu.js";
import { language, t } from "./words.js";

const GROUP_MS = 60_000;
const HOLD_MS = 550;
const NEAR_END = 80;

/**
 * The list of bubbles of one chat. `host` gets the menus; `on` holds onAction, onView, onUnsend(item),
 * onCopy(text), onSeen(). Items are those of `GET users/ID/messages`.
 */
export function createChatLog({ host, name, botName, on }) {
  const items = new Map();
  const list = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("phone.chat"), tabindex: "0" });
  const newest = el("button", { type: "button", class: "newest", hidden: true, click: () => toEnd() });
  let unseen = 0;
  let pinned = true;

  function receive(item) {
    const known = items.has(item.seq);
    const last = lastItem();
    const follow = item.from === "user" || pinned;
    items.set(item.seq, item);
    if (known || (last && item.seq < last.seq)) rebuild();
    else append(item, last);
    if (follow) toEnd();
    else if (!known) showUnseen();
  }

  function rebuild() {
    list.replaceChildren();
    let before = null;
    for (const item of ordered()) {
      append(item, before);
      before = item;
    }
  }

  function append(item, before) {
    const at = new Date(item.at);
    if (!before || dayKey(new Date(before.at)) !== dayKey(at)) {
      list.append(el("div", { class: "day", role: "separator" }, longDay(at)));
    }
    list.append(item.unsent ? unsentLine(item, name, botName) : row(item, isGrouped(item, before)));
  }

  function row(item, grouped) {
    const bubble = renderMessage(item.message, {
      onAction: on.onAction, onView: on.onView, t, language, contentUrl: item.contentUrl ?? null,
    });
    const time = el("time", { class: "time", datetime: item.at }, clockTime(new Date(item.at)));
    const node = el("div", { class: `row row-${item.from}`, data: { messageId: item.id, from: item.from } });
    if (item.from === "bot") node.append(face(item, botName, grouped));
    node.append(el("div", { class: "stack" },
      item.from === "bot" && !grouped ? el("div", { class: "sender" }, senderName(item, botName)) : null,
      el("div", { class: "line" }, bubble, time)));
    node.classList.toggle("row-grouped", grouped);
    addMenu(node, item);
    return node;
  }

  function addMenu(node, item) {
    const entries = [];
    if (item.message.text) entries.push([t("bubble.copy"), () => on.onCopy(item.message.text)]);
    if (item.from === "user") entries.push([t("bubble.unsend"), () => on.onUnsend(item)]);
    if (entries.length === 0) return;
    const open = () => openMenu(host, t("bubble.options"), entries);
    onLongPress(node, open);
    node.querySelector(".line").append(el("button", {
      type: "button", class: "row-options", "aria-label": t("bubble.options"), click: open,
    }, "⋯"));
  }

  function unsend(messageId) {
    for (const item of items.values()) {
      if (item.id === messageId) items.set(item.seq, { ...item, unsent: true });
    }
    rebuild();
  }

  const ordered = () => [...items.values()].sort((one, other) => one.seq - other.seq);
  const lastItem = () => ordered().at(-1);

  function toEnd() {
    list.scrollTop = list.scrollHeight;
    pinned = true;
    unseen = 0;
    newest.hidden = true;
    on.onSeen();
  }

  function showUnseen() {
    unseen += 1;
    newest.textContent = t("phone.newest", { n: unseen });
    newest.hidden = false;
  }

  function note(words) {
    list.append(el("div", { class: "note", role: "status" }, words));
    toEnd();
  }

  function onScroll() {
    pinned = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
    if (pinned && unseen > 0) toEnd();
  }

  list.addEventListener("scroll", onScroll);
  list.addEventListener("load", () => pinned && toEnd(), true);
  // Quick replies or an open panel take room from the chat; the newest bubble must stay whole.
  new ResizeObserver(() => pinned && toEnd()).observe(list);
  const lastShown = () => ordered().filter((item) => !item.unsent).at(-1);
  const lastSeq = () => lastItem()?.seq ?? 0;
  return { list, newest, receive, unsend, note, toEnd, lastShown, lastSeq };
}

function isGrouped(item, before) {
  if (!before || before.from !== item.from || before.unsent) return false;
  if (before.sender?.name !== item.sender?.name) return false;
  return new Date(item.at) - new Date(before.at) < GROUP_MS && sameDay(item, before);
}

const sameDay = (one, other) => dayKey(new Date(one.at)) === dayKey(new Date(other.at));

const senderName = (item, botName) => item.sender?.name || botName;

function unsentLine(item, name, botName) {
  const who = item.from === "user" ? name : senderName(item, botName);
  const data = { messageId: item.id, from: item.from };
  return el("div", { class: "note", data }, t("bubble.unsent", { name: who }));
}

function face(item, botName, hidden) {
  const name = senderName(item, botName);
  const node = item.sender?.iconUrl
    ? picture(item.sender.iconUrl, "", () => avatar(name))
    : avatar(name, !item.sender?.name);
  node.classList.add("face");
  node.classList.toggle("face-hidden", hidden);
  return node;
}

/** A round with the first grapheme of a name, in a colour that stays with the name. */
export function avatar(name, isBot = false) {
  const letters = new Intl.Segmenter("th", { granularity: "grapheme" }).segment(name.trim() || "?");
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, [...letters][0].segment);
  if (isBot) node.classList.add("avatar-bot");
  else node.style.backgroundColor = `hsl(${hue} 35% 42%)`;
  return node;
}

function onLongPress(node, open) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = setTimeout(open, HOLD_MS);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel"]) node.addEventListener(name, stop);
  node.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    stop();
    if (!node.closest(".phone").querySelector(".menu")) open();
  });
}

import { el, picture } from "../render/dom.js";
import { renderMessage } from "../render/index.js";
import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { clockTime, dayKey, longDay } from "./dates.js";
import { openMenu } from "./menu.js";
import { language, t } from "./words.js";

const GROUP_MS = 60_000;
const HOLD_MS = 550;
const NEAR_END = 80;

/**
 * The list of bubbles of one chat. `host` gets the menus; `on` holds onAction, onView, onUnsend(item),
 * onCopy(text), onSeen(), and in groups onEdit(item). `who` says of an item: mine(item), isBot(item), name(item),
 * and in groups nameOf(userId) and notice(message). Items are those of `GET users/ID/messages`, and may come twice or out of order.
 * What stands in the list stays the same element, so that focus, a press and a playing voice live on.
 */
export function createChatLog({ host, name, botName, who = alone(name, botName), on }) {
  const entries = []; // {item, node, day: the line above the first bubble of a day, or null}, by seq
  const list = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("phone.chat"), tabindex: "0" });
  const newest = el("button", { type: "button", class: "newest", hidden: true, click: () => toEnd() });
  let unseen = 0;
  let pinned = true;
  let top = 0;

  function receive(item) {
    const place = placeOf(item.seq);
    if (entries[place]?.item.seq === item.seq) return refresh(place, item);
    const follow = who.mine(item) || pinned;
    insert(place, item);
    if (follow) toEnd();
    else showUnseen();
    return undefined;
  }

  /** Where an item of this seq stands, or would. */
  function placeOf(seq) {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle].item.seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function insert(place, item) {
    const next = entries[place];
    const entry = { item, node: draw(item), day: null };
    list.insertBefore(entry.node, next ? next.day ?? next.node : null);
    entries.splice(place, 0, entry);
    dress(place);
    dress(place + 1);
  }

  /** Nothing of an item changes but that it is edited, or taken back for good: an older copy may come late. */
  function refresh(place, item) {
    const entry = entries[place];
    if (entry.item.unsent || !(item.unsent || isNewer(item, entry.item))) return;
    const held = entry.node.contains(document.activeElement);
    entry.item = item;
    const node = draw(item);
    entry.node.replaceWith(node);
    entry.node = node;
    if (held) list.focus({ preventScroll: true });
    dress(place);
    dress(place + 1);
    if (pinned) toEnd();
  }

  /** What depends on the item before: the line of a new day, and whether the speaker is named again. */
  function dress(place) {
    const entry = entries[place];
    if (!entry) return;
    const before = entries[place - 1]?.item ?? null;
    setDay(entry, !before || !sameDay(before, entry.item));
    if (isBubble(entry.item)) setGrouped(entry, isGrouped(entry.item, before));
  }

  function setGrouped({ node, item }, grouped) {
    node.classList.toggle("row-grouped", grouped);
    if (who.mine(item)) return;
    node.querySelector(".face").classList.toggle("face-hidden", grouped);
    node.querySelector(".sender")?.remove();
    if (!grouped) node.querySelector(".stack").prepend(el("div", { class: "sender" }, who.name(item)));
  }

  function draw(item) {
    if (item.unsent) return line(item, t("bubble.unsent", { name: who.name(item) }));
    return item.from === "notice" ? line(item, who.notice(item.message)) : row(item);
  }

  function row(item) {
    const bubble = renderMessage(item.message, {
      onAction: on.onAction, onView: on.onView, t, language, contentUrl: item.contentUrl ?? null, nameOf: who.nameOf, onWatched: on.onWatched ?? (() => {}),
      couponOf: api.coupon,
    });
    const time = el("time", { class: "time", datetime: item.at }, clockTime(new Date(item.at)));
    const side = who.mine(item) ? "user" : "bot";
    const node = el("div", { class: `row row-${side}`, data: { messageId: item.id, from: item.from } });
    if (!who.mine(item)) node.append(face(item, who));
    node.append(el("div", { class: "stack" }, el("div", { class: "line" }, bubble, when(item, time))));
    addMenu(node, item);
    return node;
  }

  /** Over the time stands that the words were changed, and that what the person wrote was read. */
  function when(item, time) {
    const edited = item.edited ? el("span", { class: "edited" }, t("bubble.edited")) : null;
    const read = who.mine(item) ? el("span", { class: "read", hidden: !item.read }, t("bubble.read")) : null;
    return edited || read ? el("span", { class: "when" }, edited, read, time) : time;
  }

  function addMenu(node, item) {
    const entries = [];
    const words = item.message?.text;
    if (words && typeof words === "string") entries.push([t("bubble.copy"), () => on.onCopy(words)]);
    if (who.mine(item) && on.onEdit && item.message?.type === "text") entries.push([t("bubble.edit"), () => on.onEdit(item)]);
    if (who.mine(item)) entries.push([t("bubble.unsend"), () => on.onUnsend(item)]);
    if (entries.length === 0) return;
    const open = () => openMenu(host, t("bubble.options"), entries);
    onLongPress(node, open);
    node.querySelector(".line").append(el("button", {
      type: "button", class: "row-options", "aria-label": t("bubble.options"), click: open,
    }, "⋯"));
  }

  function unsend(messageId) {
    const place = entries.findIndex((entry) => entry.item.id === messageId);
    if (place !== -1) refresh(place, { ...entries[place].item, unsent: true });
  }

  /** All that was written up to this message. */
  function read(messageId) {
    const last = entries.findIndex((entry) => entry.item.id === messageId);
    for (const { item, node } of entries.slice(0, last + 1)) {
      item.read = true;
      const mark = node.querySelector(".read");
      if (mark) mark.hidden = false;
    }
  }

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

  /** Pictures that come later push the end away without anybody's doing: only who goes up leaves it. */
  function onScroll() {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
    if (atEnd || list.scrollTop < top) pinned = atEnd;
    top = list.scrollTop;
    if (pinned && unseen > 0) toEnd();
  }

  list.addEventListener("scroll", onScroll);
  list.addEventListener("load", () => pinned && toEnd(), true);
  // Quick replies or an open panel take room from the chat; the newest bubble must stay whole.
  new ResizeObserver(() => pinned && toEnd()).observe(list);
  const lastSeq = () => entries.at(-1)?.item.seq ?? 0;

  function lastShown() {
    let place = entries.length - 1;
    while (place >= 0 && entries[place].item.unsent) place -= 1;
    return entries[place]?.item;
  }

  return { list, newest, receive, unsend, read, note, toEnd, lastShown, lastSeq };
}

function setDay(entry, wanted) {
  if (wanted === (entry.day !== null)) return;
  entry.day?.remove();
  entry.day = wanted ? el("div", { class: "day", role: "separator" }, longDay(new Date(entry.item.at))) : null;
  if (wanted) entry.node.before(entry.day);
}

function isGrouped(item, before) {
  if (!before || before.from !== item.from || before.userId !== item.userId || before.unsent) return false;
  if (before.sender?.name !== item.sender?.name) return false;
  return new Date(item.at) - new Date(before.at) < GROUP_MS && sameDay(item, before);
}

const sameDay = (one, other) => dayKey(new Date(one.at)) === dayKey(new Date(other.at));

export function senderName(item, botName) {
  const name = item.sender?.name;
  return typeof name === "string" && name !== "" ? name : botName;
}

/** The chat of one person with the account. */
function alone(name, botName) {
  const mine = (item) => item.from === "user";
  return { mine, isBot: (item) => senderName(item, botName) === botName, name: (item) => (mine(item) ? name : senderName(item, botName)) };
}

const isBubble = (item) => !item.unsent && item.from !== "notice";

const isNewer = (item, old) => (item.edited ?? 0) > (old.edited ?? 0);

function line(item, words) {
  return el("div", { class: "note", data: { messageId: item.id, from: item.from } }, words);
}

function face(item, who) {
  const drawn = () => avatar(who.name(item), who.isBot(item));
  return el("span", { class: "face" }, item.sender?.iconUrl ? picture(item.sender.iconUrl, "", drawn) : drawn());
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

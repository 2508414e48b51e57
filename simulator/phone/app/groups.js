import { el } from "../render/dom.js";
import { api } from "./api.js";
import { createGroupChat, titleOf } from "./groupchat.js";
import { askNewGroup } from "./groupsheets.js";
import { t } from "./words.js";

/**
 * The groups on one phone: a strip of its chats, and the one that is open over the chat with the account.
 * `people` and `groups` are the page's maps, `waiting` what is unread by chat; `on` holds befriend(), note(words), toEnd(), seen(),
 * hide(), back(), recordFrom(note), record().
 */
export function createGroups({ host, userId, bot, people, groups, waiting, queue, on }) {
  const strip = el("nav", { class: "chats", "aria-label": t("chats.label"), hidden: true });
  const chats = new Map(); // chatId → the chat, once it was opened
  const unread = new Map([...waiting].filter(([chatId]) => chatId !== null));
  const tabs = new Map();
  let open = null;
  const nameOf = (id) => people.get(id)?.displayName ?? "?";

  /** What the page knows changed: who is in which group, and what people are called. */
  function update() {
    const mine = [...groups.values()].filter((group) => group.members.includes(userId));
    strip.hidden = mine.length === 0;
    if (open !== null && !mine.some(({ chatId }) => chatId === open)) show(null);
    const nodes = [tab(null, bot.displayName), ...mine.map((group) => tab(group.chatId, titleOf(group, nameOf)))];
    if (nodes.length !== strip.children.length || nodes.some((node, at) => strip.children[at] !== node)) {
      strip.replaceChildren(...nodes);
    }
    for (const group of mine) chats.get(group.chatId)?.update(group);
  }

  function tab(chatId, name) {
    if (!tabs.has(chatId)) tabs.set(chatId, el("button", { type: "button", class: "chat-tab", click: () => show(chatId) }));
    const node = tabs.get(chatId);
    const news = unread.get(chatId) ?? 0;
    node.replaceChildren(el("span", { class: "chat-name" }, name), ...(news ? [badge(news)] : []));
    node.setAttribute("aria-pressed", String(open === chatId));
    return node;
  }

  /** null is the chat with the account alone. */
  function show(chatId) {
    open = chatId;
    unread.delete(chatId);
    host.classList.toggle("in-group", chatId !== null);
    for (const chat of chats.values()) chat.node.hidden = chat.chatId !== chatId;
    if (chatId !== null && !chats.has(chatId)) start(chatId).catch((error) => on.note(t("phone.failed", { reason: error.message })));
    update();
    if (chatId === null) on.toEnd();
    else chats.get(chatId).toEnd();
  }

  async function start(chatId) {
    const chat = createGroupChat({
      host, userId, bot, people, group: groups.get(chatId), queue,
      on,
    });
    chat.node.hidden = open !== chatId;
    chats.set(chatId, chat);
    host.append(chat.node);
    await catchUp(chat);
  }

  async function catchUp(chat) {
    for (const item of await api.groupMessages(chat.chatId)) chat.receive(item);
  }

  /** `isSeen`: the phone stands before somebody's eyes. */
  function receive(chatId, item, isSeen) {
    chats.get(chatId)?.receive(item);
    if (item.userId === userId || item.from === "notice" || (isSeen && open === chatId)) return;
    unread.set(chatId, (unread.get(chatId) ?? 0) + 1);
    update();
  }

  /** The chat with the account has news that nobody sees while a group stands over it. */
  function newsBelow() {
    if (open === null) return;
    unread.set(null, (unread.get(null) ?? 0) + 1);
    update();
  }

  async function create() {
    const others = [...people.values()].filter((one) => one.userId !== userId);
    const wanted = await askNewGroup(host, { others, botName: bot.displayName });
    if (wanted === null) return;
    const body = { ...wanted, members: [userId, ...wanted.members] };
    const made = await queue(() => api.addGroup(body), (error) => on.note(t("phone.failed", { reason: error.message })));
    if (!made?.chatId) return;
    groups.set(made.chatId, made);
    update();
    show(made.chatId);
  }

  return {
    strip, update, show, receive, newsBelow, create,
    edit: receiveEdit, unsend: (chatId, messageId) => chats.get(chatId)?.unsend(messageId),
    read: (chatId, messageId) => chats.get(chatId)?.read(messageId),
    note: (chatId, words) => chats.get(chatId)?.note(words),
    catchUp: async () => {
      for (const chat of chats.values()) await catchUp(chat);
    },
  };

  function receiveEdit(chatId, item) {
    chats.get(chatId)?.receive(item);
  }
}

function badge(count) {
  return el("span", { class: "badge", "aria-label": t("roster.unread", { n: count }) }, count > 99 ? "99+" : String(count));
}

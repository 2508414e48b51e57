import { el } from "../render/dom.js";
import { createActions } from "./actions.js";
import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { createChatLog, senderName } from "./chatlog.js";
import { createComposer, iconButton } from "./composer.js";
import { askEdit, askMore, showMembers } from "./groupsheets.js";
import { createHands } from "./hands.js";
import { backButton } from "./header.js";
import { createMentions, mentioned } from "./mention.js";
import { openMenu } from "./menu.js";
import { createQuick } from "./quick.js";
import { isolated, t } from "./words.js";

/**
 * One group or room on one person's phone. `people` is the page's map of users; `on` holds befriend(),
 * hide(), back(), seen(), recordFrom(note), record(). The newest state of the group comes with update(group).
 */
export function createGroupChat({ host, userId, bot, people, group: first, queue, on }) {
  let group = first;
  const chatId = group.chatId;
  const nameOf = (id) => (id === bot.userId ? bot.displayName : people.get(id)?.displayName ?? "?");
  const hands = createHands({ host, userId, chatId, queue, note: (words) => log.note(words) });
  const { attempt } = hands;

  const actions = createActions({
    ...hands, host, userId, befriend: on.befriend, basicId: () => bot.basicId,
    dismiss: () => quick.dismiss(), fill: (text) => composer.fill(text), focus: () => composer.focus(),
    botName: () => bot.displayName, note: (words) => log.note(words),
  });

  const log = createChatLog({
    host, name: nameOf(userId), botName: bot.displayName, who: speakers(userId, bot, nameOf),
    on: {
      onAction: actions.run, onView: hands.view, onCopy: hands.copy, onSeen: on.seen, onUnsend: hands.unsend,
      onEdit: group.kind === "group" ? edit : null,
    },
  });

  const composer = createComposer({
    botName: titleOf(group, nameOf),
    on: { ...hands, send, unblock: () => {} },
  });
  const mentions = createMentions({ input: composer.input, candidates, onChange: composer.fit });
  composer.addTool(iconButton("at", "mention.begin", mentions.begin));
  const quick = createQuick({ log, composer, run: actions.run });

  function send(text) {
    return hands.say({ type: "text", text, mentions: mentions.take(text) });
  }

  function candidates() {
    const others = group.members.filter((id) => id !== userId).map((id) => [id, nameOf(id)]);
    return [...(group.bot ? [["bot", bot.displayName]] : []), ...others, ["all", "All"]];
  }

  async function edit(item) {
    const text = await askEdit(host, String(item.message.text ?? ""));
    if (text === null) return;
    const before = item.message.mention?.mentionees ?? [];
    const chosen = new Map(before.map((one) => (one.type === "all" ? ["all", "All"] : [one.userId, nameOf(one.userId)])));
    await attempt(() => api.edit(userId, { chatId, messageId: item.id, text, mentions: mentioned(text, chosen) }));
  }

  const title = el("strong", { class: "bar-title" });
  const owner = el("span", { class: "owner" });
  const face = avatar(titleOf(group, nameOf));
  const bar = el("header", { class: "bar" },
    backButton(on.back), face, el("span", { class: "bar-words" }, title, owner),
    iconButton("menu", "group.menu", () => openMenu(host, t("group.menu"), entries())),
    iconButton("close", "phone.hide", on.hide));

  function entries() {
    const others = [...people.values()].filter((one) => !group.members.includes(one.userId));
    return [
      [t("group.show"), () => showMembers(host, group, people, bot.displayName)],
      others.length > 0 ? [t("group.add"), () => add(others)] : null,
      group.bot ? null : [t("group.invite", { name: bot.displayName }), () => attempt(() => api.invite(chatId))],
      group.bot && group.kind === "group"
        ? [t("group.remove", { name: bot.displayName }), () => attempt(() => api.remove(chatId))] : null,
      [t("group.leave"), () => attempt(() => api.leave(chatId, [userId]))],
      [t("phone.recordFrom"), () => on.recordFrom(log.note)],
      [t("phone.record"), on.record],
    ].filter(Boolean);
  }

  async function add(others) {
    const chosen = await askMore(host, others);
    if (chosen) await attempt(() => api.join(chatId, chosen));
  }

  function receive(item) {
    log.receive(item);
    quick.show();
  }

  function unsend(messageId) {
    log.unsend(messageId);
    quick.show();
  }

  function update(next) {
    group = next;
    title.textContent = titleOf(group, nameOf);
    const size = t(group.bot ? "group.countBot" : "group.count", { n: group.members.length, name: bot.displayName });
    owner.textContent = `${isolated(nameOf(userId))} · ${size}`;
  }

  const node = el("section", { class: "group-chat", data: { chatId }, hidden: true, "aria-label": titleOf(group, nameOf) },
    bar, log.list, log.newest, quick.node, mentions.node, composer.node);
  update(group);
  return { node, chatId, receive, unsend, update, read: log.read, note: log.note, toEnd: log.toEnd };
}

/** A room has no name of its own: it is called by its people. */
export function titleOf(group, nameOf) {
  return group.name || group.members.map(nameOf).join(", ");
}

/** A name that turns its letters round does so alone. */

/** Who speaks in an item, for the list of bubbles. */
function speakers(userId, bot, nameOf) {
  return {
    mine: (item) => item.userId === userId,
    isBot: (item) => item.from === "bot" && senderName(item, bot.displayName) === bot.displayName,
    name: (item) => (item.from === "bot" ? senderName(item, bot.displayName) : nameOf(item.userId)),
    nameOf,
    notice: ({ notice, userIds }) => t(`notice.${notice}`, { name: bot.displayName, names: (userIds ?? []).map((id) => isolated(nameOf(id))).join(", ") }),
  };
}

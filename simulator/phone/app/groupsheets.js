import { el } from "../render/dom.js";
import { avatar } from "./avatar.js";
import { field, openSheet } from "./sheet.js";
import { t } from "./words.js";

/** Resolves with {name, members, bot}, or null. `others` are the people who can be asked to come. */
export function askNewGroup(host, { others, botName }) {
  const name = el("input", { type: "text", required: true, maxlength: "100", pattern: ".*\\S.*" });
  const bot = el("input", { type: "checkbox", checked: true });
  const people = choices(others);
  return openSheet(host, {
    title: t("group.create"),
    body: [field(t("group.name"), name), people.node, field(t("group.withBot", { name: botName }), bot)],
    ok: t("new.make"),
    result: () => ({ name: name.value.trim(), members: people.chosen(), bot: bot.checked }),
  });
}

/** Resolves with the user ids of who shall come, or null. */
export function askMore(host, others) {
  const people = choices(others);
  return openSheet(host, {
    title: t("group.add"), body: people.node, ok: t("sheet.ok"),
    isReady: () => people.chosen().length > 0, result: people.chosen,
  });
}

/** Who is in a group, the account last. */
export function showMembers(host, group, people, botName) {
  const rows = group.members.map((userId) => row(people.get(userId)?.displayName ?? "?"));
  if (group.bot) rows.push(row(botName, true));
  return openSheet(host, { title: t("group.members", { n: group.members.length }), body: el("ul", { class: "choices" }, ...rows) });
}

/** Resolves with the new words, or null. */
export function askEdit(host, words) {
  const input = el("textarea", { class: "edit-words", rows: "4", required: true, maxlength: "5000", "aria-label": t("bubble.edit") });
  input.value = words;
  return openSheet(host, {
    title: t("bubble.edit"), body: input, ok: t("sheet.ok"),
    isReady: () => input.value.trim() !== "", result: () => input.value.trim(),
  });
}

function choices(people) {
  const boxes = people.map(({ userId, displayName }) => {
    const box = el("input", { type: "checkbox", value: userId });
    return [box, el("li", {}, el("label", { class: "choice" }, box, avatar(displayName), el("span", {}, displayName)))];
  });
  const node = el("ul", { class: "choices", "aria-label": t("group.who") }, ...boxes.map(([, item]) => item));
  return { node, chosen: () => boxes.filter(([box]) => box.checked).map(([box]) => box.value) };
}

function row(name, isBot = false) {
  return el("li", {}, el("span", { class: "choice" }, avatar(name, isBot), el("span", {}, name)));
}

import { el, plain, safeUrl } from "./dom.js";

const LINK = /https?:\/\/[^\s<>"'\u0E00-\u0E7F]+/g;
const TRAILING = /[.,;:!?)\]}]+$/;

export function renderText(message, ctx) {
  const node = el("div", { class: "bubble bubble-text" });
  node.append(...withMentions(message, unitsOf(message, ctx), ctx));
  return node;
}

/** Mentions stand out; what stands between them may hold links. Places count UTF-16 units, as here. */
function withMentions(message, units, ctx) {
  const words = (from, to) => units.slice(from, to).join("");
  const found = message.type === "textV2" ? null : message.mention?.mentionees;
  const parts = [];
  let end = 0;
  for (const { index, length } of Array.isArray(found) ? inOrder(found) : []) {
    if (index < end) continue;
    parts.push(...withLinks(words(end, index), ctx), el("span", { class: "mention" }, words(index, index + length)));
    end = index + length;
  }
  return [...parts, ...withLinks(words(end), ctx)];
}

function inOrder(mentionees) {
  const whole = mentionees.filter((one) => Number.isInteger(one?.index) && Number.isInteger(one?.length) && one.length > 0);
  return whole.sort((one, other) => one.index - other.index);
}

/** The words, a string for each UTF-16 unit of the message's text. */
function unitsOf(message, ctx) {
  const text = plain(message.text);
  if (message.type === "textV2") return fillSubstitutions(text, message.substitution ?? {}, ctx).split("");
  return fillEmojis(text, Array.isArray(message.emojis) ? message.emojis : []);
}

/** LINE's own emoji cannot be drawn here; each `$` placeholder becomes one picture character. */
function fillEmojis(text, emojis) {
  const places = new Set(emojis.map((emoji) => emoji?.index));
  return text.split("").map((unit, index) => (unit === "$" && places.has(index) ? "🙂" : unit));
}

function fillSubstitutions(text, substitution, ctx) {
  const filled = text.replace(/\{\{|\}\}|\{(\w{1,20})\}/g, (found, key) => {
    if (key === undefined) return found[0];
    if (!Object.hasOwn(substitution, key)) return found;
    return substitution[key]?.type === "emoji" ? "🙂" : mentioned(substitution[key]?.mentionee, ctx);
  });
  return filled;
}

function mentioned(target, ctx) {
  if (target?.type === "all") return "@All";
  const name = ctx.nameOf?.(target?.userId);
  return `@${name ?? "…"}`;
}

export function withLinks(text, ctx) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(TRAILING, "");
    parts.push(text.slice(end, match.index), link(address, ctx));
    end = match.index + address.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

function link(address, ctx) {
  const open = (event) => {
    event.preventDefault();
    event.stopPropagation();
    ctx.onAction({ type: "uri", uri: address });
  };
  return el("a", { href: safeUrl(address), rel: "noopener noreferrer", click: open }, address);
}

import { el, plain, safeUrl } from "./dom.js";

const LINK = /https?:\/\/[^\s<>"'\u0E00-\u0E7F]+/g;
const TRAILING = /[.,;:!?)\]}]+$/;

export function renderText(message, ctx) {
  const node = el("div", { class: "bubble bubble-text" });
  node.append(...withLinks(plainWords(message), ctx));
  return node;
}

function plainWords(message) {
  const text = plain(message.text);
  if (message.type === "textV2") return fillSubstitutions(text, message.substitution ?? {});
  return fillEmojis(text, Array.isArray(message.emojis) ? message.emojis : []);
}

/** LINE's own emoji cannot be drawn here; each `$` placeholder becomes one picture character. */
function fillEmojis(text, emojis) {
  const places = new Set(emojis.map((emoji) => emoji?.index));
  const characters = [...text.split("")];
  return characters.map((unit, index) => (unit === "$" && places.has(index) ? "🙂" : unit)).join("");
}

function fillSubstitutions(text, substitution) {
  const filled = text.replace(/\{\{|\}\}|\{(\w{1,20})\}/g, (found, key) => {
    if (key === undefined) return found[0];
    if (!Object.hasOwn(substitution, key)) return found;
    return substitution[key]?.type === "emoji" ? "🙂" : "@…";
  });
  return filled;
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

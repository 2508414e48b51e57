import { el } from "../render/dom.js";
import { t } from "./words.js";

const BEING_WRITTEN = /(?:^|\s)@([^\s@]*)$/u;

/**
 * Mentions while writing: after an `@` the chat's people are offered, and only who is chosen is mentioned,
 * as in LINE. `candidates()` gives [id, name] pairs; `node` stands above the field `input`.
 */
export function createMentions({ input, candidates, onChange }) {
  const node = el("div", { class: "mentions", role: "group", "aria-label": t("mention.label"), hidden: true });
  const chosen = new Map();

  function offer() {
    const written = BEING_WRITTEN.exec(input.value.slice(0, input.selectionStart));
    const wanted = written?.[1].toLowerCase();
    const found = written ? candidates().filter(([, name]) => name.toLowerCase().startsWith(wanted)) : [];
    node.hidden = found.length === 0;
    node.replaceChildren(...found.map(([id, name]) =>
      el("button", { type: "button", class: "mention-choice", click: () => choose(id, name, wanted.length) }, `@${name}`)));
  }

  function choose(id, name, length) {
    const end = input.selectionStart;
    chosen.set(id, name);
    input.setRangeText(`@${name} `, end - length - 1, end, "end");
    node.hidden = true;
    onChange();
    input.focus();
  }

  function begin() {
    const before = input.value.slice(0, input.selectionStart);
    const gap = before === "" || /\s$/.test(before) ? "" : " ";
    input.setRangeText(`${gap}@`, input.selectionStart, input.selectionEnd, "end");
    onChange();
    input.focus();
    offer();
  }

  /** The ids mentioned in `text`, in order; the next words begin with nobody chosen. */
  function take(text) {
    const found = mentioned(text, chosen);
    chosen.clear();
    node.hidden = true;
    return found;
  }

  for (const name of ["input", "click", "keyup"]) input.addEventListener(name, offer);
  return { node, begin, take };
}

/** Of `chosen` (id → name), those that stand in `text` as @name, in their order; the longest name wins. */
export function mentioned(text, chosen) {
  const names = [...chosen].sort(([, one], [, other]) => other.length - one.length);
  const found = [];
  for (let place = text.indexOf("@"); place !== -1; place = text.indexOf("@", place + 1)) {
    const hit = names.find(([, name]) => text.startsWith(name, place + 1));
    if (!hit) continue;
    found.push(hit[0]);
    place += hit[1].length;
  }
  return found;
}

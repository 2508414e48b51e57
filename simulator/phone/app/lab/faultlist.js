import { el } from "../../render/dom.js";
import { api } from "../api.js";
import { language, t } from "../words.js";
import { createInput } from "./inputs.js";
import { groupsOf } from "./switches.js";

const DOCUMENTATION = "https://developers.line.biz/en/";

/** All switches; `usual` is what a simulator begins with, `say(words, bad)` tells what became of a change. */
export function createFaultList(usual, say) {
  const cards = new Map();
  const sections = groupsOf(usual).map(([name, switches]) => section(name, switches));
  const node = el("div", { class: "switches" }, ...sections);
  // What is changed twice quickly is answered in that order.
  let last = Promise.resolve();

  function section(name, switches) {
    return el("section", { class: "group" }, el("h2", {}, t(`group.${name}`)), ...switches.map(card));
  }

  function card([key, kind, page]) {
    const title = t(`switch.${key}`) === `switch.${key}` ? key : t(`switch.${key}`);
    const refuse = (reason) => say(t("lab.refused", { reason }), true);
    const input = createInput(kind, title, (value) => put({ [key]: value }), refuse);
    const badge = el("span", { class: "badge-changed", hidden: true }, t("lab.changed"));
    cards.set(key, { input, badge });
    return el("article", { class: "switch", data: { switch: key } },
      el("div", { class: "switch-head" }, el("h3", {}, title, " ", badge), input.node),
      ...words(key, page), el("code", { class: "quiet" }, key));
  }

  function put(change) {
    last = last.then(() => api.setFaults(change)).then(taken, refused);
    return last;
  }

  function taken(state) {
    show(state);
    say(t("lab.saved"), false);
  }

  async function refused(error) {
    say(t("lab.refused", { reason: error.message }), true);
    document.activeElement?.blur();
    show(await api.faults());
  }

  function show(state) {
    for (const [key, { input, badge }] of cards) {
      input.set(state[key]);
      badge.hidden = JSON.stringify(state[key]) === JSON.stringify(usual[key]);
    }
  }

  return { node, show, calm: () => put(usual) };
}

function words(key, page) {
  if (t(`how.${key}`) === `how.${key}`) return [];
  const link = page && el("a", { href: DOCUMENTATION + page, target: "_blank", rel: "noopener noreferrer", lang: language }, t("lab.page"));
  return [
    el("p", {}, el("strong", {}, `${t("lab.how")}: `), t(`how.${key}`)),
    el("p", {}, el("strong", {}, `${t("lab.doc")}: `), t(`doc.${key}`), " ", link),
  ];
}

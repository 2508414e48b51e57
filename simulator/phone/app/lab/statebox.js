import { el } from "../../render/dom.js";
import { api, stateAddress } from "../api.js";
import { openSheet } from "../sheet.js";
import { chooseFiles } from "../upload.js";
import { t } from "../words.js";
import { setUnlessFocused } from "./inputs.js";

const button = (key, run, strong = false) =>
  el("button", { type: "button", class: strong ? "strong-button" : "plain-button", click: run }, t(key));

/** Saving, loading and forgetting everything. `say(words, bad)` tells what became of it. */
export function createStateBox(say) {
  async function load() {
    const [file] = await chooseFiles(document.body, { accept: "application/json,.json", label: t("state.load") });
    if (file) await told(() => api.setState(file), t("state.loaded"));
  }

  async function forget() {
    const sure = await openSheet(document.body, { title: t("state.title"), body: el("p", {}, t("state.sure")), ok: t("state.reset") });
    if (sure) await told(() => api.reset(), t("state.empty"));
  }

  async function told(run, words) {
    try {
      await run();
      say(words, false);
    } catch (error) {
      say(error.message, true);
    }
  }

  const save = el("a", { class: "strong-button as-link", href: stateAddress, download: "line-simulator.json" }, t("state.save"));
  return el("section", { class: "group box" }, el("h2", {}, t("state.title")), el("p", {}, t("state.how")),
    el("div", { class: "buttons" }, save, button("state.load", load), button("state.reset", forget)));
}

/** Where events go, whether they go, and those that are held: {node, show(bot)}. */
export function createHookBox(bot, say) {
  const url = el("input", { type: "url", "aria-label": t("hook.url"), placeholder: "http://127.0.0.1:8000/callback" });
  const on = el("input", { type: "checkbox", class: "toggle", role: "switch", "aria-label": t("hook.on") });
  const show = ({ webhook, webhookOn }) => {
    setUnlessFocused(url, webhook ?? "");
    on.checked = webhookOn;
  };

  async function put(change) {
    try {
      show(await api.setWebhook(change));
      say(t("lab.saved"), false);
    } catch (error) {
      say(error.message, true);
    }
  }

  async function release() {
    const { released } = await api.release();
    say(t("hook.released", { n: released }), false);
  }

  on.addEventListener("change", () => put({ on: on.checked }));
  show(bot);
  const node = el("section", { class: "group box" }, el("h2", {}, t("hook.title")),
    el("div", { class: "buttons" }, url, button("hook.save", () => put({ url: url.value.trim() || null }), true)),
    el("div", { class: "buttons" }, el("label", { class: "with-unit" }, on, t("hook.on")), button("hook.release", release)));
  return { node, show };
}

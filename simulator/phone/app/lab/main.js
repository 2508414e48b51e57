import { el } from "../../render/dom.js";
import { api, listen } from "../api.js";
import { language, switchLanguage, t } from "../words.js";
import { createFaultList } from "./faultlist.js";
import { createHookBox, createStateBox } from "./statebox.js";

const RETRY_MS = 2000;
const status = el("p", { class: "said", role: "status" });

function say(words, bad) {
  status.textContent = words;
  status.classList.toggle("said-bad", bad);
}

function head(calm) {
  const link = (href, key) => el("a", { class: "tool", href }, t(key));
  return el("header", { class: "toolbar" }, el("h1", {}, t("lab.title")),
    el("span", { class: "tools" }, link("/_simulator/", "lab.phones"), link("/_simulator/panel", "page.panel"),
      el("button", { type: "button", class: "tool", click: calm }, t("lab.calm")),
      el("button", { type: "button", class: "tool", click: switchLanguage }, t("page.language"))), status);
}

/** The simulator may start later than its page. */
async function loaded() {
  for (;;) {
    try {
      return await Promise.all([api.usualFaults(), api.faults(), api.bot()]);
    } catch (error) {
      say(error.message, true);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function begin() {
  document.documentElement.lang = language;
  document.title = t("lab.title");
  document.body.append(status);
  const [usual, state, bot] = await loaded();
  const list = createFaultList(usual, say);
  list.show(state);
  say("", false);
  document.body.append(head(list.calm),
    el("main", { class: "lab" }, el("p", { class: "intro" }, t("lab.intro")),
      createStateBox(say), createHookBox(bot, say), list.node));
  listen((event) => ["faults", "start"].includes(event.type) && list.show(event.faults),
    (connected) => !connected && say(t("page.offline"), true));
}

begin();

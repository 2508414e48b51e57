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
  const hook = createHookBox(bot, say);
  list.show(state);
  say("", false);
  const page = el("main", { class: "lab", "aria-busy": "true" }, el("p", { class: "intro" }, t("lab.intro")),
    createStateBox(say), hook.node, list.node);
  document.body.append(head(list.calm), page);
  let { start } = bot;

  /** A simulator that was started again, or has another state, is asked for all that it does not tell. */
  async function lookAgain() {
    try {
      const [faults, now] = await Promise.all([api.faults(), api.bot()]);
      start = now.start;
      list.show(faults);
      hook.show(now);
    } catch (error) {
      say(error.message, true);
    }
  }

  const hear = {
    faults: ({ faults }) => list.show(faults),
    async start(event) {
      await (event.start === start ? list.show(event.faults) : lookAgain());
      page.setAttribute("aria-busy", "false");
    },
    reset: lookAgain,
  };
  listen((event) => hear[event.type]?.(event), connection());
}

/** Tells what to do as the line comes and goes: its first coming takes nothing away that was said before it. */
function connection() {
  let away = false;
  return (connected) => {
    if (away || !connected) say(connected ? "" : t("page.offline"), !connected);
    away = !connected;
  };
}

begin();

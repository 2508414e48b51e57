import { el } from "../render/dom.js";
import { api } from "./api.js";
import { now, setNow } from "./clock.js";
import { clockTime, longDay, nextMorning } from "./dates.js";
import { askFaults, isFaulty } from "./faults.js";
import { switchLanguage, t } from "./words.js";

const HOUR = 3600;

/** The strip over the phones: the clock and how to move it, faults, what went over the wire. */
export function createToolbar(host) {
  const time = el("output", { class: "clock", "aria-live": "off", "aria-label": t("clock.label") });
  const problem = el("span", { class: "problem", role: "status" });
  const faults = button("faults.button", () => told(async () => showFaults(await askFaults(host))));
  const node = el("header", { class: "toolbar" },
    el("h1", {}, t("page.title")), time,
    el("span", { class: "tools", role: "group", "aria-label": t("clock.label") },
      button("clock.hour", () => move({ advance: HOUR })),
      button("clock.morning", () => move({ at: nextMorning(now()) })),
      button("clock.day", () => move({ advance: 24 * HOUR }))),
    el("span", { class: "tools" }, faults, page("panel"),
      button("page.language", switchLanguage)), problem);

  let away = false;
  const move = (change) => told(async () => {
    setNow((await api.setClock(change)).now);
    tick();
  });

  /** Does it; what goes wrong is said here. */
  async function told(run) {
    try {
      problem.textContent = "";
      return await run();
    } catch (error) {
      problem.textContent = error.message;
      return null;
    }
  }

  function tick() {
    time.textContent = `${longDay(now())} ${clockTime(now())}`;
  }

  function showFaults(state) {
    if (state) faults.textContent = t(isFaulty(state) ? "faults.on" : "faults.button");
    faults.classList.toggle("is-on", faults.textContent === t("faults.on"));
  }

  /** The first connection takes nothing away that was said before it. */
  function setConnected(connected) {
    if (away || !connected) problem.textContent = connected ? "" : t("page.offline");
    away = !connected;
  }

  setInterval(tick, 1000);
  return { node, tick, setConnected, showFaults, told };
}

function button(key, run) {
  return el("button", { type: "button", class: "tool", click: run }, t(key));
}

function page(name) {
  return el("a", { class: "tool", href: `/_simulator/${name}` }, t(`page.${name}`));
}

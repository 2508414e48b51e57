import { el } from "../../render/dom.js";
import { clockTime } from "../dates.js";
import { t } from "../words.js";

/** LINE's error statistics of webhooks: a line for each kind of failure of one minute. */
export function createErrors() {
  const count = el("span", { class: "mark" });
  const table = el("div", { class: "errors-table" });
  const node = el("details", { class: "errors" }, el("summary", {}, t("panel.errors"), " ", count), table);

  function show(lines) {
    const failures = lines.reduce((sum, line) => sum + line.count, 0);
    count.textContent = String(failures);
    count.classList.toggle("mark-bad", failures > 0);
    table.replaceChildren(failures > 0 ? draw(lines) : el("p", { class: "quiet" }, t("panel.noErrors")));
  }

  return { node, show };
}

function draw(lines) {
  const heads = ["from", "to", "reason", "status", "times"].map((key) => el("th", { scope: "col" }, t(`panel.${key}`)));
  const time = (at) => clockTime(new Date(at));
  const rows = [...lines].reverse().map((line) => el("tr", {},
    el("td", {}, time(line.from)), el("td", {}, time(line.to)),
    el("td", {}, `${line.reason} – ${t(`why.webhook.${line.reason}`)}`),
    el("td", {}, line.status ?? "–"), el("td", {}, line.count)));
  return el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
}

import { el } from "../../render/dom.js";
import { clockTime, longDay } from "../dates.js";
import { t } from "../words.js";

/** Everything of one row. `nameOf(id)` gives a person's name, `close` takes the details away. */
export function drawDetail(row, nameOf, close) {
  const { entry } = row;
  const parts = row.kind === "request" ? requestParts(entry) : webhookParts(entry);
  return [
    el("header", { class: "detail-head" },
      el("h2", {}, row.title),
      el("span", { class: row.good ? "mark" : "mark mark-bad" }, row.status),
      el("button", { type: "button", class: "plain-button", click: close }, t("panel.close"))),
    reason(row), warnings(entry),
    facts([
      [t("panel.at"), `${longDay(new Date(entry.at))} ${clockTime(new Date(entry.at))} (${entry.at})`],
      [t("panel.person"), row.people.map((id) => `${nameOf(id)} ${id}`).join("\n")],
      ...parts.facts,
    ]),
    ...parts.bodies.map(([title, value]) => section(title, pretty(value))),
    section(t("panel.headers"), facts(Object.entries(entry.headers ?? {}))),
  ].filter(Boolean);
}

function requestParts(entry) {
  return {
    facts: [[t("panel.requestId"), entry.requestId]],
    bodies: [[t("panel.body"), entry.body], [t("panel.answer"), entry.answer]],
  };
}

function webhookParts(entry) {
  return {
    facts: [
      [t("panel.url"), entry.url],
      [t("panel.reason"), entry.reason],
      [t("panel.times"), t("panel.took", { ms: entry.took_ms, attempt: entry.attempt })],
    ],
    bodies: [[t("panel.body"), entry.body]],
  };
}

function reason(row) {
  return el("p", { class: "why" },
    el("strong", {}, `${t("panel.why")}: `), t(`why.${row.why}`), " ",
    el("a", { href: row.page, target: "_blank", rel: "noopener noreferrer" }, t("panel.page")));
}

function warnings(entry) {
  if (!entry.warnings?.length) return null;
  return section(t("panel.warnings"), el("ul", {}, ...entry.warnings.map((one) => el("li", {}, String(one)))));
}

function facts(pairs) {
  const shown = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return el("dl", { class: "facts" }, ...shown.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]));
}

function section(title, content) {
  return el("section", { class: "part" }, el("h3", {}, title), content);
}

function pretty(value) {
  if (value === null || value === undefined) return el("p", { class: "quiet" }, t("panel.empty"));
  const words = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return el("pre", { tabindex: "0" }, words);
}

import { el } from "../../render/dom.js";
import { api, listen } from "../api.js";
import { language, switchLanguage, t } from "../words.js";
import { drawDetail } from "./detail.js";
import { createErrors } from "./errors.js";
import { createList } from "./list.js";
import { requestRow, webhookRow, wordsOf } from "./rows.js";

const KEPT = 20_000;
const GATHER_MS = 150;
const TIME = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Bangkok", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

const names = new Map();
const seen = { requests: 0, webhooks: 0 };
let rows = [];
let start = null;

const search = el("input", {
  type: "search", class: "search", placeholder: t("panel.searchShort"), "aria-label": t("panel.search"), input: () => filter(),
});
const kind = choice("panel.kind", [["", "panel.allKinds"], ["request", "panel.requests"], ["webhook", "panel.webhooks"]]);
const outcome = choice("panel.outcome", [["", "panel.allOutcomes"], ["bad", "panel.troubled"], ["good", "panel.good"]]);
const count = el("output", { class: "quiet" });
const problem = el("span", { class: "problem", role: "status" });
const hint = el("p", { class: "hint" });
const errors = createErrors();
const list = createList({ label: t("panel.list"), draw: drawRow, choose: open });
const detail = el("section", { class: "detail", "aria-label": t("panel.detail"), tabindex: "-1" });

function choice(label, options) {
  return el("select", { "aria-label": t(label), change: () => filter() },
    ...options.map(([value, key]) => el("option", { value }, t(key))));
}

/** Isolated, so that a name written from right to left turns nothing around it. */
const nameOf = (id) => (names.has(id) ? `\u2068${names.get(id)}\u2069` : "");

function drawRow(row) {
  return [
    el("span", { class: "row-time" }, TIME.format(row.time)),
    el("span", { class: "row-kind", "aria-label": t(row.kind === "request" ? "panel.requests" : "panel.webhooks") },
      row.kind === "request" ? "→" : "←"),
    el("span", { class: "row-words" },
      el("span", { class: "row-title" }, row.title),
      el("span", { class: "row-why" }, [row.people.map(nameOf).filter(Boolean).slice(0, 3).join(", "), t(`why.${row.why}`)].filter(Boolean).join(" · "))),
    el("span", { class: row.good ? "mark" : "mark mark-bad" }, row.status),
  ];
}

function filter() {
  const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const shown = rows.filter((row) =>
    (!kind.value || row.kind === kind.value)
    && (!outcome.value || row.good === (outcome.value === "good"))
    && words.every((word) => wordsOf(row, nameOf).includes(word)));
  count.textContent = t("panel.count", { shown: shown.length.toLocaleString(), all: rows.length.toLocaleString() });
  hint.textContent = rows.length === 0 ? t("panel.none") : t("panel.nothing");
  hint.hidden = shown.length > 0;
  list.show(shown);
}

function open(row) {
  detail.replaceChildren(...drawDetail(row, nameOf, close));
  detail.scrollTop = 0;
  document.body.classList.add("has-detail");
}

function close() {
  document.body.classList.remove("has-detail");
  detail.replaceChildren(el("p", { class: "hint" }, t("panel.choose")));
  list.focus();
}

/** News that come close together are fetched once, those that come during a fetch by another after it. */
let waiting = null;
let last = Promise.resolve();

function pullSoon() {
  waiting ??= setTimeout(() => (last = last.then(pullNext)), GATHER_MS);
}

function pullNext() {
  waiting = null;
  return told(pull);
}

async function pull() {
  const [requests, webhooks, lines] = await Promise.all([
    api.requests(seen.requests), api.webhooks(seen.webhooks), api.webhookErrors(),
  ]);
  seen.requests = requests.at(-1)?.n ?? seen.requests;
  seen.webhooks = webhooks.at(-1)?.n ?? seen.webhooks;
  const fresh = [...requests.map(requestRow), ...webhooks.map(webhookRow)];
  if (fresh.length > 0) rows = [...rows, ...fresh].sort((one, other) => one.time - other.time).slice(-KEPT);
  errors.show(lines);
  filter();
}

async function told(run) {
  try {
    await run();
    problem.textContent = "";
  } catch (error) {
    problem.textContent = error.message;
  }
}

const know = (user) => names.set(user.userId, user.displayName);

function knowGroup(group) {
  names.set(group.chatId, group.groupName ?? group.name ?? "");
}

const HEAR = {
  request: pullSoon,
  webhook: pullSoon,
  user: know,
  group: ({ group }) => knowGroup(group),
  reset: () => location.reload(),
  start({ start: now, users, groups }) {
    if (start !== null && now !== start) return location.reload();
    start = now;
    users.forEach(know);
    groups?.forEach(knowGroup);
    return pullSoon();
  },
};

function hear(event) {
  if (Object.hasOwn(HEAR, event.type)) HEAR[event.type](event);
}

function begin() {
  document.documentElement.lang = language;
  document.title = t("panel.title");
  const link = (href, key) => el("a", { class: "tool", href }, t(key));
  document.body.append(
    el("header", { class: "toolbar" }, el("h1", {}, t("panel.title")),
      el("span", { class: "tools" }, link("/_simulator/", "lab.phones"), link("/_simulator/faults", "faults.button"),
        el("button", { type: "button", class: "tool", click: switchLanguage }, t("page.language"))), problem),
    el("div", { class: "sieve", role: "search" }, search, kind, outcome, count,
      el("button", { type: "button", class: "plain-button", click: () => list.toEnd() }, t("panel.newest"))),
    errors.node,
    el("main", { class: "panes" }, el("div", { class: "list-pane" }, hint, list.node), detail));
  close();
  listen(hear, (connected) => (problem.textContent = connected ? "" : t("page.offline")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

begin();

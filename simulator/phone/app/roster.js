import { el } from "../render/dom.js";
import { avatar } from "./avatar.js";
import { field, openSheet } from "./sheet.js";
import { t } from "./words.js";

const SEARCH_FROM = 8;

/** The list of people. `on` holds toggle(userId), add(). `isShown(userId)` says which phones stand open. */
export function createRoster({ isShown, unread, on }) {
  const search = el("input", { type: "search", class: "search", placeholder: t("page.search"), "aria-label": t("page.search") });
  const list = el("ul", { class: "people" });
  const add = el("button", { type: "button", class: "strong-button", click: on.add }, t("page.add"));
  const node = el("nav", { class: "roster", "aria-label": t("page.people") }, add, search, list);
  let users = [];

  const entries = new Map();

  /** In place: an element that stands already keeps its focus and the press on it. */
  function draw(next = users) {
    users = next;
    search.hidden = users.length < SEARCH_FROM;
    const wanted = search.value.trim().toLowerCase();
    const found = users.filter((user) => user.displayName.toLowerCase().includes(wanted));
    const nodes = found.map((user) => shown(user));
    for (const child of [...list.children]) if (!nodes.includes(child)) child.remove();
    nodes.forEach((node, place) => {
      if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
    });
  }

  function shown(user) {
    if (!entries.has(user.userId)) entries.set(user.userId, createEntry(user, on.toggle));
    const { node, update } = entries.get(user.userId);
    update(state(user), unread(user.userId), isShown(user.userId));
    return node;
  }

  search.addEventListener("input", () => draw());
  return { node, draw };
}

function createEntry({ userId, displayName }, toggle) {
  const words = el("small");
  const button = el("button", { type: "button", class: "person", data: { person: userId }, click: () => toggle(userId) },
    avatar(displayName),
    el("span", { class: "person-words" }, el("span", { class: "person-name" }, displayName), words));

  function update(told, waiting, pressed) {
    words.textContent = told;
    button.setAttribute("aria-pressed", String(pressed));
    button.querySelector(".badge")?.remove();
    if (waiting) button.append(badge(waiting));
  }

  return { node: el("li", {}, button), update };
}

function state(user) {
  if (user.blocked) return t("roster.blocked");
  return t(user.friend ? "roster.friend" : "roster.stranger");
}

function badge(count) {
  return el("span", { class: "badge", "aria-label": t("roster.unread", { n: count }) }, count > 99 ? "99+" : String(count));
}

/** Resolves with {displayName, link} (link null for a plain friend), or null. */
export function askNewPhone(host) {
  const name = el("input", { type: "text", required: true, maxlength: "40", pattern: ".*\\S.*" });
  const how = el("select", {},
    el("option", { value: "friend" }, t("new.friend")), el("option", { value: "link" }, t("new.link")));
  const link = el("input", { type: "text", inputmode: "url", placeholder: "https://line.me/R/oaMessage/@…/?…" });
  const linkField = field(t("new.address"), link);
  const show = () => {
    linkField.hidden = how.value !== "link";
    link.required = how.value === "link";
  };
  how.addEventListener("change", show);
  show();
  return openSheet(host, {
    title: t("new.title"),
    body: [field(t("new.name"), name), field(t("new.how"), how), linkField],
    ok: t("new.make"),
    result: () => ({ displayName: name.value.trim(), link: how.value === "link" ? link.value : null }),
  });
}

import { el } from "../render/dom.js";
import { avatar } from "./chatlog.js";
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

  function draw(next = users) {
    users = next;
    search.hidden = users.length < SEARCH_FROM;
    const wanted = search.value.trim().toLowerCase();
    const found = users.filter((user) => user.displayName.toLowerCase().includes(wanted));
    list.replaceChildren(...found.map((user) => entry(user)));
  }

  function entry(user) {
    const waiting = unread(user.userId);
    return el("li", {}, el("button", {
      type: "button", class: "person", data: { person: user.userId },
      "aria-pressed": String(isShown(user.userId)), click: () => on.toggle(user.userId),
    },
    avatar(user.displayName),
    el("span", { class: "person-words" },
      el("span", { class: "person-name" }, user.displayName), el("small", {}, state(user))),
    waiting ? badge(waiting) : null));
  }

  search.addEventListener("input", () => draw());
  return { node, draw };
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

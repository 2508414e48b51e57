import { el } from "../../render/dom.js";
import { api } from "../api.js";
import { avatar } from "../avatar.js";
import { readDialog } from "../links.js";
import { language, t } from "../words.js";

/** LINE's dialog of account linking, for who opened the bot's link in a browser: nobody logs in here. */
const card = el("main", { class: "link-card", "aria-live": "polite" });

function say(words) {
  card.replaceChildren(el("p", { class: "link-words", role: "status" }, words));
}

function ask(bot, person, given) {
  const agree = el("button", { type: "button", class: "strong-button", click: () => link(given) }, t("link.agree"));
  card.replaceChildren(
    avatar(bot.displayName, true),
    el("h1", {}, t("link.title", { name: person.displayName, bot: bot.displayName })),
    el("p", { class: "link-words" }, t("link.note")), agree);
  agree.focus();
}

async function link(given) {
  try {
    const { result } = await api.linkAccount(given);
    say(t(result === "ok" ? "link.ok" : "link.failed"));
  } catch {
    say(t("link.over"));
  }
}

async function start() {
  document.documentElement.lang = language;
  document.title = t("link.agree");
  document.body.append(card);
  const given = readDialog(new URLSearchParams(location.search));
  if (given.nonce.length < 10 || given.nonce.length > 255) return say(t("link.nonce"));
  try {
    return ask(await api.bot(), await api.lookAtLink(given.linkToken), given);
  } catch {
    return say(t("link.over"));
  }
}

start();

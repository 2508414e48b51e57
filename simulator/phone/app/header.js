import { el } from "../render/dom.js";
import { avatar } from "./avatar.js";
import { iconButton } from "./composer.js";
import { openMenu } from "./menu.js";
import { t } from "./words.js";

/**
 * The green bar of a phone and the strip under it for who is not a friend. `on` holds hide, back, scan,
 * befriend, block, unblock, copyId, large, consent, group, recordFrom, record.
 */
export function createHeader({ host, bot, user, on }) {
  const owner = el("span", { class: "owner" });
  const bar = el("header", { class: "bar" },
    backButton(on.back), avatar(bot.displayName, true),
    el("span", { class: "bar-words" }, el("strong", { class: "bar-title" }, bot.displayName), owner),
    iconButton("menu", "phone.menu", () => openMenu(host, t("phone.menu"), entries(user(), on))),
    iconButton("close", "phone.hide", on.hide));
  const banner = friendBanner(on.befriend);

  function update({ displayName, friend, blocked }) {
    owner.textContent = t("phone.label", { name: displayName });
    banner.hidden = friend || blocked;
  }

  return { node: bar, banner, update };
}

export function backButton(back) {
  const button = iconButton("back", "phone.back", back);
  button.classList.add("only-narrow");
  return button;
}

function friendBanner(befriend) {
  return el("div", { class: "banner" },
    el("span", {}, t("phone.stranger")),
    el("button", { type: "button", class: "strong-button", click: befriend }, t("phone.add")));
}

function entries(user, on) {
  return [
    !user.friend && !user.blocked ? [t("phone.add"), on.befriend] : null,
    user.blocked ? [t("phone.unblock"), on.unblock] : [t("phone.block"), on.block],
    [t("phone.scan"), on.scan],
    [t("group.create"), on.group],
    [t(user.consents ? "phone.unconsent" : "phone.consent"), on.consent],
    [t("phone.large"), on.large],
    [t("phone.copyId"), on.copyId],
    [t("phone.recordFrom"), on.recordFrom],
    [t("phone.record"), on.record],
  ].filter(Boolean);
}

import { el } from "../render/dom.js";
import { renderQuickReplies } from "../render/index.js";
import { STAYS, createActions } from "./actions.js";
import { api } from "./api.js";
import { createChatLog } from "./chatlog.js";
import { createComposer } from "./composer.js";
import { createHeader } from "./header.js";
import { askPlace, askSticker } from "./pickers.js";
import { createRichMenu } from "./richmenu.js";
import { field, openSheet } from "./sheet.js";
import { chooseFiles, fileMessage, photoMessages } from "./upload.js";
import { askVoice } from "./voice.js";
import { t } from "./words.js";

/** The words, selected, for a browser that does not let a page copy them. */
function showToCopy(host, text) {
  const words = el("textarea", { class: "copy-words", readonly: true, rows: "3", focus: () => words.select() });
  words.value = text;
  return openSheet(host, { title: t("bubble.copy"), body: [el("p", { class: "sheet-note" }, t("phone.copyYourself")), words] });
}

/** One person's phone, with the chat with the bot open. `on` holds hide(), back(), seen(). */
export function createPhone({ user: first, bot, on }) {
  let user = first;
  let dismissed = 0;
  const userId = user.userId;
  const host = el("section", {
    class: "phone", data: { userId }, "aria-label": t("phone.label", { name: user.displayName }),
  });

  let lastCall = Promise.resolve();

  /** One call after the other, so that what was said first arrives first; null for what failed. */
  function attempt(call) {
    lastCall = lastCall.then(call).then((answer) => answer ?? true, failed);
    return lastCall;
  }

  function failed(error) {
    log.note(t("phone.failed", { reason: error.message }));
    return null;
  }

  const say = (message) => attempt(() => api.say(userId, message));
  const upload = (message, file, name) => attempt(() => api.upload(userId, message, file, name));

  async function sendPhotos(options) {
    const files = await chooseFiles(host, { accept: "image/*,video/*", label: t("write.photos"), ...options });
    for (const [message, file] of await photoMessages(files)) await upload(message, file, file.name);
  }

  async function sendFile() {
    const [file] = await chooseFiles(host, { accept: "", label: t("write.file") });
    if (file) await upload(fileMessage(file), file, file.name);
  }

  async function sendVoice() {
    const voice = await askVoice(host);
    if (voice) await upload(voice.message, voice.file, voice.name);
  }

  async function sendAnswerOf(question) {
    const message = await question;
    if (message) await say(message);
  }

  async function befriend() {
    const wasFriend = user.friend && !user.blocked;
    if ((await attempt(() => api.befriend(userId))) && !wasFriend) log.note(t("phone.becameFriend"));
  }

  /** A page that did not come over https has no clipboard: the words then stand there, selected. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      log.note(t("phone.copied"));
    } catch {
      await showToCopy(host, text);
    }
  }

  async function scan() {
    const address = el("input", { type: "text", required: true, inputmode: "url" });
    const body = field(t("new.address"), address);
    const given = await openSheet(host, { title: t("phone.scan"), body, ok: t("sheet.ok"), result: () => address.value });
    if (given) await actions.open(given);
  }

  const view = (url, alt) =>
    openSheet(host, { title: t("view.title"), body: el("img", { class: "view", src: url, alt }) });

  const photos = () => sendPhotos({ multiple: true });
  const camera = () => sendPhotos({ accept: "image/*", capture: "environment" });
  const place = () => sendAnswerOf(askPlace(host));

  function dismiss() {
    dismissed = log.lastSeq();
    showQuickReplies();
  }

  const actions = createActions({
    host, userId, say, attempt, befriend, copy, photos, camera, place, dismiss,
    voice: sendVoice, basicId: () => bot.basicId, fill: (text) => composer.fill(text),
    focus: () => composer.focus(), menu: () => rich, botName: () => bot.displayName,
    note: (words) => log.note(words),
  });

  const rich = createRichMenu({ name: bot.displayName, onAction: actions.run });
  let told = 0; // how often a change of the menu was heard: an answer that was asked for before is older

  function showMenu(menu) {
    told += 1;
    rich.show(menu);
  }

  /** As who opens the chat: only then a new default menu is seen. */
  async function lookAtMenu() {
    const before = told;
    const { menu } = await api.menu(userId);
    if (told === before) rich.show(menu);
  }

  const log = createChatLog({
    host, name: user.displayName, botName: bot.displayName,
    on: {
      onAction: actions.run, onView: view, onCopy: copy, onSeen: on.seen,
      onUnsend: (item) => attempt(() => api.unsend(userId, item.id)),
    },
  });

  const composer = createComposer({
    botName: bot.displayName,
    on: {
      photos, camera, place, file: sendFile, voice: sendVoice,
      send: (text) => say({ type: "text", text }),
      sticker: () => sendAnswerOf(askSticker(host)),
      unblock: () => attempt(() => api.unblock(userId)),
    },
  });

  const header = createHeader({
    host, bot, user: () => user,
    on: {
      hide: on.hide, back: on.back, scan, befriend,
      block: () => attempt(() => api.block(userId)),
      unblock: () => attempt(() => api.unblock(userId)),
      copyId: () => copy(userId),
      large: () => host.classList.toggle("phone-large"),
    },
  });

  const quick = el("div", { class: "quick" });
  const typing = el("div", { class: "typing", hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  let typingTimer = null;

  function showLoading(seconds) {
    clearTimeout(typingTimer);
    typing.hidden = seconds <= 0;
    typingTimer = setTimeout(() => (typing.hidden = true), seconds * 1000);
  }

  let offered = null;

  /** Chips that are still offered stay the same elements. */
  function showQuickReplies() {
    const last = log.lastShown();
    const wanted = last && last.seq > dismissed && !user.blocked ? last.message?.quickReply ?? null : null;
    if (wanted === offered) return;
    offered = wanted;
    const held = quick.contains(document.activeElement);
    const chips = renderQuickReplies(wanted, { label: t("quick.label"), onAction: tapChip });
    quick.replaceChildren(...(chips ? [chips] : []));
    if (held) takeFocus();
  }

  /** Where the next words are written; under a finger that would call the keyboard. */
  function takeFocus() {
    if (window.matchMedia("(pointer: coarse)").matches) log.list.focus({ preventScroll: true });
    else composer.focus();
  }

  function tapChip(action) {
    if (!STAYS.has(action.type)) {
      dismiss();
      takeFocus();
    }
    actions.run(action);
  }

  function receive(item) {
    if (item.from === "bot") showLoading(0);
    log.receive(item);
    showQuickReplies();
  }

  function unsend(messageId) {
    log.unsend(messageId);
    showQuickReplies();
  }

  function update(next) {
    const cameBack = user.blocked && !next.blocked;
    user = next;
    if (user.blocked) showMenu(null);
    if (cameBack) lookAtMenu().catch(failed);
    header.update(user);
    composer.setBlocked(user.blocked);
    showQuickReplies();
  }

  host.append(header.node, header.banner, log.list, typing, log.newest, quick, composer.node, rich.node);
  // A keyboard on the screen takes the menu's place, as in LINE.
  composer.node.addEventListener("focusin", () => window.matchMedia("(pointer: coarse)").matches && rich.close());
  update(user);
  return {
    host, userId, receive, unsend, update, showMenu, lookAtMenu, showLoading, note: log.note, toEnd: log.toEnd, read: log.read,
    lastSeq: log.lastSeq, open: actions.open,
  };
}

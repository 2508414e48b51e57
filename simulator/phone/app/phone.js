import { el } from "../render/dom.js";
import { createActions } from "./actions.js";
import { api, recordingAddress } from "./api.js";
import { createChatLog } from "./chatlog.js";
import { createComposer } from "./composer.js";
import { createGroups } from "./groups.js";
import { createHands, createQueue } from "./hands.js";
import { createHeader } from "./header.js";
import { createQuick } from "./quick.js";
import { createRichMenu } from "./richmenu.js";
import { field, openSheet } from "./sheet.js";
import { saveAs } from "./upload.js";
import { t } from "./words.js";

/**
 * One person's phone, with the chat with the bot open, and the groups the person is in. `people` and `groups`
 * are the page's maps, `waiting` what is unread in each chat; `on` holds hide(), back(), seen().
 */
export function createPhone({ user: first, bot, people, groups: known, waiting, on }) {
  let user = first;
  const userId = user.userId;
  const host = el("section", {
    class: "phone", data: { userId }, "aria-label": t("phone.label", { name: user.displayName }),
  });

  const queue = createQueue();
  const hands = createHands({ host, userId, queue, note: (words) => log.note(words) });
  const { attempt, copy } = hands;

  async function befriend() {
    const wasFriend = user.friend && !user.blocked;
    if ((await attempt(() => api.befriend(userId))) && !wasFriend) log.note(t("phone.becameFriend"));
  }

  let recordedFrom = 0;

  const recorder = {
    async recordFrom(note) {
      const place = await attempt(() => api.recordingPlace());
      if (place === null) return;
      recordedFrom = place.n;
      note(t("phone.recording"));
    },
    record: () => saveAs(recordingAddress(userId, recordedFrom), "conversation.yaml"),
  };

  async function scan() {
    const address = el("input", { type: "text", required: true, inputmode: "url" });
    const body = field(t("new.address"), address);
    const given = await openSheet(host, { title: t("phone.scan"), body, ok: t("sheet.ok"), result: () => address.value });
    if (given) await actions.open(given);
  }

  const actions = createActions({
    ...hands, host, userId, befriend, basicId: () => bot.basicId, dismiss: () => quick.dismiss(),
    fill: (text) => composer.fill(text), focus: () => composer.focus(), menu: () => rich,
    botName: () => bot.displayName, note: (words) => log.note(words),
  });

  const rich = createRichMenu({
    name: bot.displayName, onAction: actions.run,
    onSeen: (seen) => api.sawMenu(userId, seen).catch((error) => console.warn(error)),
  });
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
      onAction: actions.run, onView: hands.view, onCopy: copy, onSeen: on.seen, onUnsend: hands.unsend,
      onWatched: (trackingId) => attempt(() => api.watched(userId, trackingId)),
    },
  });

  const composer = createComposer({
    botName: bot.displayName,
    on: {
      ...hands,
      send: (text) => hands.say({ type: "text", text }),
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
      recordFrom: () => recorder.recordFrom(log.note),
      record: recorder.record,
      large: () => host.classList.toggle("phone-large"),
      consent: () => attempt(() => api.consent(userId, !user.consents)),
      group: () => groups.create(),
    },
  });

  const quick = createQuick({ log, composer, isOff: () => user.blocked, run: actions.run });
  const groups = createGroups({
    host, userId, bot, people, groups: known, waiting, queue,
    on: { ...on, ...recorder, befriend, note: log.note, toEnd: log.toEnd },
  });
  const typing = el("div", { class: "typing", hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  let typingTimer = null;

  function showLoading(seconds) {
    clearTimeout(typingTimer);
    typing.hidden = seconds <= 0;
    typingTimer = setTimeout(() => (typing.hidden = true), seconds * 1000);
  }

  function receive(item) {
    if (item.from === "bot") showLoading(0);
    log.receive(item);
    quick.show();
  }

  function unsend(messageId) {
    log.unsend(messageId);
    quick.show();
  }

  function update(next) {
    const cameBack = user.blocked && !next.blocked;
    user = next;
    if (user.blocked) showMenu(null);
    if (cameBack) lookAtMenu().catch(hands.failed);
    header.update(user);
    composer.setBlocked(user.blocked);
    quick.show();
  }

  host.append(groups.strip, header.node, header.banner, log.list, typing, log.newest, quick.node, composer.node, rich.node);
  // A keyboard on the screen takes the menu's place, as in LINE.
  composer.node.addEventListener("focusin", () => window.matchMedia("(pointer: coarse)").matches && rich.close());
  update(user);
  groups.update();
  return {
    host, userId, groups, receive, unsend, update, showMenu, lookAtMenu, showLoading, note: log.note, toEnd: log.toEnd,
    read: log.read,
    lastSeq: log.lastSeq, open: actions.open,
  };
}

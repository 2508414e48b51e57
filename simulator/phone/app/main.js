import { el } from "../render/dom.js";
import { api, listen } from "./api.js";
import { setNow } from "./clock.js";
import { createPhone } from "./phone.js";
import { createRoster, askNewPhone } from "./roster.js";
import { openSheet } from "./sheet.js";
import { recall, remember } from "./store.js";
import { createToolbar } from "./toolbar.js";
import { language, t } from "./words.js";

const STORED = "wethi.phone.shown";
const AT_FIRST = 2;
const RETRY_MS = 2000;

const users = new Map();
const groups = new Map();
const phones = new Map();
const unread = new Map(); // userId → chatId, or null for the chat with the account → how many
const stage = el("main", { class: "stage", "aria-label": t("page.people"), "aria-busy": "true" }); // until it hears what happens
const toolbar = createToolbar(document.body);
const roster = createRoster({
  isShown: (userId) => phones.has(userId),
  unread: (userId) => [...(unread.get(userId)?.values() ?? [])].reduce((sum, n) => sum + n, 0),
  on: { toggle: (userId) => toolbar.told(() => toggle(userId)), add: () => toolbar.told(add) },
});
let bot = null;

function drawPage() {
  roster.draw([...users.values()]);
  const hint = t(users.size === 0 ? "page.empty" : "page.none");
  stage.querySelector(".hint")?.remove();
  if (phones.size === 0) stage.append(el("p", { class: "hint" }, hint));
  document.body.classList.toggle("has-phone", phones.size > 0);
  remember(STORED, JSON.stringify([...phones.keys()]));
}

/** On a narrow page one phone fills the screen; the list stands behind it. */
function bringForward(userId) {
  for (const phone of phones.values()) phone.host.classList.toggle("is-front", phone.userId === userId);
  document.body.classList.add("phone-open");
  const phone = phones.get(userId);
  phone.host.scrollIntoView({ block: "nearest", inline: "nearest" });
  phone.toEnd();
}

function toggle(userId) {
  const narrow = window.matchMedia("(max-width: 719px)").matches;
  if (phones.has(userId) && !narrow) return hide(userId);
  return show(userId);
}

async function show(userId) {
  if (!phones.has(userId)) await open(userId);
  else await phones.get(userId).lookAtMenu();
  bringForward(userId);
}

async function open(userId) {
  if (!phones.has(userId)) place(userId);
  await catchUp(phones.get(userId));
  markSeen(userId);
}

function place(userId) {
  const phone = createPhone({
    user: users.get(userId), bot, people: users, groups, waiting: unread.get(userId) ?? new Map(),
    on: { hide: () => hide(userId), back: showList, seen: () => markSeen(userId) },
  });
  phones.set(userId, phone);
  stage.append(phone.host);
  drawPage();
}

/** From the first item on: one that stands there already may have been taken back. */
async function catchUp(phone) {
  for (const item of await api.messages(phone.userId, 0)) phone.receive(item);
  await phone.lookAtMenu();
  await phone.groups.catchUp();
}

function hide(userId) {
  phones.get(userId)?.host.remove();
  phones.delete(userId);
  showList();
  drawPage();
}

function showList() {
  document.body.classList.remove("phone-open");
}

function markSeen(userId) {
  if (isInFront(phones.get(userId)) && unread.delete(userId)) roster.draw();
}

function isInFront(phone) {
  return phone !== undefined && phone.host.offsetParent !== null && document.visibilityState === "visible";
}

async function add() {
  const wanted = await askNewPhone(document.body);
  if (wanted === null) return;
  try {
    const { userId } = await api.addUser(wanted.displayName, wanted.link === null);
    await loadUsers();
    await show(userId);
    if (wanted.link !== null) await phones.get(userId).open(wanted.link);
  } catch (error) {
    await openSheet(document.body, { title: t("page.add"), body: el("p", {}, error.message) });
  }
}

async function loadUsers() {
  for (const user of await api.users()) keep(user);
  drawPage();
}

function keep(user) {
  users.set(user.userId, user);
  phones.get(user.userId)?.update(user);
}

function keepGroup(group) {
  groups.set(group.chatId, group);
}

/** Groups, or the names of who is in them, changed. */
function tellPhones() {
  for (const phone of phones.values()) phone.groups.update();
}

/** Said in a group: each member's phone shows it, or counts it where nobody looks. */
function hearInGroup(chatId, item) {
  for (const userId of groups.get(chatId)?.members ?? []) {
    const phone = phones.get(userId);
    const seen = isInFront(phone);
    if (!seen && item.userId !== userId && item.from !== "notice") countUnread(userId, chatId);
    phone?.groups.receive(chatId, item, seen);
  }
}

function countUnread(userId, chatId = null) {
  const chats = unread.get(userId) ?? new Map();
  unread.set(userId, chats.set(chatId, (chats.get(chatId) ?? 0) + 1));
  roster.draw();
}

function webhookFailed({ userId, chatId, reason }) {
  const words = t("phone.webhook", { reason });
  if (chatId === undefined) return phones.get(userId)?.note(words);
  for (const phone of phones.values()) phone.groups.note(chatId, words);
}

const HEAR = {
  message({ userId, chatId, item }) {
    if (chatId !== undefined) return hearInGroup(chatId, item);
    const phone = phones.get(userId);
    if (item.from === "bot" && !isInFront(phone)) countUnread(userId);
    if (item.from === "bot") phone?.groups.newsBelow();
    phone?.receive(item);
  },
  group({ group }) {
    keepGroup(group);
    tellPhones();
  },
  edit({ chatId, item }) {
    for (const phone of phones.values()) phone.groups.edit(chatId, item);
  },
  user({ type: _, ...user }) {
    keep(user);
    tellPhones();
    drawPage();
  },
  unsend({ userId, chatId, messageId }) {
    if (chatId === undefined) return phones.get(userId)?.unsend(messageId);
    for (const phone of phones.values()) phone.groups.unsend(chatId, messageId);
  },
  read({ userId, chatId, messageId }) {
    if (chatId === undefined) return phones.get(userId)?.read(messageId);
    for (const phone of phones.values()) phone.groups.read(chatId, messageId);
  },
  menu: ({ userId, menu }) => phones.get(userId)?.showMenu(menu),
  loading: ({ userId, seconds }) => phones.get(userId)?.showLoading(seconds),
  webhook(news) {
    if (news.reason && news.reason !== "ok") webhookFailed(news);
  },
  clock({ now }) {
    setNow(now);
    toolbar.tick();
  },
  faults: ({ faults }) => toolbar.showFaults(faults),
  // A simulator that was started again, or emptied while nobody listened, counts its items anew.
  start({ start, clock, faults, users: everybody, groups: all }) {
    if (start !== bot.start) return location.reload();
    stand({ clock, faults, everybody, all });
  },
  reset: () => location.reload(),
};

function stand({ clock, faults, everybody, all }) {
  HEAR.clock(clock);
  toolbar.showFaults(faults);
  everybody.forEach(keep);
  all.forEach(keepGroup);
  tellPhones();
  drawPage();
}

function hear(event) {
  if (Object.hasOwn(HEAR, event.type)) HEAR[event.type](event);
}

async function reconnected(connected) {
  toolbar.setConnected(connected);
  if (!connected) return;
  await untilItWorks(refresh);
  stage.setAttribute("aria-busy", "false");
}

/** The rest comes with the line itself: asked for beside it, an older answer could hide what was heard. */
async function refresh() {
  for (const phone of phones.values()) await catchUp(phone);
}

/** The simulator may start later than its page, or not answer for a moment. */
async function untilItWorks(run) {
  for (;;) {
    try {
      await run();
      return toolbar.setConnected(true);
    } catch (error) {
      console.warn(error);
      toolbar.setConnected(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function remembered(before) {
  try {
    const stored = JSON.parse(before ?? "null");
    return Array.isArray(stored) ? stored.filter((userId) => users.has(userId)) : null;
  } catch {
    return null;
  }
}

function chosenOrRemembered(before) {
  const chosen = asked().filter((userId) => users.has(userId));
  return chosen.length > 0 ? chosen : remembered(before) ?? [...users.keys()].slice(0, AT_FIRST);
}

const asked = () => new URLSearchParams(location.search).getAll("user");

async function load(before) {
  bot = await api.bot();
  HEAR.clock(await api.clock());
  toolbar.showFaults(await api.faults());
  for (const user of await api.users()) keep(user);
  for (const group of await api.groups()) keepGroup(group);
  for (const userId of chosenOrRemembered(before)) await open(userId);
}

async function start() {
  document.documentElement.lang = language;
  document.title = t("page.title");
  document.body.append(toolbar.node, el("div", { class: "page" }, roster.node, stage));
  const before = recall(STORED);
  await untilItWorks(() => load(before));
  drawPage();
  const first = asked().find((userId) => phones.has(userId));
  if (first) bringForward(first);
  listen(hear, reconnected);
  document.addEventListener("visibilitychange", () => [...phones.keys()].forEach(markSeen));
}

start();

import { el } from "../render/dom.js";
import { api } from "./api.js";
import { readLink } from "./links.js";
import { askDate } from "./pickers.js";
import { openSheet } from "./sheet.js";
import { t } from "./words.js";

/** Actions after which quick replies stay until something was really sent (LINE: "Use quick replies"). */
export const STAYS = new Set(["camera", "cameraRoll", "datetimepicker", "location"]);

/**
 * What tapping does. `phone` offers: host, userId, where ({chatId} in a group), basicId(), say(message), attempt(call), fill(text),
 * focus(), voice(), photos(), camera(), place(), befriend(), copy(text), dismiss(), botName(), note(words), and where there is a
 * rich menu menu() with open() and close().
 * Returns run(action) and open(address).
 */
export function createActions(phone) {
  const runs = {
    message: (action) => phone.say({ type: "text", text: String(action.text ?? "") }),
    postback: (action) => postback(phone, action),
    uri: (action) => openAddress(phone, action.uri),
    datetimepicker: (action) => pickDate(phone, action),
    camera: () => phone.camera(),
    cameraRoll: () => phone.photos(),
    location: () => phone.place(),
    clipboard: (action) => phone.copy(String(action.clipboardText ?? "")),
    richmenuswitch: ({ richMenuAliasId, data }) =>
      phone.attempt(() => api.switchMenu(phone.userId, { richMenuAliasId, data })),
  };
  return {
    run: (action) => Object.hasOwn(runs, action?.type) && runs[action.type](action),
    open: (address) => openAddress(phone, address),
  };
}

async function postback(phone, action) {
  const { data, displayText, text } = action;
  if (Object.hasOwn(INPUT, action.inputOption)) INPUT[action.inputOption](phone, action);
  const shown = { ...(displayText && { displayText }), ...(text && { text }) };
  await phone.attempt(() => api.postback(phone.userId, { ...phone.where, data, ...shown }));
}

/** What a postback does to the lower half of the screen, at the tap (LINE: "Postback action", inputOption). */
const INPUT = {
  closeRichMenu: (phone) => phone.menu?.().close(),
  openRichMenu: (phone) => phone.menu?.().open(),
  openKeyboard: (phone, action) => openKeyboard(phone, action.fillInText),
  openVoice: (phone) => phone.voice(),
};

function openKeyboard(phone, words) {
  phone.menu?.().close();
  if (words) phone.fill(String(words));
  else phone.focus();
}

async function pickDate(phone, action) {
  const params = await askDate(phone.host, action);
  if (params === null) return;
  phone.dismiss();
  await phone.attempt(() => api.postback(phone.userId, { ...phone.where, data: action.data, params }));
}

/** What each kind of `readLink` does. */
const OPENS = {
  friend: (phone) => phone.befriend(),
  text: (phone, { text }) => phone.fill(text),
  share: (phone, { text }) => share(phone, text),
  camera: (phone) => phone.camera(),
  photos: (phone) => phone.photos(),
  place: (phone) => phone.place(),
  link: linkAccount,
  call: (phone, { number }) => showCall(phone, number),
  web: (phone, { address, given }) => confirmWeb(phone, address, given),
  liff: openLiff,
  other: (phone, { id, address }) => tell(phone, "uri.otherTitle", "uri.other", { id, address }),
  screen: (phone, { address }) => tell(phone, "uri.screenTitle", "uri.screen", { address }),
  refused: (phone, { address }) => openSheet(phone.host, { title: t("uri.refused"), body: addressLine(address) }),
};

async function openAddress(phone, address) {
  const link = readLink(address, phone.basicId());
  await OPENS[link.kind](phone, { address, ...link, given: address });
}

/** At the app's endpoint, with what the link has behind its id (LINE: "Opening a LIFF app", permanent links). */
async function openLiff(phone, { id, rest, address }) {
  const app = await api.liff(id).catch(() => null);
  if (app === null) return tell(phone, "uri.liffTitle", "uri.liff", { id, address });
  const place = `${app.view.url.replace(/\/$/, "")}${rest}`;
  const body = [el("p", { class: "sheet-note" }, t("uri.liffOpen")), addressLine(place)];
  return confirmWeb(phone, place, address, { title: t("uri.liffTitle", { id }), body });
}

/** What LINE would do and the simulated phone does not. */
function tell(phone, title, words, { address, ...values }) {
  const body = [el("p", { class: "sheet-note" }, t(words, values)), addressLine(address)];
  return openSheet(phone.host, { title: t(title, values), body });
}

async function share(phone, text) {
  const body = [el("p", { class: "sheet-note" }, t("uri.share")), el("p", { class: "sheet-address" }, text)];
  const sure = await openSheet(phone.host, { title: t("uri.shareTitle"), body, ok: t("uri.shareHere") });
  if (sure) phone.fill(text);
}

async function linkAccount(phone, { linkToken, nonce }) {
  const body = el("p", { class: "sheet-note" }, t("link.note"));
  const title = t("link.who", { bot: phone.botName() });
  const sure = await openSheet(phone.host, { title, body, ok: t("link.agree") });
  if (!sure) return;
  const done = await phone.attempt(() => api.linkAccount({ linkToken, nonce, userId: phone.userId }));
  if (done) phone.note(t(done.result === "ok" ? "link.ok" : "link.failed"));
}

const addressLine = (address) => el("p", { class: "sheet-address" }, String(address ?? ""));

function showCall(phone, number) {
  const body = el("p", { class: "sheet-note" }, t("uri.callNote"));
  return openSheet(phone.host, { title: t("uri.call", { number }), body });
}

/** `given` is the address as the bot wrote it: LINE counts that one as opened. */
async function confirmWeb(phone, address, given, sheet = { title: t("uri.title"), body: addressLine(address) }) {
  const sure = await openSheet(phone.host, { ...sheet, ok: t("uri.open") });
  if (!sure) return;
  api.opened(phone.userId, given).catch((error) => console.warn(error));
  window.open(address, "_blank", "noopener,noreferrer");
}

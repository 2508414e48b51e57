import { el } from "../render/dom.js";
import { api } from "./api.js";
import { askPlace, askSticker } from "./pickers.js";
import { openSheet } from "./sheet.js";
import { chooseFiles, fileMessage, photoMessages } from "./upload.js";
import { askVoice } from "./voice.js";
import { t } from "./words.js";

/** One call after the other, so that what was said first arrives first. */
export function createQueue() {
  let last = Promise.resolve();
  return (call, failed) => {
    last = last.then(call).then((answer) => answer ?? true, failed);
    return last;
  };
}

/**
 * What fingers do in one chat of a phone: with the account alone, or in the group `chatId`. `note(words)`
 * tells what failed; what failed is null.
 */
export function createHands({ host, userId, chatId = null, queue, note }) {
  const where = chatId === null ? {} : { chatId };

  function failed(error) {
    note(t("phone.failed", { reason: error.message }));
    return null;
  }

  const attempt = (call) => queue(call, failed);
  const say = (message) => attempt(() => api.say(userId, { ...message, ...where }));
  const upload = (message, file, name) => attempt(() => api.upload(userId, { ...message, ...where }, file, name));

  async function sendPhotos(options) {
    const files = await chooseFiles(host, { accept: "image/*,video/*", label: t("write.photos"), ...options });
    for (const [message, file] of await photoMessages(files)) await upload(message, file, file.name);
  }

  async function file() {
    const [chosen] = await chooseFiles(host, { accept: "", label: t("write.file") });
    if (chosen) await upload(fileMessage(chosen), chosen, chosen.name);
  }

  async function voice() {
    const spoken = await askVoice(host);
    if (spoken) await upload(spoken.message, spoken.file, spoken.name);
  }

  async function sendAnswerOf(question) {
    const message = await question;
    if (message) await say(message);
  }

  /** A page that did not come over https has no clipboard: the words then stand there, selected. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      note(t("phone.copied"));
    } catch {
      await showToCopy(host, text);
    }
  }

  /** A picture, or what else there is to see under this title. */
  const view = (url, alt, body = null) =>
    openSheet(host, { title: body ? alt : t("view.title"), body: body ?? el("img", { class: "view", src: url, alt }) });

  return {
    where, attempt, failed, say, file, voice, copy, view,
    photos: () => sendPhotos({ multiple: true }),
    camera: () => sendPhotos({ accept: "image/*", capture: "environment" }),
    place: () => sendAnswerOf(askPlace(host)),
    sticker: () => sendAnswerOf(askSticker(host)),
    unsend: (item) => attempt(() => api.unsend(userId, { messageId: item.id, ...where })),
  };
}

/** The words, selected, for a browser that does not let a page copy them. */
function showToCopy(host, text) {
  const words = el("textarea", { class: "copy-words", readonly: true, rows: "3", focus: () => words.select() });
  words.value = text;
  return openSheet(host, { title: t("bubble.copy"), body: [el("p", { class: "sheet-note" }, t("phone.copyYourself")), words] });
}

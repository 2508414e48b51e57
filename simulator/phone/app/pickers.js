import { el } from "../render/dom.js";
import { STICKERS } from "../render/sticker.js";
import { now } from "./clock.js";
import { inputValue, pickedWords } from "./dates.js";
import { field, openSheet } from "./sheet.js";
import { language, t } from "./words.js";

const INPUT_TYPE = { date: "date", time: "time", datetime: "datetime-local" };

/** A datetimepicker action → {date} | {time} | {datetime} as LINE's `postback.params`, or null. */
export function askDate(host, action) {
  const mode = Object.hasOwn(INPUT_TYPE, action.mode) ? action.mode : "date";
  const fix = (value) => (value ? String(value).replace("t", "T") : null);
  const input = el("input", {
    type: INPUT_TYPE[mode], required: true, class: "date-input",
    min: fix(action.min), max: fix(action.max), "aria-label": t(`${mode}.title`),
  });
  input.value = fix(action.initial) ?? within(inputValue(mode, now()), fix(action.min), fix(action.max));
  const words = el("p", { class: "date-words", "aria-live": "polite" });
  const show = () => (words.textContent = input.value ? pickedWords(mode, input.value) : t("date.none"));
  input.addEventListener("input", show);
  show();
  return openSheet(host, {
    title: t(`${mode}.title`),
    body: [input, words, rangeNote(mode, fix(action.min), fix(action.max))],
    ok: t("sheet.ok"),
    result: () => ({ [mode]: input.value.slice(0, mode === "datetime" ? 16 : 10) }),
  });
}

function within(value, min, max) {
  if (min && value < min) return min;
  return max && value > max ? max : value;
}

function rangeNote(mode, min, max) {
  if (!min && !max) return "";
  const words = (value) => (value ? pickedWords(mode, value) : "…");
  return el("p", { class: "sheet-note" }, t("date.range", { min: words(min), max: words(max) }));
}

const DEFAULT_PLACE = { latitude: "14.88180", longitude: "103.49360" };

/** Resolves with a LINE location message, or null. */
export function askPlace(host) {
  const title = el("input", { type: "text", required: true, maxlength: "100" });
  const address = el("input", { type: "text", required: true, maxlength: "100" });
  const latitude = el("input", { type: "number", required: true, min: "-90", max: "90", step: "any" });
  const longitude = el("input", { type: "number", required: true, min: "-180", max: "180", step: "any" });
  title.value = t("place.defaultName");
  address.value = t("place.defaultAddress");
  latitude.value = DEFAULT_PLACE.latitude;
  longitude.value = DEFAULT_PLACE.longitude;
  return openSheet(host, {
    title: t("place.title"),
    body: [
      field(t("place.name"), title), field(t("place.address"), address),
      field(t("place.latitude"), latitude), field(t("place.longitude"), longitude),
    ],
    ok: t("write.send"),
    result: () => ({
      type: "location", title: title.value, address: address.value,
      latitude: Number(latitude.value), longitude: Number(longitude.value),
    }),
  });
}

/** Resolves with a LINE sticker message, or null. */
export function askSticker(host) {
  return openSheet(host, {
    title: t("sticker.title"),
    body: (close) => el("div", { class: "sticker-grid" }, ...STICKERS.map((one) => stickerButton(one, close))),
  });
}

function stickerButton({ packageId, stickerId, emoji, ...names }, close) {
  const name = names[language];
  const send = () => close({ type: "sticker", packageId, stickerId });
  return el("button", { type: "button", class: "sticker-choice", "aria-label": name, click: send },
    el("span", { "aria-hidden": "true" }, emoji), el("small", { "aria-hidden": "true" }, name));
}

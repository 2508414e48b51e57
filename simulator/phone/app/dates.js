import { language } from "./words.js";

const ZONE = "Asia/Bangkok";
const HOUR_OFFSET = "+07:00";

const format = (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });

const TIME = format("en-GB", { hour: "2-digit", minute: "2-digit" });
const ISO_DAY = format("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
const TH_WEEKDAY = format("th-TH", { weekday: "long" });
const TH_DAY = format("th-TH-u-ca-buddhist", { day: "numeric", month: "short" });
const EN_DAY = format("en-GB", { weekday: "long", day: "numeric", month: "short" });

export const clockTime = (moment) => TIME.format(moment);

/** "2026-07-13" in Bangkok: equal for two moments of one day there. */
export const dayKey = (moment) => ISO_DAY.format(moment);

export function longDay(moment) {
  const buddhist = Number(dayKey(moment).slice(0, 4)) + 543;
  if (language === "en") return `${EN_DAY.format(moment)} ${buddhist} (${buddhist - 543})`;
  return `${TH_WEEKDAY.format(moment)}ที่ ${TH_DAY.format(moment)} ${buddhist}`;
}

/** What a date-time picker holds, in words: "วันจันทร์ที่ 13 ก.ค. 2569 09:30". */
export function pickedWords(mode, value) {
  if (mode === "time") return value;
  const [day, time] = value.split("T");
  const moment = new Date(`${day}T12:00:00${HOUR_OFFSET}`);
  if (Number.isNaN(moment.getTime())) return "";
  return time ? `${longDay(moment)} ${time}` : longDay(moment);
}

/** The next 09:00 in Bangkok strictly after `moment`, as ISO with offset. */
export function nextMorning(moment) {
  const today = new Date(`${dayKey(moment)}T09:00:00${HOUR_OFFSET}`);
  const next = today > moment ? today : new Date(today.getTime() + 86_400_000);
  return `${dayKey(next)}T09:00:00${HOUR_OFFSET}`;
}

/** The moment as the value of an input of type date, time or datetime-local, in Bangkok. */
export function inputValue(mode, moment) {
  if (mode === "date") return dayKey(moment);
  if (mode === "time") return clockTime(moment);
  return `${dayKey(moment)}T${clockTime(moment)}`;
}

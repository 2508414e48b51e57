import { t } from "../words.js";

/** Rows of the panel: {kind, n, time, title, people: [ids], status, good, why, page, entry, words}. */
export function requestRow(entry) {
  const status = entry.status === null ? t("panel.cut") : String(entry.status);
  return row("request", entry, {
    title: `${entry.method} ${entry.path}`,
    people: addressees(entry),
    status,
    good: entry.status !== null && entry.status < 400 && entry.warnings.length === 0,
  });
}

export function webhookRow(entry) {
  return row("webhook", entry, {
    title: eventKinds(entry.body),
    people: [entry.userId ?? entry.chatId].filter(Boolean),
    status: entry.status === null ? t(`verdict.${entry.reason}`) : String(entry.status),
    good: entry.reason === "ok",
  });
}

function row(kind, entry, parts) {
  return { kind, n: entry.n, time: Date.parse(entry.at), why: entry.why, page: entry.page, entry, words: null, ...parts };
}

/** Ids of people, groups and rooms in the path and in `to`. */
function addressees({ path, body }) {
  const named = [body?.to ?? []].flat().filter((one) => typeof one === "string");
  return [...new Set([...(path.match(/[UCR][0-9a-f]{32}/g) ?? []), ...named])];
}

function eventKinds(body) {
  const events = Array.isArray(body?.events) ? body.events : [];
  const kinds = events.map((event) => (event.type === "message" ? `message: ${event.message?.type}` : String(event.type)));
  return kinds.length > 0 ? kinds.join(", ") : t("panel.verify");
}

/** What a search looks into, made when it is first needed. */
export function wordsOf(row, nameOf) {
  row.words ??= [
    row.title, row.status, row.entry.reason ?? "", row.why, t(`why.${row.why}`), row.people.join(" "),
    row.people.map(nameOf).join(" "), JSON.stringify(row.entry.body), JSON.stringify(row.entry.answer ?? ""),
  ].join("\n").toLowerCase();
  return row.words;
}

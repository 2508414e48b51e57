/** The simulator's control API. Every call rejects with an Error whose message a person can read. */
const BASE = "/_simulator/api/";

async function call(method, path, body) {
  const raw = body === undefined || body instanceof FormData || body instanceof Blob;
  const options = { method, body: raw ? body : JSON.stringify(body), headers: {} };
  if (!raw) options.headers["Content-Type"] = "application/json";
  const answer = await fetch(BASE + path, options);
  const text = await answer.text();
  if (!answer.ok) throw new Error(reason(text) || `HTTP ${answer.status}`);
  return text ? JSON.parse(text) : null;
}

function reason(text) {
  try {
    return JSON.parse(text).message ?? "";
  } catch {
    return "";
  }
}

const of = (userId, rest) => `users/${encodeURIComponent(userId)}/${rest}`;

export const api = {
  users: () => call("GET", "users"),
  bot: () => call("GET", "bot"),
  addUser: (displayName, friend) => call("POST", "users", { displayName, friend }),
  messages: (userId, after) => call("GET", of(userId, `messages?after=${after}`)),
  say: (userId, message) => call("POST", of(userId, "messages"), message),
  postback: (userId, postback) => call("POST", of(userId, "postbacks"), postback),
  lookAtLink: (token) => call("GET", `account-links/${encodeURIComponent(token)}`),
  linkAccount: (linked) => call("POST", "account-links", linked),
  coupon: (couponId) => call("GET", `coupons/${encodeURIComponent(couponId)}`),
  liff: (liffId) => call("GET", `liff/${encodeURIComponent(liffId)}`),
  opened: (userId, url) => call("POST", of(userId, "opened"), { url }),
  menu: (userId) => call("GET", of(userId, "menu")),
  sawMenu: (userId, seen) => call("POST", of(userId, "menu/seen"), seen),
  switchMenu: (userId, action) => call("POST", of(userId, "menu/switch"), action),
  befriend: (userId) => call("POST", of(userId, "friend")),
  block: (userId) => call("POST", of(userId, "block")),
  unblock: (userId) => call("POST", of(userId, "unblock")),
  unsend: (userId, message) => call("POST", of(userId, "unsend"), message),
  edit: (userId, message) => call("POST", of(userId, "edit"), message),
  watched: (userId, trackingId) => call("POST", of(userId, "videoPlayComplete"), { trackingId }),
  consent: (userId, consents) => call("PUT", `users/${encodeURIComponent(userId)}`, { consents }),
  groups: () => call("GET", "groups"),
  addGroup: (group) => call("POST", "groups", group),
  groupMessages: (chatId) => call("GET", `groups/${chatId}/messages`),
  invite: (chatId) => call("POST", `groups/${chatId}/invite`),
  remove: (chatId) => call("POST", `groups/${chatId}/remove`),
  join: (chatId, userIds) => call("POST", `groups/${chatId}/join`, { userIds }),
  leave: (chatId, userIds) => call("POST", `groups/${chatId}/leave`, { userIds }),
  clock: () => call("GET", "clock"),
  setClock: (change) => call("PUT", "clock", change),
  faults: () => call("GET", "faults"),
  recordingPlace: () => call("GET", "recording"),
  usualFaults: () => call("GET", "faults/defaults"),
  requests: (after) => call("GET", `requests?after=${after}`),
  webhooks: (after) => call("GET", `webhooks?after=${after}`),
  webhookErrors: () => call("GET", "webhooks/errors"),
  setWebhook: (change) => call("PUT", "webhook", change),
  release: () => call("POST", "release"),
  reset: () => call("POST", "reset"),
  setState: (file) => call("PUT", "state", file),
  setFaults: (change) => call("PUT", "faults", change),
  upload(userId, message, file, name) {
    const form = new FormData();
    form.append("message", JSON.stringify(message));
    form.append("file", file, name);
    return call("POST", of(userId, "messages"), form);
  },
};

/** Calls `onEvent` for each thing that happens and `onState(connected)` as the line comes and goes. */
export function listen(onEvent, onState) {
  const source = new EventSource(`${BASE}events`);
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false));
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  return source;
}

export const recordingAddress = (userId, after) => BASE + of(userId, `recording?after=${after}`);

export const stateAddress = `${BASE}state`;

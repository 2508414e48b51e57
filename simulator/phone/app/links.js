const DIALOG = "/dialog/bot/accountLink";

/**
 * What a link does on a phone that has this bot in front of it (LINE: "Use LINE URL scheme").
 * Returns {kind: "friend"} | {kind: "text", text} | {kind: "share", text} | {kind: "camera"} | {kind: "photos"}
 * | {kind: "place"} | {kind: "other", id} (another account) | {kind: "screen"} (of LINE's own)
 * | {kind: "liff", id, rest} (what comes after the id) | {kind: "call", number} | {kind: "web", address}
 * | {kind: "link", linkToken, nonce} (LINE: "User account linking") | {kind: "refused"}.
 */
export function readLink(address, basicId) {
  const url = parse(address);
  if (url === null) return { kind: "refused" };
  if (url.protocol === "tel:") return { kind: "call", number: decode(url.pathname) };
  if (isLine(url)) return readLineLink(url, basicId);
  if (url.hostname === "liff.line.me") return liff(url, url.pathname.split("/").slice(1));
  if (isDialog(url)) return { kind: "link", ...readDialog(url.searchParams) };
  if (url.protocol === "https:" || url.protocol === "http:") return { kind: "web", address: url.href };
  return { kind: "refused" };
}

function parse(address) {
  try {
    return new URL(String(address).trim());
  } catch {
    return null;
  }
}

function isLine(url) {
  return url.protocol === "line:" || (url.protocol === "https:" && url.hostname === "line.me");
}

/** LINE's own address, and where this server has the dialog. */
function isDialog(url) {
  return url.pathname === DIALOG && (url.origin === "https://access.line.me" || url.origin === location.origin);
}

export function readDialog(query) {
  return { linkToken: query.get("linkToken") ?? "", nonce: query.get("nonce") ?? "" };
}

/** What the phone does by itself. */
const HANDS = {
  "nv/camera": "camera",
  "nv/cameraRoll/single": "photos",
  "nv/cameraRoll/multi": "photos",
  "nv/location": "place",
};

function readLineLink(url, basicId) {
  const steps = stepsOf(url);
  const path = steps[0] === "R" ? steps.slice(1) : steps;
  const hands = path.join("/");
  if (Object.hasOwn(HANDS, hands)) return { kind: HANDS[hands] };
  if (path[0] === "share") return { kind: "share", text: url.searchParams.get("text") ?? "" };
  if (path[0] === "app") return liff(url, path.slice(1));
  if (hands.startsWith("ti/p/")) return sameBot(path[2], basicId) ? { kind: "friend" } : { kind: "other", id: path[2] };
  if (path[0] !== "oaMessage") return isScreen(url, steps) ? { kind: "screen" } : { kind: "web", address: url.href };
  if (!sameBot(path[1], basicId)) return { kind: "other", id: path[1] ?? "" };
  return { kind: "text", text: decode(url.search.slice(1)) };
}

function liff(url, [id = "", ...path]) {
  return { kind: "liff", id, rest: `${path.map((step) => `/${step}`).join("")}${url.search}${url.hash}` };
}

/** LINE's site has pages for browsers, too. */
const isScreen = (url, steps) => url.protocol === "line:" || steps[0] === "R" || steps[0] === "ti";

function stepsOf(url) {
  const host = url.protocol === "line:" ? url.hostname : "";
  return decode(`${host}${url.pathname}`).split("/").filter(Boolean);
}

function sameBot(given, basicId) {
  const bare = (id) => String(id ?? "").replace(/^@/, "").toLowerCase();
  return bare(given) !== "" && bare(given) === bare(basicId);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

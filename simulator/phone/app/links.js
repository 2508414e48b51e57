const DIALOG = "/dialog/bot/accountLink";

/**
 * What a link does on a phone that has this bot in front of it (LINE: "Use LINE URL scheme").
 * Returns {kind: "friend"} | {kind: "text", text} | {kind: "call", number} | {kind: "web", address}
 * | {kind: "link", linkToken, nonce} (LINE: "User account linking") | {kind: "refused"}.
 */
export function readLink(address, basicId) {
  const url = parse(address);
  if (url === null) return { kind: "refused" };
  if (url.protocol === "tel:") return { kind: "call", number: decode(url.pathname) };
  if (isLine(url)) return readLineLink(url, basicId) ?? { kind: "web", address: url.href };
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

function readLineLink(url, basicId) {
  const steps = decode(`${url.hostname}${url.pathname}`).replace(/^line\.me/, "").split("/").filter(Boolean);
  const path = steps[0] === "R" ? steps.slice(1) : steps;
  if (path[0] === "ti" && path[1] === "p" && sameBot(path[2], basicId)) return { kind: "friend" };
  if (path[0] === "oaMessage" && sameBot(path[1], basicId)) {
    return { kind: "text", text: decode(url.search.slice(1)) };
  }
  return null;
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

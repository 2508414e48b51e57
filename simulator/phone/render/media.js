import { el, picture, plain, safeUrl } from "./dom.js";

export function missing(ctx) {
  return el("span", { class: "picture-missing" }, ctx.t("media.missing"));
}

function addressOf(message, ctx) {
  return safeUrl(ctx.contentUrl ?? message.originalContentUrl);
}

export function renderImage(message, ctx) {
  const full = addressOf(message, ctx);
  const small = ctx.contentUrl ?? message.previewImageUrl ?? message.originalContentUrl;
  const label = ctx.t("media.enlarge");
  const view = () => full && ctx.onView(full, ctx.t("media.photo"));
  const image = picture(small, ctx.t("media.photo"), () => missing(ctx));
  return el("button", { type: "button", class: "media-image", "aria-label": label, click: view }, image);
}

export function renderVideo(message, ctx) {
  const address = addressOf(message, ctx);
  const label = ctx.t("media.video");
  if (address === null) return el("div", { class: "bubble" }, label);
  const poster = safeUrl(message.previewImageUrl);
  const node = el("video", {
    class: "media-video", controls: true, preload: "metadata", src: address, poster, "aria-label": label,
  });
  const mark = plain(message.trackingId);
  if (mark) node.addEventListener("ended", () => ctx.onWatched(mark), { once: true });
  return node;
}

export function renderAudio(message, ctx) {
  const address = addressOf(message, ctx);
  const seconds = Math.round(Number(message.duration ?? 0) / 1000);
  const label = `${ctx.t("media.audio")} ${ctx.t("media.seconds", { n: seconds })}`;
  const player = address
    ? el("audio", { controls: true, preload: "metadata", src: address, "aria-label": label })
    : null;
  return el("div", { class: "bubble media-audio" }, player, el("span", { class: "media-note" }, label));
}

export function renderFile(message, ctx) {
  const name = String(message.fileName ?? "file");
  const body = [
    el("span", { class: "file-mark", "aria-hidden": "true" }, extension(name)),
    el("span", { class: "file-words" },
      el("span", { class: "file-name" }, name), el("span", { class: "media-note" }, bytes(message.fileSize))),
  ];
  const href = safeUrl(ctx.contentUrl);
  if (href === null) return el("div", { class: "bubble media-file" }, ...body);
  const props = { class: "bubble media-file", href, download: name, title: ctx.t("media.download") };
  return el("a", props, ...body);
}

function extension(name) {
  return name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "FILE";
}

function bytes(size) {
  if (!Number.isFinite(size)) return "";
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

export function renderLocation(message) {
  const place = `${Number(message.latitude).toFixed(5)}, ${Number(message.longitude).toFixed(5)}`;
  return el("div", { class: "card media-location" },
    el("div", { class: "map", "aria-hidden": "true" }, el("span", { class: "map-pin" })),
    el("div", { class: "card-words" },
      el("div", { class: "card-title" }, String(message.title ?? "")),
      el("div", {}, String(message.address ?? "")),
      el("div", { class: "media-note" }, place)));
}

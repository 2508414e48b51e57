import { areaButton, placed, spokenName } from "./areas.js";
import { el, picture, plain, safeUrl } from "./dom.js";
import { missing } from "./media.js";

/** The widths in which a bot has its picture ready (LINE: "Imagemap message", baseUrl). */
const WIDTHS = [240, 300, 460, 700, 1040];
const DRAWN = 260; // as wide as `.imagemap` is drawn, in CSS pixels

/** The picture of the width that this screen needs, with what can be tapped and what plays over it. */
export function renderImagemap(message, ctx) {
  const size = message.baseSize;
  const alt = plain(message.altText);
  const image = picture(`${message.baseUrl}/${widthFor(window.devicePixelRatio)}`, alt, () => missing(ctx));
  const areas = message.actions.map((action, place) =>
    areaButton(action.area, size, spokenName(action, place, ctx), () => ctx.onAction(tapped(action))));
  const node = el("div", { class: "imagemap", role: "group", "aria-label": alt }, image, ...areas, film(message, ctx));
  node.style.aspectRatio = `${size.width} / ${size.height}`;
  return node;
}

/** The smallest that is sharp. */
export function widthFor(density) {
  return WIDTHS.find((width) => width >= DRAWN * density) ?? WIDTHS.at(-1);
}

/** As any other message's action. */
function tapped({ type, label, linkUri, text, clipboardText }) {
  return { type, label, uri: linkUri, text, clipboardText };
}

/** Plays where the bot wants it; once it is over, the link that the bot may have set stands there. */
function film({ video, baseSize }, ctx) {
  const address = safeUrl(video?.originalContentUrl);
  if (address === null) return null;
  const node = el("video", {
    class: "imagemap-film", controls: true, preload: "none", src: address,
    poster: safeUrl(video.previewImageUrl), "aria-label": ctx.t("media.video"),
  });
  const place = placed(el("div", { class: "imagemap-place" }, node), video.area, baseSize);
  const { linkUri, label } = video.externalLink ?? {};
  if (linkUri) node.addEventListener("ended", () => place.append(more(linkUri, label, ctx)), { once: true });
  return place;
}

function more(uri, label, ctx) {
  const open = () => ctx.onAction({ type: "uri", uri });
  return el("button", { type: "button", class: "imagemap-link", click: open }, plain(label));
}

/**
 * Draws LINE message objects (LINE Messaging API reference, "Message objects"). Pure: no network, no
 * store, no page. Used by the simulated phone and by anything else that shows what was sent.
 *
 * ctx: { onAction(action), onView(url, alt, body)?, onWatched(trackingId)?, nameOf(userId)?, couponOf(couponId)?, t(key, values?)?, language?, contentUrl? }
 *   onAction gets a LINE action object; onView gets the address of a picture that was tapped, or elements to show
 *   under a title; couponOf promises a coupon's details,
 *   onWatched the trackingId of a video that was seen to its end; nameOf names who is mentioned.
 *   t turns a key of WORDS below into a sentence; language is "th" or "en"; contentUrl is where a person's own media lies.
 */
import { renderCoupon } from "./coupon.js";
import { el, plain } from "./dom.js";
import { renderFlex } from "./flex.js";
import { renderImagemap } from "./imagemap.js";
import { renderAudio, renderFile, renderImage, renderLocation, renderVideo } from "./media.js";
import { renderSticker } from "./sticker.js";
import { renderTemplate } from "./template.js";
import { renderText } from "./text.js";

export { renderQuickReplies } from "./quickreply.js";

const WORDS = {
  "media.missing": "เปิดรูปนี้ไม่ได้",
  "media.enlarge": "ดูรูปใหญ่",
  "media.photo": "รูป",
  "media.video": "วิดีโอ",
  "media.audio": "เสียง",
  "media.seconds": "{n} วินาที",
  "media.download": "เปิดไฟล์",
  "sticker.label": "สติกเกอร์ {name}",
  "menu.area": "ปุ่มที่ {n}",
  "coupon.title": "คูปอง",
  "coupon.until": "ใช้ได้ถึง {day}",
  "coupon.over": "หมดเวลาแล้ว",
  "coupon.show": "ดูคูปอง",
  "message.unknown": "ข้อความชนิด {type}",
};

const DRAW = {
  text: renderText,
  textV2: renderText,
  sticker: renderSticker,
  image: renderImage,
  video: renderVideo,
  audio: renderAudio,
  file: renderFile,
  location: renderLocation,
  template: renderTemplate,
  flex: renderFlex,
  imagemap: renderImagemap,
  coupon: renderCoupon,
};

/** One LINE message object → one element. An unknown type or a strange shape becomes a tile with its alt text. */
export function renderMessage(message, ctx) {
  const full = { onView: () => {}, onWatched: () => {}, t: defaultWord, language: "th", contentUrl: null, ...ctx };
  const whole = message !== null && typeof message === "object" ? message : {};
  const type = plain(whole.type);
  const node = drawn(Object.hasOwn(DRAW, type) ? DRAW[type] : renderUnknown, whole, full);
  node.dataset.type = type;
  return node;
}

/** One message that nobody can draw must not take the whole chat with it. */
function drawn(draw, message, ctx) {
  try {
    return draw(message, ctx);
  } catch (error) {
    console.warn("This message has a strange shape:", message, error);
    return renderUnknown(message, ctx);
  }
}

function renderUnknown(message, ctx) {
  const words = plain(message.altText) || ctx.t("message.unknown", { type: plain(message.type) || "?" });
  return el("div", { class: "bubble bubble-unknown" }, words);
}

function defaultWord(key, values = {}) {
  return (WORDS[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

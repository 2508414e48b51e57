import { el } from "./dom.js";

/**
 * Stand-ins for some stickers of LINE's sendable list. LINE's pictures may not be copied, and the
 * meaning given to an id here is ours, not LINE's.
 */
export const STICKERS = [
  { packageId: "11537", stickerId: "52002734", emoji: "👍", th: "เยี่ยม", en: "Thumbs up" },
  { packageId: "11537", stickerId: "52002735", emoji: "👌", th: "โอเค", en: "OK" },
  { packageId: "11537", stickerId: "52002739", emoji: "🙏", th: "ไหว้ ขอบคุณ", en: "Wai, thanks" },
  { packageId: "446", stickerId: "1988", emoji: "😊", th: "ยิ้ม", en: "Smile" },
  { packageId: "446", stickerId: "1989", emoji: "👋", th: "สวัสดี", en: "Hello" },
  { packageId: "446", stickerId: "1993", emoji: "❤️", th: "รัก", en: "Love" },
  { packageId: "11538", stickerId: "51626501", emoji: "😢", th: "เสียใจ", en: "Sad" },
  { packageId: "11538", stickerId: "51626506", emoji: "🎉", th: "ยินดีด้วย", en: "Hooray" },
  { packageId: "11539", stickerId: "52114110", emoji: "💪", th: "สู้ ๆ", en: "Keep going" },
];

export function renderSticker(message, ctx) {
  const known = findSticker(message);
  const name = known ? known[ctx.language] : `${message.packageId}/${message.stickerId}`;
  const label = ctx.t("sticker.label", { name });
  if (known) return el("div", { class: "sticker", role: "img", "aria-label": label }, known.emoji);
  return el("div", { class: "sticker sticker-unknown", role: "img", "aria-label": label }, label);
}

function findSticker(message) {
  return STICKERS.find(
    (sticker) =>
      sticker.packageId === String(message.packageId) &&
      sticker.stickerId === String(message.stickerId),
  );
}

import { el } from "../render/dom.js";

const UNSEEN = /^[\p{Cf}\s]+/u; // what turns or joins letters, in front of the first

/** A round with the first letter of a name, in a colour that stays with the name. */
export function avatar(name, isBot = false) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, firstLetter(name.replace(UNSEEN, "") || "?"));
  if (isBot) node.classList.add("avatar-bot");
  else node.style.backgroundColor = `hsl(${hue} 35% 42%)`;
  return node;
}

/** The first grapheme; browsers without Intl.Segmenter get a letter with the marks that follow it. */
function firstLetter(words) {
  if (!Intl.Segmenter) return words.match(/^.\p{M}*/su)[0];
  const [first] = new Intl.Segmenter("th", { granularity: "grapheme" }).segment(words);
  return first.segment;
}

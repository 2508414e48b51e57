/** Keyword sizes of Flex components in CSS pixels (LINE: "Flex Message elements" and "layout"). */

const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const IMAGE = {
  xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220,
};
const TEXT = {
  xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74,
};

const PIXELS = /^\d{1,4}(\.\d+)?px$/;
const PERCENT = /^\d{1,3}(\.\d+)?%$/;

function length(value, table) {
  if (typeof value !== "string") return null;
  if (Object.hasOwn(table, value)) return `${table[value]}px`;
  return PIXELS.test(value) || PERCENT.test(value) ? value : null;
}

export const space = (value) => length(value, SPACE);
export const border = (value) => length(value, BORDER);
export const extent = (value) => length(value, {});
export const imageSize = (value) => (value === "full" ? "100%" : length(value ?? "md", IMAGE) ?? "100px");

export function offset(value) {
  if (typeof value === "string" && value.startsWith("-")) {
    const size = space(value.slice(1));
    return size && `-${size}`;
  }
  return space(value);
}

/** A font size; with `scaling` it follows the phone's own text size. */
export function fontSize(value, scaling, fallback = "md") {
  const size = length(value, TEXT) ?? `${TEXT[fallback]}px`;
  return scaling ? `calc(${size} * var(--text-scale, 1))` : size;
}

/** "w:h" → a CSS ratio no taller than LINE allows (height up to three times width). */
export function ratio(value, fallback = "1:1") {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? fallback);
  if (!match || Number(match[1]) === 0 || Number(match[2]) === 0) return ratio(fallback);
  return `${match[1]} / ${Math.min(Number(match[2]), Number(match[1]) * 3)}`;
}

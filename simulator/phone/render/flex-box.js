import { el, safeColor, tappable } from "./dom.js";
import { flexButton, flexFiller, flexIcon, flexImage, flexSeparator, flexVideo } from "./flex-parts.js";
import { flexText } from "./flex-text.js";
import { border, extent, offset, space } from "./flex-units.js";

const DRAW = {
  box: flexBox,
  text: flexText,
  button: flexButton,
  image: flexImage,
  icon: flexIcon,
  video: flexVideo,
  separator: flexSeparator,
  filler: flexFiller,
  spacer: flexFiller,
};

const DISTRIBUTE = {
  center: "center", "flex-start": "flex-start", "flex-end": "flex-end", "space-between": "space-between",
  "space-around": "space-around", "space-evenly": "space-evenly",
};
const ALIGN_ITEMS = { center: "center", "flex-start": "flex-start", "flex-end": "flex-end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const LAYOUTS = ["horizontal", "vertical", "baseline"];

export function drawComponent(component, ctx) {
  const draw = Object.hasOwn(DRAW, component?.type) ? DRAW[component.type] : flexFiller;
  return draw(component, ctx);
}

export function flexBox(component, ctx) {
  const layout = LAYOUTS.includes(component.layout) ? component.layout : "vertical";
  const node = el("div", { class: `fx-box fx-${layout}` });
  setBackground(node, component);
  setFrame(node, component);
  setPadding(node, component);
  setDistribution(node, component, layout);
  node.append(...children(component, layout, ctx));
  return tappable(node, component.action, ctx);
}

function children(box, layout, ctx) {
  const contents = Array.isArray(box.contents) ? box.contents : [];
  return contents.map((component, index) => {
    const node = drawComponent(component, ctx);
    placeChild(node, component, { box, layout, first: index === 0 });
    return node;
  });
}

function placeChild(node, component, place) {
  setFlex(node, component, place.layout);
  setGap(node, component, place);
  if (GRAVITY[component.gravity] && place.layout === "horizontal") {
    node.style.alignSelf = GRAVITY[component.gravity];
  }
  node.style.position = component.position === "absolute" ? "absolute" : "relative";
  const sides = { top: "offsetTop", bottom: "offsetBottom", insetInlineStart: "offsetStart", insetInlineEnd: "offsetEnd" };
  for (const [side, name] of Object.entries(sides)) node.style[side] = offset(component[name]) ?? "";
}

function setFlex(node, component, layout) {
  if (component.type === "separator" || component.position === "absolute") return;
  const fixed = extent(component.width) !== null || component.type === "icon" || layout === "vertical";
  const weight = Number.isInteger(component.flex) ? component.flex : fixed ? 0 : 1;
  const grows = component.type === "filler" && component.flex === undefined;
  node.style.flex = grows ? "1 1 0" : weight > 0 ? `${weight} 1 0` : "0 0 auto";
}

function setGap(node, component, { box, layout, first }) {
  if (first || component.position === "absolute") return;
  const gap = space(component.margin) ?? space(box.spacing);
  if (gap) node.style[layout === "vertical" ? "marginTop" : "marginInlineStart"] = gap;
}

function setBackground(node, component) {
  const color = safeColor(component.backgroundColor);
  if (color) node.style.backgroundColor = color;
  const gradient = component.background;
  const start = safeColor(gradient?.startColor);
  const end = safeColor(gradient?.endColor);
  const middle = safeColor(gradient?.centerColor);
  const place = /^\d{1,3}(\.\d+)?%$/.test(gradient?.centerPosition ?? "") ? gradient.centerPosition : "50%";
  const angle = /^\d{1,3}(\.\d+)?deg$/.test(gradient?.angle ?? "") ? gradient.angle : "0deg";
  if (start && end) node.style.backgroundImage = `linear-gradient(${[angle, start, ...(middle ? [`${middle} ${place}`] : []), end].join(", ")})`;
}

function setFrame(node, component) {
  const width = border(component.borderWidth);
  const color = safeColor(component.borderColor);
  if (width && color) node.style.border = `${width} solid ${color}`;
  const radius = space(component.cornerRadius);
  if (radius) node.style.borderRadius = radius;
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) {
    const size = extent(component[name]);
    if (size) node.style[name] = size;
  }
}

function setPadding(node, component) {
  const sides = {
    padding: "paddingAll", paddingTop: "paddingTop", paddingBottom: "paddingBottom",
    paddingInlineStart: "paddingStart", paddingInlineEnd: "paddingEnd",
  };
  for (const [property, name] of Object.entries(sides)) {
    const size = space(component[name]);
    if (size) node.style[property] = size;
  }
}

function setDistribution(node, component, layout) {
  node.style.justifyContent = DISTRIBUTE[component.justifyContent] ?? "";
  if (layout !== "baseline") node.style.alignItems = ALIGN_ITEMS[component.alignItems] ?? "";
}

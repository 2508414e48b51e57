// Data from a chat reaches the page only as text nodes, attributes of our choosing and CSSOM values.

const COLOR = /^#([0-9a-f]{6}|[0-9a-f]{8})$/i;

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (typeof value === "function") node.addEventListener(name, value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Words of a value that ought to be words; nothing of anything else. */
export function plain(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}

export function safeColor(value) {
  return typeof value === "string" && COLOR.test(value) ? value : null;
}

/** The absolute http(s) address of `value`, or null for anything a picture may not come from. */
export function safeUrl(value) {
  if (typeof value !== "string" || value === "") return null;
  try {
    const url = new URL(value, document.baseURI);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function picture(url, alt, onMissing) {
  const address = safeUrl(url);
  if (address === null) return onMissing();
  const image = el("img", { src: address, alt, draggable: "false", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(onMissing()), { once: true });
  return image;
}

/** Makes any element tappable and reachable by keyboard; does nothing without an action. */
export function tappable(node, action, ctx) {
  if (!action || !action.type) return node;
  const label = action.label || node.textContent.trim();
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  node.classList.add("tappable");
  if (label) node.setAttribute("aria-label", label);
  const run = (event) => {
    event.stopPropagation();
    ctx.onAction(action);
  };
  node.addEventListener("click", run);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    run(event);
  });
  return node;
}

export function actionButton(action, className, ctx) {
  const label = plain(action?.label ?? action?.text);
  const run = (event) => {
    event.stopPropagation();
    ctx.onAction(action);
  };
  return el("button", { type: "button", class: className, click: run }, label);
}

import { el } from "../render/dom.js";
import { t } from "./words.js";

let serial = 0;

/**
 * A panel over `host` until it is answered. Resolves with what `close(value)` was given, null when
 * cancelled (Escape, a tap beside it, the cancel button).
 */
export function openSheet(host, { title, body, ok, isReady = () => true, result = () => true }) {
  return new Promise((resolve) => {
    const id = `sheet-${(serial += 1)}`;
    const before = document.activeElement;
    const form = el("form", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-labelledby": id });
    const layer = el("div", { class: "sheet-layer" }, form);
    const close = (value) => {
      layer.remove();
      before?.focus?.();
      resolve(value);
    };
    form.append(el("h2", { id, class: "sheet-title" }, title), ...build(body, close), buttons(ok, close));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.reportValidity() && isReady()) close(result());
    });
    layer.addEventListener("click", (event) => event.target === layer && close(null));
    layer.addEventListener("keydown", (event) => onKey(event, form, close));
    host.append(layer);
    focusFirst(form);
  });
}

function build(body, close) {
  const made = typeof body === "function" ? body(close) : body;
  return Array.isArray(made) ? made : [made];
}

function buttons(ok, close) {
  const cancel = el("button", { type: "button", class: "plain-button", click: () => close(null) },
    t(ok ? "sheet.cancel" : "sheet.close"));
  const accept = ok ? el("button", { type: "submit", class: "strong-button" }, ok) : null;
  return el("div", { class: "sheet-buttons" }, cancel, accept);
}

const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, a[href]";

function focusFirst(form) {
  (form.querySelector("input, textarea, select") ?? form.querySelector("button")).focus();
}

function onKey(event, form, close) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close(null);
  }
  if (event.key !== "Tab") return;
  const all = [...form.querySelectorAll(FOCUSABLE)].filter((node) => !node.disabled && !node.hidden);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0]).focus();
}

export function field(label, input) {
  return el("label", { class: "field" }, el("span", {}, label), input);
}

import { el } from "../render/dom.js";

/** A small menu inside `host`; `items` are [label, run] pairs. Closed by any tap, Escape or Tab. */
export function openMenu(host, label, items) {
  const before = document.activeElement;
  const layer = el("div", { class: "menu-layer" });
  const close = () => {
    layer.remove();
    before?.focus?.();
  };
  const choose = (run) => () => {
    close();
    run();
  };
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label },
    ...items.map(([name, run]) =>
      el("button", { type: "button", role: "menuitem", click: choose(run) }, name)));
  layer.addEventListener("click", (event) => event.target === layer && close());
  layer.addEventListener("keydown", (event) => onKey(event, menu, close));
  layer.append(menu);
  host.append(layer);
  menu.firstElementChild.focus();
}

function onKey(event, menu, close) {
  const all = [...menu.children];
  const at = all.indexOf(document.activeElement);
  if (event.key === "Escape" || event.key === "Tab") close();
  if (event.key === "ArrowDown") all[(at + 1) % all.length].focus();
  if (event.key === "ArrowUp") all[(at - 1 + all.length) % all.length].focus();
}

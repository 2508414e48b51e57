import { el } from "../../render/dom.js";

const SPARE = 8;
const NEAR_END = 60;

/**
 * A list of any length of which only what is visible is drawn. Rows have one height, --row of the
 * style sheet. `draw(row)` gives a button's content, `choose(row)` is told of a tap or an arrow key.
 */
export function createList({ label, draw, choose }) {
  const space = el("div", { class: "list-space" });
  const node = el("div", { class: "list", role: "group", "aria-label": label, tabindex: "-1" }, space);
  const drawn = new Map(); // row → element
  let rows = [];
  let chosen = null;
  let pinned = true;

  const height = () => parseFloat(getComputedStyle(node).getPropertyValue("--row")) || 48;

  function show(next) {
    rows = next;
    space.style.height = `${rows.length * height()}px`;
    for (const [row, element] of drawn) if (!inReach(row)) drop(row, element);
    if (pinned) toEnd();
    paint();
  }

  /** A row that moved or left is drawn anew. */
  function inReach(row) {
    const place = Number(drawn.get(row).dataset.place);
    return rows[place] === row;
  }

  function drop(row, element) {
    element.remove();
    drawn.delete(row);
  }

  function paint() {
    const [from, to] = range();
    for (const [row, element] of drawn) {
      const place = Number(element.dataset.place);
      if ((place < from || place >= to) && element !== document.activeElement) drop(row, element);
    }
    for (let place = from; place < to; place += 1) if (!drawn.has(rows[place])) add(place);
  }

  function range() {
    const first = Math.floor(node.scrollTop / height());
    const count = Math.ceil(node.clientHeight / height());
    return [Math.max(0, first - SPARE), Math.min(rows.length, first + count + SPARE)];
  }

  function add(place) {
    const row = rows[place];
    const element = el("button", {
      type: "button", class: "list-row", data: { place: String(place), kind: row.kind }, click: () => take(row),
      "aria-pressed": String(row === chosen),
    }, ...draw(row));
    element.style.top = `${place * height()}px`;
    element.classList.toggle("is-bad", !row.good);
    drawn.set(row, element);
    // In the order of the rows, so that Tab goes down the list.
    const after = [...space.children].find((other) => Number(other.dataset.place) > place);
    space.insertBefore(element, after ?? null);
  }

  function take(row) {
    drawn.get(chosen)?.setAttribute("aria-pressed", "false");
    chosen = row;
    drawn.get(row)?.setAttribute("aria-pressed", "true");
    choose(row);
  }

  function move(step) {
    const place = Math.min(rows.length - 1, Math.max(0, rows.indexOf(chosen) + step));
    if (!rows[place]) return;
    pinned = false;
    reveal(place);
    paint();
    take(rows[place]);
    drawn.get(rows[place]).focus({ preventScroll: true });
  }

  function reveal(place) {
    const top = place * height();
    if (top < node.scrollTop) node.scrollTop = top;
    if (top + height() > node.scrollTop + node.clientHeight) node.scrollTop = top + height() - node.clientHeight;
  }

  function toEnd() {
    pinned = true;
    node.scrollTop = node.scrollHeight;
    paint();
  }

  node.addEventListener("scroll", () => {
    pinned = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END;
    paint();
  });
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(step);
  });
  new ResizeObserver(() => show(rows)).observe(node);
  return { node, show, toEnd, focus: () => drawn.get(chosen)?.focus() };
}

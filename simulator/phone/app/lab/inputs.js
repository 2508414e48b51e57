import { el } from "../../render/dom.js";
import { toPercent, toShare } from "../percent.js";
import { field } from "../sheet.js";
import { t } from "../words.js";

/**
 * The input of a switch: {node, set(value)}; `change(value)` is called when a person has set it, `refuse(words)`
 * when what was typed is no value.
 */
export function createInput(kind, label, change, refuse) {
  if (Array.isArray(kind)) return choice(kind, label, change);
  return { flag, rate, number, maybe, json, redelivery }[kind](label, change, refuse);
}

function flag(label, change) {
  const box = el("input", { type: "checkbox", class: "toggle", role: "switch", "aria-label": label, change: () => change(box.checked) });
  return { node: box, set: (value) => (box.checked = value === true) };
}

function counted(label, props, change, read) {
  const input = el("input", { type: "number", min: "0", "aria-label": label, ...props });
  input.addEventListener("change", () => (input.validity.valid ? change(read(input)) : input.reportValidity()));
  return input;
}

function rate(label, change) {
  const input = counted(label, { max: "100", step: "any", required: true }, change, (one) => toShare(one.value));
  return {
    node: el("span", { class: "with-unit" }, input, t("lab.percent")),
    set: (value) => setUnlessFocused(input, toPercent(value)),
  };
}

function number(label, change) {
  const input = counted(label, { step: "any", required: true }, change, (one) => Number(one.value));
  return { node: input, set: (value) => setUnlessFocused(input, String(value)) };
}

function maybe(label, change) {
  const read = (one) => (one.value === "" ? null : Number(one.value));
  const input = counted(label, { step: "1" }, change, read);
  return {
    node: el("span", { class: "with-unit" }, input, t("lab.empty")),
    set: (value) => setUnlessFocused(input, value === null ? "" : String(value)),
  };
}

function choice(values, label, change) {
  const options = values.map((value) => el("option", { value: String(value) }, t(`choice.${value}`)));
  const select = el("select", { "aria-label": label }, ...options);
  select.addEventListener("change", () => change(values.find((value) => String(value) === select.value)));
  return { node: select, set: (value) => (select.value = String(value)) };
}

/** A value of any shape; empty is null. */
function json(label, change, refuse) {
  const input = el("input", { type: "text", "aria-label": `${label} ${t("lab.json")}`, placeholder: t("lab.json") });
  input.addEventListener("change", () => {
    try {
      change(input.value.trim() === "" ? null : JSON.parse(input.value));
    } catch (error) {
      refuse(error.message);
    }
  });
  return { node: input, set: (value) => setUnlessFocused(input, value === null ? "" : JSON.stringify(value)) };
}

function redelivery(label, change) {
  const on = flag(label, (value) => change({ on: value }));
  const wait = number(`${label} ${t("part.redelivery_after_ms")}`, (value) => change({ after_ms: value }));
  const times = number(`${label} ${t("part.redelivery_times")}`, (value) => change({ times: value }));
  return {
    node: el("span", { class: "redelivery" },
      field(t("part.redelivery_on"), on.node), field(t("part.redelivery_after_ms"), wait.node),
      field(t("part.redelivery_times"), times.node)),
    set(value) {
      on.set(value.on);
      wait.set(value.after_ms);
      times.set(value.times);
    },
  };
}

/** What somebody is typing is not taken away by news. */
export function setUnlessFocused(input, value) {
  if (document.activeElement !== input) input.value = value;
}

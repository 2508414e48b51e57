import { el } from "../render/dom.js";
import { api } from "./api.js";
import { toPercent, toShare } from "./percent.js";
import { field, openSheet } from "./sheet.js";
import { t } from "./words.js";

const LATENCY = "latency_ms";
const RATES = ["rate_500", "rate_429", "drop_before", "drop_after"];
const NAMES = [LATENCY, ...RATES];
const FLAGS = ["join_groups", "shuffle_image_sets"];

export const isFaulty = (state) => NAMES.some((name) => state[name] > 0);

/** Shows what fails and lets it be changed; resolves with the new state, or null. */
export async function askFaults(host) {
  const state = await api.faults();
  const inputs = Object.fromEntries(NAMES.map((name) => [name, numberInput(name, state[name])]));
  const redelivery = box(state.redelivery?.on);
  const flags = Object.fromEntries(FLAGS.map((name) => [name, box(state[name])]));
  const change = await openSheet(host, {
    title: t("faults.title"),
    body: [
      ...NAMES.map((name) => field(t(`faults.${name}`), inputs[name])),
      field(t("faults.redelivery"), redelivery),
      ...FLAGS.map((name) => field(t(`faults.${name}`), flags[name])), clearButton(inputs),
      el("a", { class: "all-faults", href: "/_simulator/faults" }, t("faults.all")),
    ],
    ok: t("sheet.ok"),
    result: () => ({
      ...values(inputs), ...ticked(flags), redelivery: { ...state.redelivery, on: redelivery.checked },
    }),
  });
  return change && api.setFaults(change);
}

function box(checked) {
  const input = el("input", { type: "checkbox" });
  input.checked = Boolean(checked);
  return input;
}

function ticked(flags) {
  return Object.fromEntries(FLAGS.map((name) => [name, flags[name].checked]));
}

function numberInput(name, value) {
  const limits = name === LATENCY ? { max: "60000", step: "50" } : { max: "100", step: "any" };
  const input = el("input", { type: "number", min: "0", required: true, ...limits });
  input.value = name === LATENCY ? String(value ?? 0) : toPercent(value ?? 0);
  return input;
}

function values(inputs) {
  const shares = RATES.map((name) => [name, toShare(inputs[name].value)]);
  return { [LATENCY]: Number(inputs[LATENCY].value), ...Object.fromEntries(shares) };
}

function clearButton(inputs) {
  const clear = () => NAMES.forEach((name) => (inputs[name].value = "0"));
  return el("button", { type: "button", class: "plain-button", click: clear }, t("faults.clear"));
}

import { el } from "../render/dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

const MAX_HEIGHT = 120;

/**
 * The row under a chat. `on` holds send(text) (resolves with whether it went), photos(), camera(), file(), place(), voice(), sticker(),
 * unblock().
 */
export function createComposer({ botName, on }) {
  const input = el("textarea", {
    class: "write", rows: "1", maxlength: "5000", placeholder: t("write.placeholder"),
    "aria-label": t("write.label", { name: botName }),
  });
  const send = iconButton("send", "write.send", () => submit());
  send.classList.add("send");
  const tray = attachments(on, () => toggle(false));
  const more = iconButton("plus", "write.more", () => toggle(tray.hidden));
  const row = el("div", { class: "write-row" }, more, iconButton("photo", "write.photos", on.photos),
    input, iconButton("smile", "write.sticker", on.sticker), iconButton("mic", "write.voice", on.voice), send);
  const blocked = blockedNote(on.unblock);
  const node = el("div", { class: "composer" }, row, tray, blocked);

  function toggle(open) {
    tray.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
  }

  let returned = ""; // words that did not go and were put back, in their order

  async function submit() {
    const text = input.value.trim();
    if (text === "") return;
    returned = "";
    fill("");
    if (!(await on.send(text))) putBack(text);
  }

  /** Before whatever was written in the meantime, and after what came back before. */
  function putBack(text) {
    const written = input.value;
    const touched = returned === "" || !written.startsWith(returned);
    const rest = touched ? written : written.slice(returned.length);
    returned = touched ? text : `${returned}\n${text}`;
    input.value = rest === "" || rest.startsWith("\n") ? returned + rest : `${returned}\n${rest}`;
    fit();
  }

  function fill(text) {
    input.value = text;
    fit();
    input.focus();
  }

  function fit() {
    input.style.height = "auto";
    const border = input.offsetHeight - input.clientHeight; // a style's height has it, scrollHeight has not
    input.style.height = `${Math.min(input.scrollHeight + border, MAX_HEIGHT)}px`;
    row.classList.toggle("has-text", input.value.trim() !== "");
  }

  function setBlocked(isBlocked) {
    row.hidden = isBlocked;
    blocked.hidden = !isBlocked;
    if (isBlocked) toggle(false);
  }

  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  toggle(false);
  const addTool = (button) => input.before(button);
  return { node, input, fill, fit, addTool, setBlocked, focus: () => input.focus() };
}

export function iconButton(name, key, run) {
  return el("button", { type: "button", class: "icon-button", "aria-label": t(key), title: t(key), click: run }, icon(name));
}

function attachments(on, close) {
  const entries = [["camera", on.camera], ["place", on.place], ["file", on.file]];
  const icons = { camera: "camera", place: "pin", file: "file" };
  const buttons = entries.map(([name, run]) => {
    const click = () => {
      close();
      run();
    };
    return el("button", { type: "button", class: "tray-button", click }, icon(icons[name]), t(`write.${name}`));
  });
  return el("div", { class: "tray", role: "group", "aria-label": t("write.more") }, ...buttons);
}

function blockedNote(unblock) {
  return el("div", { class: "blocked", hidden: true, role: "status" },
    el("span", {}, t("phone.blocked")),
    el("button", { type: "button", class: "strong-button", click: unblock }, t("phone.unblock")));
}

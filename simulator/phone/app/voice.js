import { el } from "../render/dom.js";
import { openSheet } from "./sheet.js";
import { audioMessage, chooseFiles } from "./upload.js";
import { testSound } from "./wav.js";
import { t } from "./words.js";

const TYPES = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];
const TEST_SECONDS = 3;

/** Resolves with {message, file, name} of a voice message, or null. */
export function askVoice(host) {
  let recorder = null;
  const sheet = openSheet(host, {
    title: t("voice.title"),
    body: (close) => {
      const record = recordButton(close, (started) => (recorder = started));
      return [record.button, chooseButton(host, close), testButton(close), record.note];
    },
  });
  return sheet.finally(() => recorder?.stream.getTracks().forEach((track) => track.stop()));
}

function testButton(close) {
  const message = { type: "audio", duration: TEST_SECONDS * 1000 };
  const send = () => close({ message, file: testSound(TEST_SECONDS), name: "test.wav" });
  return el("button", { type: "button", class: "wide-button", click: send }, t("voice.test"));
}

function chooseButton(host, close) {
  const choose = async () => {
    const [file] = await chooseFiles(host, { accept: "audio/*", label: t("voice.choose") });
    if (file) close({ message: await audioMessage(file), file, name: file.name });
  };
  return el("button", { type: "button", class: "wide-button", click: choose }, t("voice.choose"));
}

function recordButton(close, onStart) {
  const note = el("p", { class: "sheet-note", "aria-live": "polite" });
  const button = el("button", { type: "button", class: "wide-button strong-button" }, t("voice.record"));
  let stop = null;
  button.addEventListener("click", async () => {
    if (stop) return stop();
    try {
      stop = await record(button, close, onStart);
    } catch {
      note.textContent = t("voice.refused");
      button.disabled = true;
    }
    return undefined;
  });
  return { button, note };
}

/** Starts the microphone; returns the function that ends the recording and hands it to `close`. */
async function record(button, close, onStart) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType });
  const began = Date.now();
  const pieces = [];
  const elapsed = () => Date.now() - began;
  const ticker = setInterval(() => showSeconds(button, elapsed()), 500);
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(ticker);
    close(recording(pieces, recorder.mimeType, elapsed()));
  });
  recorder.start();
  onStart(recorder);
  showSeconds(button, 0);
  return () => recorder.stop();
}

function showSeconds(button, milliseconds) {
  button.textContent = t("voice.stop", { n: Math.round(milliseconds / 1000) });
}

function recording(pieces, mimeType, duration) {
  const type = mimeType.split(";")[0];
  const ending = { "audio/mp4": "m4a", "audio/ogg": "ogg" }[type] ?? "webm";
  return { message: { type: "audio", duration }, file: new Blob(pieces, { type }), name: `voice.${ending}` };
}

import { el } from "../render/dom.js";

/** Opens the device's file chooser; resolves with the files, empty when none was chosen. */
export function chooseFiles(host, { accept, multiple = false, capture = null, label }) {
  return new Promise((resolve) => {
    const input = el("input", {
      type: "file", accept, multiple, capture, class: "hidden-input", tabindex: "-1", "aria-label": label,
    });
    const finish = () => {
      input.remove();
      resolve([...input.files]);
    };
    input.addEventListener("change", finish);
    input.addEventListener("cancel", finish);
    host.append(input);
    input.click();
  });
}

/** Has the browser keep what stands at `address` as a file of this name. */
export function saveAs(address, name) {
  el("a", { href: address, download: name }).click();
}

/** Photos and videos of one choice → [message, file] pairs; several photos form an imageSet. */
export async function photoMessages(files) {
  const photos = files.filter((file) => !file.type.startsWith("video/"));
  const id = crypto.randomUUID?.() ?? String(Date.now());
  const pairs = [];
  for (const file of files) {
    const index = photos.indexOf(file) + 1;
    const imageSet = photos.length > 1 ? { imageSet: { id, index, total: photos.length } } : {};
    pairs.push([index > 0 ? { type: "image", ...imageSet } : await videoMessage(file), file]);
  }
  return pairs;
}

async function videoMessage(file) {
  return { type: "video", duration: await mediaDuration(file, "video") };
}

export async function audioMessage(file) {
  return { type: "audio", duration: await mediaDuration(file, "audio") };
}

export function fileMessage(file) {
  return { type: "file", fileName: file.name, fileSize: file.size };
}

/** Milliseconds a file plays; 1000 where the browser cannot tell within 3 seconds. */
function mediaDuration(file, tag) {
  return new Promise((resolve) => {
    const address = URL.createObjectURL(file);
    const player = document.createElement(tag);
    const done = () => {
      URL.revokeObjectURL(address);
      resolve(Number.isFinite(player.duration) ? Math.round(player.duration * 1000) : 1000);
    };
    player.addEventListener("loadedmetadata", done, { once: true });
    player.addEventListener("error", done, { once: true });
    setTimeout(done, 3000);
    player.preload = "metadata";
    player.src = address;
  });
}

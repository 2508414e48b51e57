const RATE = 8000;
const HEADER = 44;

/** `seconds` of a gentle tone as a mono 16-bit WAV. */
export function testSound(seconds) {
  const count = Math.round(RATE * seconds);
  const view = new DataView(new ArrayBuffer(HEADER + count * 2));
  writeHeader(view, count * 2);
  for (let i = 0; i < count; i += 1) view.setInt16(HEADER + i * 2, sample(i / RATE, seconds), true);
  return new Blob([view], { type: "audio/wav" });
}

function sample(at, seconds) {
  const pitch = at < seconds / 2 ? 440 : 554;
  const loudness = Math.min(1, at * 20, (seconds - at) * 20) * 0.25;
  return Math.sin(2 * Math.PI * pitch * at) * loudness * 32767;
}

function writeHeader(view, size) {
  const words = (at, text) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  words(0, "RIFF");
  view.setUint32(4, HEADER - 8 + size, true);
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  words(36, "data");
  view.setUint32(40, size, true);
}

import { recall, remember } from "./store.js";
import { FAULTS } from "./words/faults.js";
import { PANEL } from "./words/panel.js";

/** Every word of the pages, Thai first. `{name}` is filled by `t`. */
const TABLE = {
  ...FAULTS,
  ...PANEL,
  "page.title": ["โทรศัพท์จำลองของไลน์", "Simulated LINE phones"],
  "page.people": ["โทรศัพท์", "Phones"],
  "page.add": ["เพิ่มโทรศัพท์", "Add a phone"],
  "page.search": ["ค้นชื่อ", "Find a name"],
  "page.empty": ["ยังไม่มีโทรศัพท์ กด “เพิ่มโทรศัพท์” เพื่อเริ่มคุย", "No phone yet. Press “Add a phone” to begin."],
  "page.none": ["เลือกโทรศัพท์จากรายชื่อ", "Choose a phone from the list"],
  "page.language": ["English", "ภาษาไทย"],
  "page.offline": ["ติดต่อตัวจำลองไม่ได้ กำลังลองใหม่", "The simulator does not answer, trying again"],
  "roster.friend": ["เป็นเพื่อนแล้ว", "friend"],
  "roster.stranger": ["ยังไม่ได้เพิ่มเพื่อน", "not a friend"],
  "roster.blocked": ["บล็อกอยู่", "blocked"],
  "roster.unread": ["ยังไม่อ่าน {n} ข้อความ", "{n} unread"],
  "clock.label": ["เวลาจำลอง", "Simulated time"],
  "clock.hour": ["+1 ชั่วโมง", "+1 hour"],
  "clock.morning": ["ถึง 09:00 เช้าถัดไป", "To next 09:00"],
  "clock.day": ["+1 วัน", "+1 day"],
  "faults.button": ["ความขัดข้อง", "Faults"],
  "faults.on": ["ความขัดข้อง (เปิดอยู่)", "Faults (on)"],
  "faults.title": ["ทำให้ไลน์ขัดข้อง", "Make LINE fail"],
  "faults.latency_ms": ["ตอบช้า (มิลลิวินาที)", "Latency (milliseconds)"],
  "faults.rate_500": ["ตอบ 500 (0–1)", "Answer 500 (0–1)"],
  "faults.rate_429": ["ตอบ 429 (0–1)", "Answer 429 (0–1)"],
  "faults.drop_before": ["สายหลุดก่อนรับ (0–1)", "Drop before accepting (0–1)"],
  "faults.drop_after": ["สายหลุดหลังรับ (0–1)", "Drop after accepting (0–1)"],
  "faults.redelivery": ["ส่งเหตุการณ์ซ้ำเมื่อบอตไม่รับ", "Redeliver events the bot did not take"],
  "faults.clear": ["หยุดทั้งหมด", "Stop all"],
  "page.panel": ["คำขอและเหตุการณ์", "Requests"],
  "faults.all": ["สวิตช์ทั้งหมดและสถานะ", "All switches, and the state"],
  "new.title": ["โทรศัพท์เครื่องใหม่", "New phone"],
  "new.name": ["ชื่อในไลน์", "LINE name"],
  "new.how": ["มาเจอบอตอย่างไร", "How they meet the bot"],
  "new.friend": ["เพิ่มเพื่อนแล้ว", "Adds it as a friend"],
  "new.link": ["สแกน QR หรือแตะลิงก์", "Scans a QR or taps a link"],
  "new.address": ["ลิงก์จาก QR", "Link in the QR"],
  "new.make": ["สร้าง", "Create"],
  "phone.label": ["โทรศัพท์ของ {name}", "{name}'s phone"],
  "phone.menu": ["เมนู", "Menu"],
  "phone.hide": ["ซ่อนโทรศัพท์นี้", "Hide this phone"],
  "phone.back": ["รายชื่อโทรศัพท์", "Phone list"],
  "phone.chat": ["ข้อความ", "Messages"],
  "phone.stranger": ["ยังไม่ได้เพิ่มบัญชีนี้เป็นเพื่อน", "This account is not your friend yet"],
  "phone.add": ["เพิ่มเพื่อน", "Add friend"],
  "phone.block": ["บล็อก", "Block"],
  "phone.unblock": ["เลิกบล็อก", "Unblock"],
  "phone.blocked": ["คุณบล็อกบัญชีนี้อยู่ ส่งข้อความไม่ได้", "You blocked this account and cannot write to it"],
  "phone.copyId": ["คัดลอกรหัสผู้ใช้", "Copy user id"],
  "phone.scan": ["สแกนลิงก์", "Scan a link"],
  "phone.large": ["ตัวอักษรใหญ่", "Large text"],
  "phone.newest": ["ข้อความใหม่ {n}", "{n} new"],
  "phone.becameFriend": ["เพิ่มเป็นเพื่อนแล้ว", "Added as a friend"],
  "phone.copied": ["คัดลอกแล้ว", "Copied"],
  "phone.copyYourself": ["เบราว์เซอร์ไม่ให้คัดลอก เลือกไว้ให้แล้ว กดคัดลอกเองได้เลย", "The browser does not let this page copy; the words are selected for you"],
  "phone.webhook": ["บอตไม่รับเหตุการณ์นี้: {reason}", "The bot did not take this event: {reason}"],
  "phone.failed": ["ส่งไม่สำเร็จ: {reason}", "Not sent: {reason}"],
  "bubble.unsent": ["{name} ยกเลิกข้อความแล้ว", "{name} unsent a message"],
  "bubble.unsend": ["ยกเลิกข้อความ", "Unsend"],
  "bubble.copy": ["คัดลอก", "Copy"],
  "bubble.options": ["ตัวเลือกของข้อความ", "Message options"],
  "quick.label": ["ตัวเลือกตอบเร็ว", "Quick replies"],
  "write.label": ["ข้อความถึง {name}", "Message to {name}"],
  "write.placeholder": ["พิมพ์ข้อความ", "Type a message"],
  "write.send": ["ส่ง", "Send"],
  "write.more": ["แนบ", "Attach"],
  "write.photos": ["รูปหรือวิดีโอ", "Photos or video"],
  "write.camera": ["ถ่ายรูป", "Camera"],
  "write.file": ["ไฟล์", "File"],
  "write.place": ["ตำแหน่ง", "Location"],
  "write.voice": ["เสียง", "Voice"],
  "write.sticker": ["สติกเกอร์", "Sticker"],
  "voice.title": ["ส่งเสียง", "Send a voice message"],
  "voice.record": ["เริ่มอัดเสียง", "Start recording"],
  "voice.stop": ["หยุดและส่ง ({n} วินาที)", "Stop and send ({n} s)"],
  "voice.choose": ["เลือกไฟล์เสียง", "Choose an audio file"],
  "voice.test": ["ส่งเสียงทดสอบ 3 วินาที", "Send a 3-second test sound"],
  "voice.refused": ["เครื่องนี้อัดเสียงไม่ได้ เลือกไฟล์หรือใช้เสียงทดสอบ", "Recording is not possible here; choose a file or the test sound"],
  "place.title": ["ส่งตำแหน่ง", "Send a location"],
  "place.name": ["ชื่อสถานที่", "Place"],
  "place.address": ["ที่อยู่", "Address"],
  "place.latitude": ["ละติจูด", "Latitude"],
  "place.longitude": ["ลองจิจูด", "Longitude"],
  "place.defaultName": ["ศาลากลางจังหวัดสุรินทร์", "Surin city hall"],
  "place.defaultAddress": ["ต.ในเมือง อ.เมืองสุรินทร์ จ.สุรินทร์", "Nai Mueang, Mueang Surin, Surin"],
  "sticker.title": ["เลือกสติกเกอร์", "Choose a sticker"],
  "sticker.label": ["สติกเกอร์ {name}", "Sticker {name}"],
  "date.title": ["เลือกวัน", "Choose a date"],
  "time.title": ["เลือกเวลา", "Choose a time"],
  "datetime.title": ["เลือกวันและเวลา", "Choose a date and time"],
  "date.range": ["เลือกได้ตั้งแต่ {min} ถึง {max}", "From {min} to {max}"],
  "date.none": ["ยังไม่ได้เลือก", "Nothing chosen"],
  "uri.title": ["เปิดลิงก์นี้ไหม", "Open this link?"],
  "uri.open": ["เปิด", "Open"],
  "uri.call": ["โทร {number}", "Call {number}"],
  "uri.callNote": ["โทรศัพท์จำลองไม่โทรออกจริง", "The simulated phone does not really call"],
  "uri.refused": ["ลิงก์แบบนี้เปิดไม่ได้", "This kind of link cannot be opened"],
  "sheet.ok": ["ตกลง", "OK"],
  "sheet.cancel": ["ยกเลิก", "Cancel"],
  "sheet.close": ["ปิด", "Close"],
  "view.title": ["รูป", "Photo"],
  "media.missing": ["เปิดรูปนี้ไม่ได้", "This picture cannot be shown"],
  "media.enlarge": ["ดูรูปใหญ่", "Enlarge photo"],
  "media.photo": ["รูป", "Photo"],
  "media.video": ["วิดีโอ", "Video"],
  "media.audio": ["เสียง", "Voice"],
  "media.seconds": ["{n} วินาที", "{n} seconds"],
  "media.download": ["เปิดไฟล์", "Open file"],
  "message.unknown": ["ข้อความชนิด {type}", "Message of type {type}"],
};

const STORED = "wethi.phone.language";

const asked = new URLSearchParams(location.search);

export const language = (recall(STORED) ?? asked.get("lang")) === "en" ? "en" : "th";

export function t(key, values = {}) {
  const sentence = TABLE[key]?.[language === "th" ? 0 : 1] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Where the browser keeps nothing, the page's address does. */
export function switchLanguage() {
  const other = language === "th" ? "en" : "th";
  if (remember(STORED, other)) return location.reload();
  asked.set("lang", other);
  return location.assign(`?${asked}`);
}

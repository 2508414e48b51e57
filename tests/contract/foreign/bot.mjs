// A market stall's bot on LINE's SDK for Node; it shares no code with any other bot.
// LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN and LINE_API_URL in the environment; PORT or a free one.
import { createServer } from "node:http";
import { deflateSync, crc32 } from "node:zlib";
import { randomUUID } from "node:crypto";
import { LINE_SIGNATURE_HTTP_HEADER_NAME, LineBotClient, validateSignature } from "@line/bot-sdk";

const secret = process.env.LINE_CHANNEL_SECRET;
const host = process.env.LINE_API_URL;
const line = LineBotClient.fromChannelAccessToken({
  channelAccessToken: process.env.LINE_CHANNEL_ACCESS_TOKEN, apiBaseURL: host, dataApiBaseURL: host,
});
const customers = new Set();

const text = (words) => ({ type: "text", text: words });
const reply = (event, ...messages) => line.replyMessage({ replyToken: event.replyToken, messages });

const choices = {
  items: ["ราคา", "ร้าน"].map((label) => ({ type: "action", action: { type: "message", label, text: label } })),
};

const price = {
  type: "flex",
  altText: "ราคาวันนี้",
  contents: {
    type: "bubble",
    body: { type: "box", layout: "vertical", contents: [{ type: "text", text: "ข้าวหอมมะลิ 40 บาท", wrap: true }] },
    footer: {
      type: "box", layout: "vertical",
      contents: [{ type: "button", action: { type: "postback", label: "จอง", data: "buy=rice" } }],
    },
  },
};

const shop = {
  type: "template",
  altText: "ร้านเปิดอยู่",
  template: {
    type: "buttons", text: "ร้านเปิดอยู่",
    actions: [
      { type: "uri", label: "โทรหาร้าน", uri: "tel:0800000000" },
      { type: "datetimepicker", label: "เลือกวันรับ", data: "day", mode: "date" },
    ],
  },
};

const words = {
  ราคา: (event) => reply(event, price),
  ร้าน: (event) => reply(event, shop),
  เปิดเมนู: async (event) => {
    await openMenu(event.source.userId);
    await reply(event, text("เปิดเมนูแล้ว"));
  },
  ประกาศ: async (event) => {
    await line.multicast({ to: [...customers], messages: [text("พรุ่งนี้ร้านหยุด")] }, randomUUID());
    await reply(event, text("บอกทุกคนแล้ว"));
  },
};

async function openMenu(userId) {
  const size = { width: 800, height: 270 };
  const action = { type: "message", label: "ราคา", text: "ราคา" };
  const areas = [{ bounds: { x: 0, y: 0, ...size }, action }];
  const menu = { size, selected: true, name: "stall", chatBarText: "เมนูร้าน", areas };
  const { richMenuId } = await line.createRichMenu(menu);
  await line.setRichMenuImage(richMenuId, new Blob([green(800, 270)], { type: "image/png" }));
  await line.linkRichMenuIdToUser(userId, richMenuId);
}

function green(width, height) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([20, 150, 70]))]);
  const dots = deflateSync(Buffer.concat(Array(height).fill(row)));
  const chunk = (name, body) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([size, named, sum]);
  };
  const magic = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([magic, chunk("IHDR", head), chunk("IDAT", dots), chunk("IEND", Buffer.alloc(0))]);
}

async function weigh(event) {
  let size = 0;
  for await (const piece of await line.getMessageContent(event.message.id)) size += piece.length;
  await reply(event, text(`${size} ไบต์`));
}

async function inGroup(event) {
  const { groupId, userId } = event.source;
  const { displayName } = await line.getGroupMemberProfile(groupId, userId);
  await reply(event, text(`สวัสดี ${displayName}`));
}

async function arrive(event) {
  const { groupName } = await line.getGroupSummary(event.source.groupId);
  const { count } = await line.getGroupMemberCount(event.source.groupId);
  await reply(event, text(`${groupName} ${count} คน`));
}

const handlers = {
  follow: async (event) => {
    customers.add(event.source.userId);
    const { displayName } = await line.getProfile(event.source.userId);
    await reply(event, { ...text(`ยินดีต้อนรับ ${displayName}`), quickReply: choices });
  },
  message: (event) => {
    if (event.message.type === "image") return weigh(event);
    if (event.message.type !== "text") return undefined;
    if (event.source.type === "group") return inGroup(event);
    return (words[event.message.text] ?? ((one) => reply(one, text(one.message.text))))(event);
  },
  postback: (event) => {
    const bought = event.postback.params?.date ?? event.postback.data;
    return line.pushMessage({ to: event.source.userId, messages: [text(`จองแล้ว ${bought}`)] }, randomUUID());
  },
  join: arrive,
};

const server = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces);
  const signed = validateSignature(body, secret, request.headers[LINE_SIGNATURE_HTTP_HEADER_NAME] ?? "");
  response.writeHead(signed ? 200 : 401).end();
  if (!signed) return;
  for (const event of JSON.parse(body).events) {
    await handlers[event.type]?.(event)?.catch((fault) => console.error(fault.body ?? fault));
  }
});

server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/callback`);
});

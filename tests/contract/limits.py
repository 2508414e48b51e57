"""What LINE takes and refuses, a row each: the section of the page "Messaging API reference" that
says so (CHARS: the page "Text character count"), the message, and the place that is named."""

from __future__ import annotations

from typing import Any

from tests.contract.drawn import bubble, flex

Json = dict[str, Any]
URL = "https://example.com/a.jpg"
TAP: Json = {"type": "postback", "label": "ไป", "data": "x"}
PLACE: Json = {"type": "location", "title": "ก", "address": "ข", "latitude": 14.8, "longitude": 103}
SOUND: Json = {"type": "audio", "originalContentUrl": URL, "duration": 1000}
FILM: Json = {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL}
COLUMN: Json = {"text": "ก", "actions": [TAP]}
CLUSTER = "ที่"  # 3 code points, 1 grapheme cluster


def text(**parts: object) -> Json:
    return {"type": "text", "text": "ก", **parts}


def template(kind: str, **parts: object) -> Json:
    return {"type": "template", "altText": "ก", "template": {"type": kind, **parts}}


def tapped(**parts: object) -> Json:
    """A buttons template of one action."""
    return template("buttons", text="ก", actions=[{"label": "ก", **parts}])


def picker(mode: str, **parts: object) -> Json:
    return tapped(type="datetimepicker", data="d", mode=mode, **parts)


def carousel(bubbles: int, letters: int) -> Json:
    """Each bubble carries so many one-byte letters of text and about 130 bytes around them."""
    words = bubble({"type": "text", "text": "a" * letters})
    return flex({"type": "carousel", "contents": [words] * bubbles})


AREA: Json = {"x": 0, "y": 0, "width": 520, "height": 1040}
SOMEBODY: Json = {"type": "mention", "mentionee": {"type": "user", "userId": "U" + "0" * 32}}
LAUGH: Json = {"type": "emoji", "productId": "5ac1bfd5040ab15980c9b435", "emojiId": "002"}


def v2(text: str, **substitution: object) -> Json:
    return {"type": "textV2", "text": text, "substitution": substitution}


def imagemap(**parts: object) -> Json:
    return {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "ก",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [{"type": "uri", "linkUri": "https://example.com/", "area": AREA}],
        **parts,
    }


def area(**parts: object) -> Json:
    """An imagemap of one area."""
    return imagemap(actions=[{"area": AREA, **parts}])


def box(**parts: object) -> Json:
    return flex(bubble({"type": "box", "layout": "vertical", "contents": [], **parts}))


def gradient(**parts: object) -> Json:
    colours = {"angle": "0deg", "startColor": "#112233", "endColor": "#11223344"}
    return box(background={"type": "linearGradient", **colours, **parts})


def part(kind: str, **parts: object) -> Json:
    """A Flex message of one component."""
    return flex(bubble({"type": kind, **parts}))


def film(size: str = "mega", **parts: object) -> Json:
    picture = {"type": "image", "url": URL}
    video = {"type": "video", "url": URL, "previewUrl": URL, "altContent": picture, **parts}
    return flex({"type": "bubble", "size": size, "hero": video})


def playing(number: int) -> Json:
    return flex(bubble(*[{"type": "image", "url": URL, "animated": True}] * number))


GOOD: list[tuple[str, Json]] = [
    ("Text message (v2)", v2("สวัสดี {a} {{ไม่ใช่}} {b}", a=SOMEBODY, b=LAUGH)),
    ("Text message (v2)", v2("{all}", all={"type": "mention", "mentionee": {"type": "all"}})),
    ("Text message (v2)", v2("{a}" * 20 + "{b}" * 20, a=SOMEBODY, b=LAUGH)),
    ("Text message (v2)", {"type": "textV2", "text": "ก" * 5000}),
    ("Imagemap message", imagemap(altText="ก" * 1500)),
    ("Imagemap message", imagemap(actions=[{"type": "message", "text": "ก", "area": AREA}] * 50)),
    ("Imagemap message action object", area(type="message", text="ก" * 400, label="ก" * 100)),
    ("Imagemap clipboard action object", area(type="clipboard", clipboardText="ก" * 1000)),
    (
        "Imagemap message, video",
        imagemap(
            video={
                "originalContentUrl": URL,
                "previewImageUrl": URL,
                "area": AREA,
                "externalLink": {"linkUri": "tel:1567", "label": "ก" * 30},
            }
        ),
    ),
    ("Video message", {**FILM, "trackingId": "-.=,+*()%$&;:@{}!?<>[]"}),
    (
        "Buttons template",
        template(
            "buttons",
            text="ก",
            actions=[TAP],
            imageAspectRatio="square",
            imageSize="contain",
            imageBackgroundColor="#00ff00",
        ),
    ),
    ("Box: every layout and empty contents", box(layout="baseline")),
    ("Box", box(borderWidth="semi-bold", cornerRadius="10px", width="50%", maxHeight="9px")),
    ("Box", box(paddingAll="10%", offsetTop="-5px", position="absolute", flex=3, spacing="xxl")),
    ("Box", box(justifyContent="space-evenly", alignItems="flex-end")),
    ("Box, background", gradient(angle="359.9deg", centerColor="#000000", centerPosition="100%")),
    ("Flex image", part("image", url=URL, aspectRatio="1:3", aspectMode="cover", size="120px")),
    ("Flex image: ten that play", playing(10)),
    ("Flex text", part("text", text="ก", lineSpacing="0.5px", maxLines=2, size="5xl")),
    ("Flex text", part("text", text="ก", adjustMode="shrink-to-fit", decoration="underline")),
    ("Flex button", part("button", action=TAP, height="sm", style="link", scaling=True)),
    ("Flex video", film(action={"type": "uri", "uri": "https://example.com/", "label": "ดู"})),
    ("Flex bubble", flex({**bubble({"type": "filler"}), "size": "deca", "direction": "rtl"})),
    ("Flex carousel of 12", flex({"type": "carousel", "contents": [bubble()] * 12})),
    ("Sender", text(sender={"name": "ก" * 20, "iconUrl": URL})),
    ("Text message", text(text="$ ดี", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}])),
    ("Sticker message", {"type": "sticker", "packageId": "446", "stickerId": "1988"}),
    ("Image message", {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL}),
    ("Video message", {**FILM, "trackingId": "t" * 100}),
    ("Audio message", SOUND),
    ("Location message", PLACE),
    ("Location message", {**PLACE, "title": "ก" * 100, "address": "ข" * 100}),
    ("Flex message", {**flex(bubble({"type": "text", "text": "ก"})), "altText": "ก" * 1500}),
    ("Flex message, carousel of 50 KB", carousel(10, 4_900)),
    ("Template messages", {**template("buttons", **COLUMN), "altText": "ก" * 1500}),
    ("Buttons template", template("buttons", text="ก" * 160, actions=[TAP] * 4)),
    ("Buttons template", template("buttons", text="ก" * 60, title="ก" * 40, actions=[TAP])),
    ("Buttons template; CHARS", template("buttons", text=CLUSTER * 160, actions=[TAP])),
    ("Confirm template", template("confirm", text="ก" * 240, actions=[TAP, TAP])),
    ("Carousel template", template("carousel", columns=[COLUMN] * 10)),
    ("Carousel template", template("carousel", columns=[{**COLUMN, "text": "ก" * 120}])),
    (
        "Image carousel template",
        template("image_carousel", columns=[{"imageUrl": URL, "action": {**TAP, "label": None}}]),
    ),
    ("URI action", tapped(type="uri", uri="tel:1567")),
    ("URI action", tapped(type="uri", uri="https://line.me/R/ti/p/@simulator")),
    ("Message action", tapped(type="message", text="ก" * 300)),
    ("Postback action", tapped(type="postback", data="x" * 300, displayText="ก" * 300)),
    ("Postback action; CHARS", tapped(type="postback", data="x", displayText=CLUSTER * 300)),
    ("Datetime picker action", picker("date", initial="2028-02-29", max="2100-12-31")),
    ("Datetime picker action", picker("datetime", min="1900-01-01t00:00", max="2100-12-31T23:59")),
    ("Datetime picker action", picker("time", min="00:00", max="23:59")),
    ("Clipboard action", tapped(type="clipboard", clipboardText="ก" * 1000)),
]

INSIDE = "template/actions/0"
STICKER, PREVIEW = "messages[0].packageId", "messages[0].video.previewImageUrl"
ACTION = "messages[0].actions[0]"
FIRST, INNER = "/body/contents/0", "/body/contents/0/contents/0/type"
PRODUCT = "messages[0].emojis[0].productId"
BAD: list[tuple[str, Json, str]] = [
    ("Text message, emojis", text(text="$", emojis=[{"index": 0, "emojiId": "1"}]), PRODUCT),
    ("Text message (v2)", {"type": "textV2", "text": "ก" * 5001}, "messages[0].text"),
    ("Text message (v2)", v2("{a}"), "text"),
    ("Text message (v2)", v2("{a b}"), "text"),
    ("Text message (v2)", v2("{"), "text"),
    ("Text message (v2)", v2("ก }"), "text"),
    ("Text message (v2)", v2("ก", **{"a-b": LAUGH}), "substitution"),
    ("Text message (v2)", v2("ก", **{f"k{n}": LAUGH for n in range(101)}), "substitution"),
    ("Text message (v2)", v2("{a}" * 21, a=SOMEBODY), "text"),
    ("Text message (v2)", v2("{a}" * 21, a=LAUGH), "text"),
    ("Text message (v2)", v2("{a}", a={"type": "song"}), "substitution/a/type"),
    ("Emoji object", v2("{a}", a={**LAUGH, "emojiId": ""}), "substitution/a/emojiId"),
    ("Mention object", v2("{a}", a={"type": "mention"}), "substitution/a/mentionee"),
    (
        "User object",
        v2("{a}", a={"type": "mention", "mentionee": {"type": "user", "userId": "me"}}),
        "substitution/a/mentionee/userId",
    ),
    ("Sticker message", {"type": "sticker", "packageId": "x", "stickerId": "1"}, STICKER),
    ("Coupon message", {"type": "coupon"}, "messages[0].couponId"),
    (
        "Coupon message",
        {"type": "coupon", "couponId": "0", "deliveryTag": "ก"},
        "messages[0].deliveryTag",
    ),
    ("Video message", {**FILM, "trackingId": "ก"}, "messages[0].trackingId"),
    ("Imagemap message", imagemap(altText="ก" * 1501), "messages[0].altText"),
    ("Imagemap message", imagemap(baseUrl="http://example.com/x"), "messages[0].baseUrl"),
    (
        "Imagemap message",
        imagemap(baseSize={"width": 1000, "height": 1}),
        "messages[0].baseSize.width",
    ),
    ("Imagemap message", imagemap(actions=[]), "messages[0].actions"),
    ("Imagemap message", imagemap(video={"area": AREA, "originalContentUrl": URL}), PREVIEW),
    ("Imagemap message action", area(type="message", text="ก" * 401), f"{ACTION}.text"),
    ("Imagemap message action", area(type="postback", data="x"), f"{ACTION}.type"),
    ("Imagemap URI action", area(type="uri", linkUri="ftp://x"), f"{ACTION}.linkUri"),
    (
        "Imagemap action, label",
        area(type="message", text="ก", label="ก" * 101),
        f"{ACTION}.label",
    ),
    (
        "Imagemap area object",
        area(type="message", text="ก", area={**AREA, "x": -1}),
        f"{ACTION}.area.x",
    ),
    (
        "Buttons template",
        template("buttons", text="ก", actions=[TAP], imageSize="tall"),
        "template/imageSize",
    ),
    (
        "Buttons template",
        template("buttons", text="ก", actions=[TAP], imageBackgroundColor="red"),
        "template/imageBackgroundColor",
    ),
    ("Rich menu switch action", tapped(type="richmenuswitch", data="x"), f"{INSIDE}/type"),
    ("Box", box(layout="diagonal"), f"{FIRST}/layout"),
    ("Box", box(contents=None), f"{FIRST}/contents"),
    (
        "Box, baseline",
        box(layout="baseline", contents=[{"type": "separator"}]),
        f"{FIRST}/contents/0/type",
    ),
    ("Box, background", gradient(angle="360deg"), f"{FIRST}/background/angle"),
    ("Box, background", gradient(centerPosition="101%"), f"{FIRST}/background/centerPosition"),
    ("Box, background", gradient(endColor="red"), f"{FIRST}/background/endColor"),
    (
        "Box, background",
        box(background={"type": "linearGradient", "angle": "0deg", "startColor": "#000000"}),
        f"{FIRST}/background/endColor",
    ),
    ("Flex icon: baseline boxes only", part("icon", url=URL), f"{FIRST}/type"),
    ("Flex video: hero only", part("video", url=URL), f"{FIRST}/type"),
    ("Flex video: its size", film("nano"), "/hero"),
    ("Flex video: a URI action", film(action=TAP), "/hero/action/type"),
    (
        "Flex video: not in a carousel",
        flex({"type": "carousel", "contents": [film()["contents"]]}),
        "/contents/0/hero/type",
    ),
    ("Flex image", part("image", url=URL, aspectRatio="1:3.1"), f"{FIRST}/aspectRatio"),
    ("Flex image: eleven that play", playing(11), "/"),
    ("Flex image", part("image", url=""), f"{FIRST}/url"),
    ("Flex button", part("button"), f"{FIRST}/action"),
    (
        "Flex button, label",
        part("button", action={**TAP, "label": "ก" * 41}),
        f"{FIRST}/action/label",
    ),
    ("Flex text", part("text", text="ก", lineSpacing="md"), f"{FIRST}/lineSpacing"),
    ("Flex span", part("text", contents=[{"type": "text"}]), f"{FIRST}/contents/0/type"),
    (
        "Flex carousel: one width",
        flex({"type": "carousel", "contents": [bubble(), {**bubble(), "size": "giga"}]}),
        "/contents",
    ),
    ("Flex bubble", flex({**bubble(), "size": "tera"}), "/size"),
    ("Sender", text(sender={"name": "ก" * 21}), "messages[0].sender.name"),
    ("Sender", text(sender={"name": "LINE"}), "messages[0].sender.name"),
    ("Sender", text(sender={"iconUrl": "http://example.com/x"}), "messages[0].sender.iconUrl"),
    ("Text message", text(emojis=[{"index": 0}]), "messages[0].emojis[0].index"),
    ("Text message", text(emojis=[{"index": 0}] * 21, text="$"), "messages[0].emojis"),
    ("Quick reply", text(quickReply={"items": []}), "messages[0].quickReply.items"),
    (
        "Image message",
        {"type": "image", "originalContentUrl": URL},
        "messages[0].previewImageUrl",
    ),
    ("Video message", {**FILM, "trackingId": "t" * 101}, "messages[0].trackingId"),
    ("Audio message", {**SOUND, "duration": None}, "messages[0].duration"),
    (
        "Audio message",
        {**SOUND, "originalContentUrl": "http://example.com/a"},
        "messages[0].originalContentUrl",
    ),
    ("Location message", {**PLACE, "title": "ก" * 101}, "messages[0].title"),
    ("Location message", {**PLACE, "address": "ก" * 101}, "messages[0].address"),
    ("Location message", {**PLACE, "address": ""}, "messages[0].address"),
    ("Location message", {**PLACE, "latitude": 91}, "messages[0].latitude"),
    ("Location message", {**PLACE, "longitude": None}, "messages[0].longitude"),
    ("Flex message", {**flex({}), "altText": "ก" * 1501}, "messages[0].altText"),
    ("Flex message", {**flex({}), "altText": ""}, "messages[0].altText"),
    ("Template messages", {**template("buttons"), "altText": "ก" * 1501}, "messages[0].altText"),
    ("Flex message", flex(None), "/"),
    ("Flex message, carousel of 50 KB", carousel(10, 5_100), "/"),
    ("Buttons template", template("buttons", text="ก" * 161, actions=[TAP]), "template/text"),
    (
        "Buttons template",
        template("buttons", text="ก" * 61, title="ก", actions=[TAP]),
        "template/text",
    ),
    ("Buttons template", template("buttons", text="ก", actions=[TAP] * 5), "template/actions"),
    ("Confirm template", template("confirm", text="ก", actions=[TAP]), "template/actions"),
    (
        "Confirm template",
        template("confirm", text="ก" * 241, actions=[TAP, TAP]),
        "template/text",
    ),
    ("Carousel template", template("carousel", columns=[COLUMN] * 11), "template/columns"),
    (
        "Carousel template",
        template("carousel", columns=[{**COLUMN, "text": "ก" * 121}]),
        "template/columns/0/text",
    ),
    (
        "Carousel template",
        template("carousel", columns=[COLUMN, {**COLUMN, "title": "ก"}]),
        "template/columns",
    ),
    (
        "Carousel template",
        template("carousel", columns=[COLUMN, {**COLUMN, "actions": [TAP, TAP]}]),
        "template/columns",
    ),
    (
        "Image carousel template",
        template(
            "image_carousel", columns=[{"imageUrl": URL, "action": {**TAP, "label": "ก" * 13}}]
        ),
        "template/columns/0/action/label",
    ),
    ("Template messages", template("dance"), "template/type"),
    ("URI action", tapped(type="uri", uri="ftp://x"), f"{INSIDE}/uri"),
    ("URI action", tapped(type="uri", uri="https://x/" + "a" * 991), f"{INSIDE}/uri"),
    ("Postback action", tapped(type="postback", data="x" * 301), f"{INSIDE}/data"),
    ("Postback action", tapped(type="postback", data=""), f"{INSIDE}/data"),
    ("Postback action", tapped(type="postback", data="x", displayText="a", text="b"), INSIDE),
    ("Action objects, label", tapped(type="postback", data="x", label=""), INSIDE),
    ("Action objects, label", tapped(type="message", text="x", label="ก" * 21), f"{INSIDE}/label"),
    ("Message action", tapped(type="message", text="ก" * 301), f"{INSIDE}/text"),
    ("Datetime picker action", picker("week"), f"{INSIDE}/mode"),
    ("Datetime picker action", picker("date", max="1/1/26"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("date", initial="2026-02-31"), f"{INSIDE}/initial"),
    ("Datetime picker action", picker("date", max="2100-99-99"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("date", max="2101-01-01"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("date", min="1899-12-31"), f"{INSIDE}/min"),
    ("Datetime picker action", picker("datetime", max="2199-01-01T00:00"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("datetime", min="2026-13-01T00:00"), f"{INSIDE}/min"),
    ("Datetime picker action", picker("time", max="24:00"), f"{INSIDE}/max"),
    ("Datetime picker action", picker("time", min="10:00", max="09:00"), f"{INSIDE}/min"),
    (
        "Clipboard action",
        tapped(type="clipboard", clipboardText="ก" * 1001),
        f"{INSIDE}/clipboardText",
    ),
    ("Location action: quick replies only", tapped(type="location"), f"{INSIDE}/type"),
    ("Action objects", tapped(type="dance"), f"{INSIDE}/type"),
    ("Action objects", tapped(), f"{INSIDE}/type"),
]

/** Every switch of `PUT faults` in the order of the page: [key, how it is set, LINE's page or null]. */
const REFERENCE = "reference/messaging-api/";
const GUIDE = "docs/messaging-api/";
const RETRY = `${GUIDE}retrying-api-request/`;
const RECEIVE = `${GUIDE}receiving-messages/`;
const STATUS = `${REFERENCE}#status-codes`;

export const GROUPS = [
  ["answers", [
    ["latency_ms", "number", `${GUIDE}development-guidelines/`],
    ["rate_429", "rate", `${REFERENCE}#rate-limits`],
    ["rate_500", "rate", RETRY],
    ["drop_before", "rate", RETRY],
    ["drop_after", "rate", RETRY],
    ["words_401", ["token", "reason", "both"], STATUS],
    ["body_413", "json", STATUS],
    ["body_500", "json", STATUS],
    ["empty_details", "flag", `${REFERENCE}#error-responses`],
    ["seed", "number", null],
  ]],
  ["limits", [
    ["quota", "maybe", `${GUIDE}pricing/`],
    ["rate_limits", "flag", `${REFERENCE}#rate-limits`],
    ["rate_capacity", "number", `${REFERENCE}#rate-limits`],
    ["odd_retry_key", [200, 400], RETRY],
    ["multicast_unknown_id", [200, 400], `${REFERENCE}#send-multicast-message`],
    ["reply_token_seconds", "number", `${REFERENCE}#send-reply-message`],
    ["rejected_reply_consumes_token", "flag", `${REFERENCE}#send-reply-message`],
    ["narrowcast_waiting_s", "number", `${REFERENCE}#get-narrowcast-progress-status`],
    ["narrowcast_sending_s", "number", `${REFERENCE}#get-narrowcast-progress-status`],
    ["audience_s", "number", `${REFERENCE}#get-audience-group`],
  ]],
  ["webhooks", [
    ["redelivery", "redelivery", `${RECEIVE}#webhook-redelivery`],
    ["webhook_timeout_s", "number", `${GUIDE}check-webhook-error-statistics/`],
    ["duplicate_rate", "rate", `${RECEIVE}#webhook-redelivery`],
    ["reorder", "flag", `${RECEIVE}#webhook-redelivery`],
    ["parallel", "flag", `${RECEIVE}#webhook-redelivery`],
    ["webhook_batch", "number", `${REFERENCE}#webhook-event-objects`],
    ["shuffle_image_sets", "flag", `${REFERENCE}#wh-image`],
    ["number_image_sets", "flag", `${REFERENCE}#wh-image`],
    ["standby", "flag", `${REFERENCE}#common-properties`],
  ]],
  ["content", [
    ["content_pending", "maybe", `${REFERENCE}#get-content`],
    ["transcoding_fails", "flag", `${REFERENCE}#verify-video-or-audio-preparation-status`],
    ["content_days", "maybe", `${REFERENCE}#get-content`],
    ["refuse_loopback_http", "flag", `${REFERENCE}#image-message`],
  ]],
  ["groups", [
    ["join_groups", "flag", `${GUIDE}group-chats/`],
    ["verified", "flag", `${REFERENCE}#get-follower-ids`],
    ["chat_on", "flag", `${GUIDE}mark-as-read/`],
    ["menu_change_ms", "number", `${REFERENCE}#rich-menu`],
    ["menu_batch_fails", "flag", `${REFERENCE}#get-batch-control-rich-menus-progress-status`],
  ]],
];

const KNOWN = new Set(GROUPS.flatMap(([, switches]) => switches.map(([key]) => key)));

/** The groups with what this simulator has; a switch that no list names yet stands among the others. */
export function groupsOf(state) {
  const strangers = Object.keys(state).filter((key) => !KNOWN.has(key)).map((key) => [key, "json", null]);
  return [...GROUPS, ["others", strangers]]
    .map(([name, switches]) => [name, switches.filter(([key]) => Object.hasOwn(state, key))])
    .filter(([, switches]) => switches.length > 0);
}

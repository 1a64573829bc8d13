import { SlackFault } from "./surface.ts";

type Value = Readonly<Record<string, unknown>>;

/** Slack's words for a message that can never be edited any more: it was deleted, or is out of reach for this app. */
const gone = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "channel_not_found",
  "is_archived",
  "not_in_channel",
]);
const longestWaitMs = 5 * 60_000;

/**
 * What is kept of a message that could not be posted or edited: whether it counts as gone, what it shows now, and until when
 * it waits for the next attempt. What Slack refuses again and again waits longer each time.
 */
export function noteAfter(
  error: unknown,
  value: Value,
  waitMs: number,
  now: number,
): Record<string, unknown> {
  const { ts, refusals, more = {} } = value;
  const { kind, reason } = error instanceof SlackFault ? error : lost;
  if (kind === "refused" && ts !== undefined && gone.has(reason)) return { more };
  // Nobody knows what it shows.
  if (kind === "lost") return { ...value, shown: "", busy_until: now + waitMs };
  if (kind === "unreached") return { ...value, busy_until: now + waitMs };
  const times = typeof refusals === "number" ? refusals : 0;
  const busy_until = now + Math.min(waitMs * 2 ** Math.min(times, 10), longestWaitMs);
  return { ...value, refusals: times + 1, busy_until };
}

const lost = { kind: "lost", reason: "" } as const;

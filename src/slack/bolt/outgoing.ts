import { setTimeout as delay } from "node:timers/promises";
import type { Allows } from "./destinations.ts";
import { SlackFault, longestCallMs } from "../surface.ts";

/** The part of the standard `fetch` that is used. */
export type Fetch = (address: string | URL, init?: RequestInit) => Promise<Response>;

/** What requests to Slack are held to. */
export interface OutgoingOptions {
  readonly isAllowed: Allows;
  /** Ends every request and every wait. */
  readonly signal: AbortSignal;
  /** How long an attempt may take, its answer included. Default 10 000. */
  readonly timeoutMs?: number;
  /** Waits; rejects when the signal aborts. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

const mostWaits = 3;
/** What a wait has to leave for the attempt that comes after it. */
const leastMs = 1_000;

/**
 * A `fetch` that sends to allowed places only, follows no redirect and gives up in time. A call that is over Slack's
 * limits waits as long as Slack says, up to three times, as long as it can be made within {@link longestCallMs}; others go
 * on meanwhile. Nothing else is ever repeated: an answer that got lost does not mean that nothing was done. Throws {@link SlackFault} where it stops
 * something itself, and whatever `fetch` throws otherwise.
 */
export function guardedFetch(options: OutgoingOptions): Fetch {
  const { isAllowed, signal, timeoutMs = 10_000, wait = pause, now = () => performance.now() } = options;
  return async (address, init) => {
    const url = new URL(address);
    if (!isAllowed(url)) throw new SlackFault("unreached", "request", "host_not_allowed");
    const until = now() + longestOf(url);
    for (let waits = 0; ; waits += 1) {
      const answer = await send(url, init, signal, Math.min(timeoutMs, until - now()));
      if (answer.status !== 429) return answer;
      const ms = toWaitMs(answer);
      const isTooLong = waits === mostWaits || now() + ms + leastMs > until;
      if (isTooLong) throw new SlackFault("unreached", "request", "ratelimited");
      await wait(ms, signal);
    }
  };
}

function longestOf({ pathname }: URL): number {
  return pathname.endsWith("/chat.update") ? longestCallMs.edit : longestCallMs.other;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => {
    throw new SlackFault("unreached", "request", "stopped");
  });
}

/** The whole answer. AbortSignal.any would be shorter, but on Node 20 it leaks with a signal that lives on. */
async function send(
  url: URL,
  init: RequestInit | undefined,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Response> {
  if (signal.aborted) throw new SlackFault("unreached", "request", "stopped");
  const deadline = new AbortController();
  const end = (reason: string) => deadline.abort(new SlackFault("lost", "request", reason));
  const stop = () => end("stopped");
  const timer = setTimeout(end, timeoutMs, "timeout");
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await buffered(await fetch(url, { ...init, redirect: "manual", signal: deadline.signal }));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** The answer with its body read, so that the deadline covers that, too. */
async function buffered(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  if (answer.status >= 300 && answer.status < 400) throw new SlackFault("refused", "request", "redirect");
  const { status, statusText, headers } = answer;
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
}

/** Infinite where Slack does not say. */
function toWaitMs(answer: Response): number {
  const seconds = Number.parseInt(answer.headers.get("retry-after") ?? "", 10);
  return seconds >= 0 ? seconds * 1_000 : Number.POSITIVE_INFINITY;
}

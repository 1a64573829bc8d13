import { type Surface, SlackFault } from "../../src/slack/surface.ts";
import type { Message } from "../../src/slack/views/blocks.ts";

/** Where messages stand in place of Slack, in the hands of a test. */
export interface StandIn {
  readonly surface: Surface;
  /** What stands there, by its ts. */
  readonly messages: Map<string, Message>;
  /** The threads that were posted to. */
  readonly threads: string[];
  /** Done before a message is taken: throws what Slack would, or waits. */
  readonly before: Record<"post" | "update", (message: Message) => Promise<void>>;
}

/** A Slack that takes messages, and nothing else. */
export function createStandIn(): StandIn {
  const messages = new Map<string, Message>();
  const threads: string[] = [];
  const before: StandIn["before"] = { post: taken, update: taken };
  const surface: Surface = {
    async post(channel, message, threadTs) {
      await before.post(message);
      if (threadTs !== undefined) threads.push(threadTs);
      const ts = String(messages.size + 1);
      messages.set(ts, message);
      return { channel, ts };
    },
    async update({ ts }, message) {
      await before.update(message);
      messages.set(ts, message);
    },
    respond: refused,
    open: refused,
    show: refused,
    publishHome: refused,
    user: refused,
  };
  return { surface, messages, threads, before };
}

/** An act that waits until it is let go, and what tells that it has begun. */
export function createGateway() {
  let open = () => {};
  let begin = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const wait = () => {
    begin();
    return opened;
  };
  return { wait, begun, open: () => open() };
}

export function refusing(reason: string, kind: SlackFault["kind"] = "refused"): () => Promise<never> {
  return () => Promise.reject(new SlackFault(kind, "chat", reason));
}

const refused = refusing("not_allowed");
const taken = () => Promise.resolve();

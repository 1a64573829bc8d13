import { LogLevel } from "@slack/bolt";
import type { Logger } from "@slack/bolt";
import { plain } from "../../gate/plain.ts";

/**
 * A logger for Slack's libraries that tells warnings and errors, as short lines without the objects that come with
 * them, and keeps the rest to itself: lower levels show requests and answers in full.
 */
export function createSlackLogger(onFault: (error: unknown) => void): Logger {
  const tell = (first: unknown) => {
    const text = plain(first instanceof Error ? first.message : first);
    // It is thrown as well, to whoever made the call.
    if (text !== "http request failed") onFault(new SlackWarning(`Slack: ${text}`));
  };
  const drop = () => {};
  return {
    debug: drop,
    info: drop,
    warn: tell,
    error: tell,
    setLevel: drop,
    setName: drop,
    getLevel: () => LogLevel.WARN,
  };
}

/** Something that Slack's libraries warn of. */
class SlackWarning extends Error {
  override readonly name = "SlackWarning";
}

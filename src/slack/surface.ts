import type { Home, Message, Modal } from "./views/blocks.ts";

/** Where a message stands. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/** A user as `users.info` tells of them. */
export interface SlackUser {
  readonly id: string;
  readonly teamId: string;
  readonly locale?: string;
  readonly isBot: boolean;
  readonly isDeleted: boolean;
  readonly isGuest: boolean;
  /** Somebody of another organisation in a shared channel. */
  readonly isStranger: boolean;
}

/**
 * Thrown when Slack did not do what it was asked.
 *
 * - `refused`: Slack said no, with its own word in `reason`; nothing was done.
 * - `unreached`: it never left, or Slack was over its limits; nothing was done.
 * - `lost`: the answer was lost; it may have been done.
 */
export class SlackFault extends Error {
  override readonly name = "SlackFault";
  readonly kind: "refused" | "unreached" | "lost";
  /** Slack's own error code, such as `channel_not_found`, or what kept the call from arriving. */
  readonly reason: string;

  constructor(kind: SlackFault["kind"], method: string, reason: string) {
    super(`Slack: ${method}: ${reason} (${kind})`);
    this.kind = kind;
    this.reason = reason;
  }
}

/**
 * How long a call may take in all, limits that are waited out included, in milliseconds. An edit takes less than a message:
 * whoever has one in hand keeps others from it, and an old one must not land after a newer.
 */
export const longestCallMs = { edit: 10_000, other: 45_000 } as const;

/** All that is asked of Slack. Everything in it throws {@link SlackFault}. */
export interface Surface {
  /** Posts a message; to a user's id it becomes a direct message. Never repeated by itself. */
  post(channel: string, message: Message, threadTs?: string): Promise<MessageRef>;
  /** Puts another message in the place of one that was posted. */
  update(ref: MessageRef, message: Message): Promise<void>;
  /** Answers where a command or button was used, for at most 30 minutes; only its user sees it unless it is public. */
  respond(
    url: string,
    message: Message,
    how?: { readonly replace?: boolean; readonly public?: boolean },
  ): Promise<void>;
  /** Opens a modal within three seconds of the press; gives its id. */
  open(triggerId: string, modal: Modal): Promise<string>;
  /** Shows another modal in the place of one that is open. */
  show(viewId: string, modal: Modal): Promise<void>;
  /** Shows somebody their home tab. */
  publishHome(userId: string, home: Home): Promise<void>;
  /** Looks up a user of the workspace. */
  user(userId: string): Promise<SlackUser>;
}

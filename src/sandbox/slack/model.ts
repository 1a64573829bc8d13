// What the fake Slack is made of, as its users see it.

/** The people of the sandbox, by the part they play. */
export type UserKey =
  | "hanako"
  | "taro"
  | "kenji"
  | "alice"
  | "stranger"
  | "guest"
  | "visitor"
  | "gone"
  | "robot";

/** What `users.info` says about somebody who is not a plain member. */
export type UserFlag = "deleted" | "is_bot" | "is_restricted" | "is_ultra_restricted" | "is_stranger";

export interface FakeUser {
  readonly key: UserKey;
  readonly id: string;
  /** The name in mentions and payloads; nothing may depend on it. */
  readonly name: string;
  readonly realName: string;
  /** The team of the person, which is another one for people from outside. */
  readonly teamId: string;
  readonly locale: string;
  readonly tz: string;
  readonly tzLabel: string;
  /** Seconds east of Greenwich. */
  readonly tzOffset: number;
  readonly flags: readonly UserFlag[];
}

export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "im";
  /** The ids of the people in it. */
  readonly members: readonly string[];
  readonly hasBot: boolean;
}

/** A message as it stands now: another object after every change. */
export interface FakeMessage {
  readonly ts: string;
  readonly channel: string;
  /** The id of the author. */
  readonly user: string;
  readonly text: string;
  /** As they were sent; an empty list when there were none. */
  readonly blocks: readonly unknown[];
  /** The id of the only person who sees it. */
  readonly ephemeralFor?: string;
  readonly threadTs?: string;
  readonly metadata?: unknown;
  readonly edited: boolean;
  readonly deleted: boolean;
}

/** A modal that is open, or a home tab. */
export interface FakeView {
  readonly id: string;
  /** Another one after every change. */
  readonly hash: string;
  /** As it was sent. */
  readonly view: Readonly<Record<string, unknown>>;
  /** The ids of the open modals from the first to this one. */
  readonly stack: readonly string[];
  /** What the app found wrong at the last submission, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** What Slack itself tells the person: the app did not answer, or not in a way Slack understands. */
  readonly problem?: string;
}

/** Where something can be clicked. A message and a view are places themselves. */
export type Place =
  | { readonly channel: string; readonly ts: string }
  | { readonly id: string; readonly hash: string }
  | { readonly viewId: string }
  | "home";

/** A choice in a menu. */
export interface Option {
  readonly text: { readonly type: string; readonly text: string };
  readonly value: string;
  readonly description?: { readonly type: string; readonly text: string };
}

/** A call of the Web API, or a post to a `response_url` (then the method is `response_url`). */
export interface ApiCall {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined when no answer went out. */
  readonly answer: unknown;
}

/** What the app made of something that was sent to it. */
export interface Delivery {
  /** Whether it answered within three seconds, over HTTP with a status of success. */
  readonly acked: boolean;
  /** The HTTP status, when it went over HTTP and an answer came. */
  readonly status?: number;
  /** The body of the answer; undefined when it was empty. */
  readonly ack: unknown;
  readonly tookMs: number;
  readonly envelopeId?: string;
  /** What was sent. */
  readonly payload: unknown;
  /** The message that the answer made. */
  readonly message?: FakeMessage;
  /** What Slack tells the person when the answer was missing or wrong. */
  readonly problem?: string;
}

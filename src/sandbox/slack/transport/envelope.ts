/** The kinds of payloads Slack sends. */
export type EnvelopeType = "slash_commands" | "interactive" | "events_api";

/** How a request over HTTP is signed, where a test wants it wrong. */
export interface SignatureOverrides {
  /** Signs with another secret; an empty one too. */
  readonly secret?: string;
  /** Unix seconds in place of the present ones. */
  readonly timestamp?: number;
  /** Sends this body in place of the one that was signed. */
  readonly body?: string;
  /** Sends this signature in place of the right one. */
  readonly signature?: string;
}

/** A payload on its way to the app. */
export interface Envelope {
  readonly type: EnvelopeType;
  readonly payload: unknown;
  readonly signature?: SignatureOverrides;
  /** Marks an event as sent again. */
  readonly retry?: { readonly num: number; readonly reason: string };
}

/** What came back within three seconds. */
export interface Receipt {
  readonly acked: boolean;
  readonly ack: unknown;
  readonly status?: number;
  readonly envelopeId?: string;
}

/** How long Slack gives the app to answer, in milliseconds. */
export const usualAckMs = 3000;

/** Where a ticket stands: `open -> approved | denied | cancelled | expired`, `approved -> running -> done | failed | unknown`. */
export type TicketState =
  | "open"
  | "approved"
  | "denied"
  | "cancelled"
  | "expired"
  | "running"
  | "done"
  | "failed"
  | "unknown";

/** What an issuer of tokens says of somebody, such as a group that they are in. */
export interface Claim {
  readonly issuer: string;
  readonly claim: string;
  readonly value: string;
}

/** Someone who asked, decided or ran, as the face authenticated them. */
export interface Party {
  readonly principal: string;
  readonly face: string;
  /** The program in front of the person, as it declares itself. */
  readonly client?: { readonly name: string; readonly version: string };
  /** Their user on SSS, where the face knows it. */
  readonly sssUserId?: string;
  /** Of what their token says of them, only what a role of the policy goes by. */
  readonly claims?: readonly Claim[];
  /** Where exactly they said it, such as the channel and the message of a button. */
  readonly where?: Readonly<Record<string, string>>;
}

/** Who decided a ticket, when (milliseconds since the epoch) and, where they said it, why. */
export interface Decided {
  readonly by: Party;
  readonly at: number;
  readonly reason?: string;
}

/** One of the writes that a ticket is for, where there are several. */
export interface TicketStep {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  /** What people know the thing by that it is done to. */
  readonly name: string;
}

/** A ticket as it is remembered. At rest all of it is sealed, since `input` may hold a secret. */
export interface TicketRecord {
  readonly id: string;
  readonly operation: string;
  readonly callDigest: string;
  readonly input: Record<string, unknown>;
  readonly before: Record<string, unknown>;
  readonly beforeDigest: string;
  readonly impact: readonly { readonly operation: string; readonly answer: Record<string, unknown> }[];
  /** Of several writes each, in the order in which they are done. */
  readonly steps?: readonly TicketStep[];
  readonly question: { readonly message: string; readonly wanted: string; readonly name: string };
  readonly consent: "self" | "second";
  readonly requester: Party;
  /** What the account was called that it was asked for, where there were several. */
  readonly account?: string;
  readonly policyVersion: string;
  readonly rule: string;
  /** Where its question is put: to the requester in the call itself, or at the doors. */
  readonly asked?: "here" | "doors";
  /** The policy keeps its answer out of Slack. */
  readonly notFromSlack?: true;
  /** The ticket whose call it undoes. */
  readonly undoes?: string;
  readonly state: TicketState;
  /** Milliseconds since the epoch, as every time here. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly decided?: Decided;
  /** The process that runs it. */
  readonly holder?: string;
  readonly outcome?: Record<string, unknown>;
  readonly endedAt?: number;
}

/** A ticket to be opened. */
export type NewTicket = Omit<TicketRecord, "state" | "decided" | "holder" | "outcome" | "endedAt">;

/** Something that happened to a call, to be put on record. */
export interface AuditEvent {
  readonly event: "asked" | "decided" | "called" | "ended";
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ticketId?: string;
  readonly operation: string;
  readonly actor: Party;
  /** Kept in the clear: the caller leaves secrets out. */
  readonly details: Record<string, unknown>;
}

/** An event in the chain: `seq` counts from 1 without a gap, `hash` covers the row and all rows before it. */
export interface AuditRow extends AuditEvent {
  readonly seq: number;
  readonly hash: string;
}

/** The newest row of the chain; of an empty one `seq` is 0. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** A change of a ticket's state, and what must hold for it. */
export interface Move {
  readonly from: readonly TicketState[];
  readonly to: TicketState;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Only while `expiresAt > at`. */
  readonly unexpired?: boolean;
  /** Only while this process holds the ticket. */
  readonly heldBy?: string;
  readonly set?: {
    readonly asked?: "doors";
    readonly decided?: Decided;
    readonly holder?: string;
    readonly outcome?: Record<string, unknown>;
  };
}

import { digestOf } from "../store/canonical.ts";
import type { Claim } from "../store/records.ts";

/** Somebody whom the policy knows. */
export interface Person {
  /** As the face authenticates them, such as `local:taro`; compared exactly. */
  readonly principal: string;
  readonly mayApprove: boolean;
  /** Their user on SSS. Two principals with the same one are the same human, who cannot approve their own ticket. */
  readonly sssUserId?: string;
  /** Their other principals, such as the Slack account of somebody who also asks from a terminal: the same human. */
  readonly alsoKnownAs?: readonly string[];
}

/** What several people have in common: they are named, or their tokens carry one of the claims. */
export interface Role {
  readonly name: string;
  readonly mayApprove: boolean;
  /** Who has it, under all their names. */
  readonly principals: readonly string[];
  readonly claims: readonly Claim[];
}

/** What something of the policy covers; what is left out covers everything. */
export interface Cover {
  /** Names of operations, `*` for any part of one. */
  readonly operations?: readonly string[];
  readonly risks?: readonly ("change" | "destroy")[];
  /** The first words of commands, such as `tenant`. */
  readonly resources?: readonly string[];
  /** Names of accounts. */
  readonly accounts?: readonly string[];
}

/** Which writes take more consent than they would by default; what is left out matches everything. */
export interface Rule extends Cover {
  readonly name: string;
  /** Who asks; compared exactly. Of principals and roles one is enough. */
  readonly principals?: readonly string[];
  readonly roles?: readonly string[];
  readonly faces?: readonly string[];
  readonly consent: "self" | "second" | "deny";
  /** Principals and names of roles: who may answer, whatever they may approve else. Left out: whoever may approve. */
  readonly approvers?: readonly string[];
  /** From so many calls of its operations by one person within so many milliseconds on, it takes a second person. */
  readonly limit?: { readonly calls: number; readonly windowMs: number };
  /** Neither asked for from Slack nor answered there. */
  readonly notFromSlack?: true;
}

/** A day of the week, as it is in the zone of a freeze. */
export type Day = (typeof days)[number];

/** The days of the week. */
export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** The same hours of each of these days, by the clocks of a zone. */
export interface Weekly {
  readonly days: readonly Day[];
  /** Minutes since midnight. */
  readonly from: number;
  /** Minutes since midnight, at most 1,440. Not after `from`: on the day after. */
  readonly until: number;
  /** Such as `Asia/Tokyo`. */
  readonly zone: string;
}

/** A time without the writes that it covers: once, from `from` until just before `until`, or every week. */
export type Freeze = Cover & { readonly name: string } & (
    | {
        /** Milliseconds since the epoch. */
        readonly from: number;
        readonly until: number;
      }
    | { readonly weekly: Weekly }
  );

/** What whoever runs the server allows, and with whose consent. */
export interface Policy {
  /** 12 hex digits of the SHA-256 over the rest; another content has another version. */
  readonly version: string;
  /** Refuse every write. */
  readonly readOnly: boolean;
  /** Operations that are refused, reads included; `*` stands for any part of a name. */
  readonly deny: readonly string[];
  readonly people: readonly Person[];
  readonly roles: readonly Role[];
  /** The first that matches counts. It can ask for more consent than the default, never for less. */
  readonly rules: readonly Rule[];
  readonly freezes: readonly Freeze[];
  /** From so many destroying calls by one person within so many milliseconds on, each takes a second person. */
  readonly breaker: { readonly destroys: number; readonly windowMs: number };
  /** How long a ticket waits: for the requester's own answer, and for a second person's. */
  readonly life: { readonly selfMs: number; readonly secondMs: number };
}

/** The names that decisions carry when no rule of the file decided; none of the file's may be called so. */
export const ownRules = [
  "deny-list",
  "reads",
  "read-only",
  "freeze",
  "default-change",
  "default-destroy",
  "breaker",
  "guard",
] as const;

/** Gives a policy the version of its content. A version that is already there counts for nothing. */
export function versioned(content: Omit<Policy, "version">): Policy {
  const { readOnly, deny, people, roles, rules, freezes, breaker, life } = content;
  const counted = { readOnly, deny, people, roles, rules, freezes, breaker, life };
  return { ...counted, version: digestOf(counted).slice(0, 12) };
}

/** What holds without a policy file: everybody confirms for themselves, at most five destroying calls an hour. */
export const defaultPolicy: Policy = versioned({
  readOnly: false,
  deny: [],
  people: [],
  roles: [],
  rules: [],
  freezes: [],
  breaker: { destroys: 5, windowMs: 3_600_000 },
  life: { selfMs: 600_000, secondMs: 86_400_000 },
});

/** What is known at the moment of the decision beside the call itself. */
export interface Situation {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Destroying calls of the requester within the breaker's window. */
  readonly recentDestroys: number;
  /** Of a rule with a limit, by its name: calls of the requester within its window. One that is left out is reached. */
  readonly recentCalls?: Readonly<Record<string, number>>;
  /** When the oldest of the destroying calls leaves the window, in milliseconds since the epoch. */
  readonly breakerOpensAt?: number;
  /** Why a guard wants a second person. */
  readonly secondWanted?: string;
}

/** What a person has to give before a write runs: a yes, or the target's name typed out. */
export type Wanted = "yes" | "name";

/** Why the policy refuses a call. */
export type DenyCode =
  | "read_only"
  | "operation_denied"
  | "not_from_slack"
  | "frozen"
  | "too_many_destroys"
  | "too_many_calls"
  | "no_approver";

/** Whether a call may run, needs a person's consent first, or is refused; `rule` is what decided. */
export type Decision =
  | { readonly kind: "allow"; readonly rule: string }
  | {
      readonly kind: "confirm";
      readonly by: "self" | "second";
      readonly wanted: Wanted;
      /**
       * Who may give it, none of them the requester; empty for `self`. Principals, and `role:NAME` for whoever has that
       * role by a claim.
       */
      readonly approvers: readonly string[];
      /** How long the ticket waits, in milliseconds. */
      readonly lifeMs: number;
      readonly rule: string;
      /** Why a second person, where a guard or a limit wants one. */
      readonly reason?: string;
      /** The answer may not come from Slack. */
      readonly notFromSlack?: true;
    }
  | { readonly kind: "deny"; readonly code: DenyCode; readonly message: string; readonly rule: string };

/** What a decision says and which rule made it, in one sentence. */
export function explain(decision: Decision): string {
  const by = `by the rule "${decision.rule}"`;
  switch (decision.kind) {
    case "allow":
      return `It runs at once, ${by}.`;
    case "deny":
      return `It is refused, ${by}: ${decision.message}`;
    case "confirm": {
      const { wanted, approvers, reason } = decision;
      const who = decision.by === "self" ? "whoever asked" : `a second person (${approvers.join(" or ")})`;
      const what = wanted === "name" ? "the target's name, typed by" : "a yes from";
      return `It takes ${what} ${who}, ${by}${reason === undefined ? "" : `: ${withoutStop(reason)}`}.`;
    }
  }
}

/** A sentence, to be gone on with. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";

/** What whoever runs the server allows. */
export interface PolicySettings {
  /** Refuse every write. */
  readonly readOnly: boolean;
  /** Names of operations that are refused. */
  readonly deny: readonly string[];
}

/** What a person has to give before a write runs: a yes, or the target's name typed out. */
export type Wanted = "yes" | "name";

/** Whether a call may run, needs a person's consent first, or is refused. */
export type Decision =
  | { readonly kind: "allow" }
  | { readonly kind: "confirm"; readonly wanted: Wanted }
  | {
      readonly kind: "deny";
      readonly code: "read_only" | "operation_denied" | "cannot_ask";
      readonly message: string;
    };

/** Decides on a call without doing anything. A write whose person cannot be asked is refused: it fails closed. */
export function decide(operation: Operation, actor: Actor, settings: PolicySettings): Decision {
  if (settings.deny.includes(operation.name)) {
    return deny("operation_denied", `${operation.name} is switched off on this server.`);
  }
  if (operation.risk === "read") return { kind: "allow" };
  if (settings.readOnly) {
    return deny("read_only", `${operation.name} changes the account, and this server is read-only.`);
  }
  if (actor.asking === "none") {
    return deny(
      "cannot_ask",
      `${operation.name} needs a person's consent, and this client cannot ask for it.`,
    );
  }
  return { kind: "confirm", wanted: operation.risk === "destroy" ? "name" : "yes" };
}

function deny(code: "read_only" | "operation_denied" | "cannot_ask", message: string): Decision {
  return { kind: "deny", code, message };
}

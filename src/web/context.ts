import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";
import type { Store } from "../store/port.ts";
import type { Text } from "../../tools/operation.ts";

/** A language that the console speaks, by the browser's preference. */
export type Language = keyof Text;

/** Whoever is signed in, for one request. */
export interface Visitor {
  readonly actor: Actor;
  readonly language: Language;
  /** Stands in every form; a post without it is refused. */
  readonly csrf: string;
}

/** What Hono carries from the sign-in check to the pages. */
export interface WebEnv {
  readonly Variables: { visitor: Visitor };
}

/** How something the server depends on is. */
export interface Health {
  readonly name: string;
  readonly state: "ok" | "off" | "faulty";
  /** Safe to show; a bare text is in English. */
  readonly detail: string | Text;
  /** What is wrong, in one word. */
  readonly code?: string;
}

/** What the pages work with. */
export interface PageOptions {
  readonly gate: Gate;
  readonly store: () => Promise<Store>;
  /** One sentence on what the server is attached to. */
  readonly account: Text;
  readonly version: string;
  /** Where the console is reached, without a slash at the end. */
  readonly url: string;
  readonly health: () => Promise<readonly Health[]>;
  /** How hosts are attached to the MCP endpoint. */
  readonly hosts: readonly { readonly host: string; readonly where: string; readonly paste: string }[];
  readonly now: () => number;
  readonly newId: () => string;
}

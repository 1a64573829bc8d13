import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "../gate/actor.ts";
import type { Language } from "./views/language.ts";
import type { Reply } from "./people/reply.ts";

/** How an answer reaches people. */
export interface Delivery {
  readonly reply: Reply;
  /** Whether everybody in the channel is answered. */
  readonly public: boolean;
  /** Of a list only the rows that show this text. */
  readonly filter?: string;
}

/** One operation that somebody wants run, and where they are answered. */
export interface Errand extends Delivery {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly actor: Actor;
  readonly language: Language;
  /** A modal that waits to show the question or the answer. */
  readonly viewId?: string | undefined;
}

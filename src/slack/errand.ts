import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "../gate/actor.ts";
import type { Language } from "./views/language.ts";
import type { Reply } from "./people/reply.ts";

/** One operation that somebody wants run, and where they are answered. */
export interface Errand {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly actor: Actor;
  readonly language: Language;
  readonly reply: Reply;
  readonly public?: boolean;
  readonly filter?: string | undefined;
  /** A modal that waits to show the question or the answer. */
  readonly viewId?: string | undefined;
}

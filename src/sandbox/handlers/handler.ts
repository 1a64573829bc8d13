import type * as z from "zod";
import { parseInput } from "../input.ts";
import type { Asker } from "../permissions.ts";
import type { Reply } from "../reply.ts";
import type { Endpoints } from "../site.ts";

/** One call: who asks what world, in which version, and where he finds it. */
export interface Call extends Asker {
  readonly version: string;
  readonly endpoints: Endpoints;
}

/** Answers one operation from what was sent, or throws a `Refusal`. */
export type Handler = (call: Call, sent: Readonly<Record<string, unknown>>) => Reply;

/** Makes a handler whose input has passed the operation's own schema. */
export function handle<Input extends z.ZodObject>(
  operation: { readonly input: Input },
  act: (call: Call, input: z.output<Input>) => Reply,
): Handler {
  return (call, sent) => act(call, parseInput(operation.input, sent));
}

import type { Operation } from "../../tools/operation.ts";

/**
 * Calls an operation upstream and gives its answer.
 *
 * @throws {@link SssError} as the client does.
 */
export type Send = (
  operation: Operation,
  input: Record<string, unknown>,
  options: { readonly signal?: AbortSignal },
) => Promise<Record<string, unknown>>;

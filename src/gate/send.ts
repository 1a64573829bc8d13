import type { Endpoint } from "../../tools/operation.ts";

/**
 * Calls an operation upstream and gives its answer.
 *
 * @throws {@link SssError} as the client does.
 */
export type Send = (
  operation: Endpoint,
  input: Record<string, unknown>,
  options: { readonly signal?: AbortSignal },
) => Promise<Record<string, unknown>>;

/** A call of SSS that changes nothing there. */
type Reading = Endpoint & { readonly effect: "read" };

/**
 * The same for calls that change nothing: whoever holds only this cannot write.
 *
 * @throws {@link SssError} as the client does.
 */
export type Read = (
  reading: Reading,
  input: Record<string, unknown>,
  options: { readonly signal?: AbortSignal },
) => Promise<Record<string, unknown>>;

/** Whether a call changes nothing on SSS. */
export function isReading(endpoint: Endpoint): endpoint is Reading {
  return endpoint.effect === "read";
}

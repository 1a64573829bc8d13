import type { Endpoint } from "../../tools/operation.ts";
import { SssError } from "../sss/errors.ts";
import { placeholders } from "./placeholders.ts";
import { partSecrets } from "./seal.ts";
import { type Read, isReading } from "./send.ts";

/**
 * The answer of a read whose input is filled from what is known, secrets hidden.
 *
 * @throws {@link SssError} as the client does.
 */
export async function readAbout(
  reading: Endpoint,
  known: Record<string, unknown>,
  send: Read,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  if (!isReading(reading)) throw new Error(`${reading.name} is no read`);
  const fields = Object.keys(reading.input.shape);
  const input = Object.fromEntries(Object.entries(known).filter(([field]) => fields.includes(field)));
  const answer = await send(reading, input, signal === undefined ? {} : { signal });
  return partSecrets(reading, answer).show(placeholders.hidden.en);
}

/** The records among the elements of a list of an answer. */
export function rowsIn(list: unknown): readonly Record<string, unknown>[] {
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  return rows.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null);
}

/** What stands in the place of an answer that SSS did not give. */
export function toUnreadable(error: unknown): { readonly could_not_be_read: string } {
  if (!(error instanceof SssError)) throw error;
  return { could_not_be_read: error.code };
}

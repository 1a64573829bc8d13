import { operationNamed } from "../../tools/index.ts";
import type { Impact, Operation } from "../../tools/operation.ts";
import { SssError } from "../sss/errors.ts";
import { isSameId, mentions, recordsIn } from "./facts.ts";
import { placeholders } from "./placeholders.ts";
import { oneLine } from "./plain.ts";
import { partSecrets } from "./seal.ts";
import type { Send } from "./send.ts";

/** How the target of a write is now, and what hangs on it. */
export interface Preview {
  /** The target's fields; empty when the operation has no target. */
  readonly before: Record<string, unknown>;
  readonly impact: readonly { readonly operation: string; readonly answer: Record<string, unknown> }[];
}

/**
 * Reads the target of a write and what hangs on it. Secrets are left out. A read of the latter that fails is shown as
 * what could not be read: the account may lack the right to it.
 *
 * @throws {@link SssError} when the target cannot be read, for then nobody can be shown what they consent to.
 */
export async function preview(
  operation: Operation,
  input: Record<string, unknown>,
  send: Send,
  { now, signal }: { readonly now: number; readonly signal?: AbortSignal | undefined },
): Promise<Preview> {
  const before = await readTarget(operation, input, send, signal);
  // A bill is of a month; what hangs on a target is that of this one.
  const known = { target_month: new Date(now).toISOString().slice(0, 7), ...before, ...input };
  const readAs = (name: string, about: Record<string, unknown>) => read(name, about, send, signal);
  const impact = await Promise.all(
    operation.impact.map(async (wanted) => ({
      operation: wanted.operation,
      answer: await readImpact(wanted, known, readAs).catch(toUnreadable),
    })),
  );
  return { before, impact };
}

type Read = (name: string, about: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Rows that are looked into one by one; a person reads no more either. */
const mostRows = 50;

async function readImpact(
  { operation, in: list, about, read: readOfRow, find, ofOwnContract, where = {} }: Impact,
  known: Record<string, unknown>,
  readAs: Read,
): Promise<Record<string, unknown>> {
  const { contract_id } = ofOwnContract === true ? await readAs("list_users", {}) : known;
  const answer = await readAs(operation, contract_id === undefined ? known : { ...known, contract_id });
  if (find !== undefined) {
    return recordsIn(answer).find((record) => isSameId(record[find], known[find])) ?? {};
  }
  if (list === undefined) return answer;
  const rows = rowsIn(answer[list]).filter((row) =>
    Object.entries(where).every(([field, value]) => row[field] === value),
  );
  if (about === undefined) return { [list]: rows };
  const id = oneLine(known[about]);
  const looked = readOfRow === undefined ? rows : rows.slice(0, mostRows);
  const isAbout = await Promise.all(
    looked.map(async (row) =>
      mentions(readOfRow === undefined ? row : await readAs(readOfRow, { ...known, ...row }), id),
    ),
  );
  const unseen = rows.length - looked.length;
  return {
    [list]: looked.filter((_row, index) => isAbout[index]),
    ...(unseen === 0 ? {} : { not_looked_at: unseen }),
  };
}

function rowsIn(list: unknown): readonly Record<string, unknown>[] {
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  return rows.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null);
}

function toUnreadable(error: unknown): Record<string, unknown> {
  if (!(error instanceof SssError)) throw error;
  return { could_not_be_read: error.code };
}

/**
 * Reads the target of a write; empty when it has none.
 *
 * @throws {@link SssError} when it cannot be read.
 */
export async function readTarget(
  { target }: Operation,
  input: Record<string, unknown>,
  send: Send,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  return target === undefined ? {} : read(target.operation, input, send, signal);
}

async function read(
  name: string,
  known: Record<string, unknown>,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  const reading = operationNamed(name);
  if (reading === undefined) throw new Error(`no operation is called ${name}`);
  const answer = await send(reading, inputFor(reading, known), signal === undefined ? {} : { signal });
  return partSecrets(reading, answer).show(placeholders.hidden.en);
}

function inputFor(operation: Operation, known: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.keys(operation.input.shape);
  return Object.fromEntries(Object.entries(known).filter(([field]) => fields.includes(field)));
}

import type { Rows } from "../../../tools/workflow.ts";
import { SssError } from "../../sss/errors.ts";
import { mentions } from "../facts.ts";
import { oneLine } from "../plain.ts";
import { rowsIn } from "../read-about.ts";
import { inParallel } from "./in-parallel.ts";
import type { ReadRows } from "./plan.ts";

/** Rows that are looked into one by one; a workflow does not run on a part of them. */
const mostRows = 1_000;

/**
 * The rows that a step is done for, as they are now.
 *
 * @throws {@link SssError} when one cannot be read, or `invalid_request` when there are too many to look into.
 */
export async function rowsFor(
  { operation, in: list, about, read: readOfRow }: Rows,
  known: Record<string, unknown>,
  read: ReadRows,
): Promise<readonly Record<string, unknown>[]> {
  const rows = rowsIn((await read(operation, known))[list]);
  const id = oneLine(known[about]);
  if (readOfRow === undefined) return rows.filter((row) => mentions(row, id));
  if (rows.length > mostRows) {
    const message = `${operation.name} lists ${rows.length}, more than the ${mostRows} that can be looked into.`;
    throw new SssError("invalid_request", message);
  }
  const isAbout = await inParallel(rows, async (row) =>
    mentions(await read(readOfRow, { ...known, ...row }), id),
  );
  return rows.filter((_row, index) => isAbout[index]);
}

import type { Endpoint } from "../../../tools/operation.ts";
import type { Rows, Source, Step, Workflow } from "../../../tools/workflow.ts";
import { SssError } from "../../sss/errors.ts";
import type { TicketStep } from "../../store/records.ts";
import { oneLine, plain } from "../plain.ts";
import type { Preview } from "../preview.ts";
import { toUnreadable } from "../read-about.ts";
import { rowsFor } from "./rows.ts";

/** What is known of the call that a plan is made for. */
export interface Known {
  readonly input: Record<string, unknown>;
  /** The target as it is now. */
  readonly before: Record<string, unknown>;
  /** Both together, and what else reads may be asked with. */
  readonly known: Record<string, unknown>;
}

/** Reads with what is known. */
export type ReadRows = (
  reading: Endpoint,
  known: Record<string, unknown>,
) => Promise<Record<string, unknown>>;

/** Every step with its exact arguments, and what could not be read for the optional ones. */
export interface Plan {
  readonly steps: readonly TicketStep[];
  readonly unread: Preview["impact"];
}

/** More steps nobody checks one by one. */
const mostSteps = 100;

/**
 * What a workflow would do now, step by step.
 *
 * @throws {@link SssError} when rows cannot be read that the plan has to know, or `invalid_request` when there are too many.
 */
export async function planOf(workflow: Workflow, known: Known, read: ReadRows): Promise<Plan> {
  const found = await Promise.all(workflow.steps.map((step) => rowsOfStep(step, known, read)));
  const covered = new Set<string>();
  const steps = workflow.steps.flatMap((step, index) =>
    (found[index]?.rows ?? [])
      .filter((row) => isFirst(step.each, row, covered))
      .map((row) => toTicketStep(step, known, row)),
  );
  if (steps.length > mostSteps) throw tooMany(workflow, steps.length);
  return { steps, unread: found.flatMap(({ unread }) => unread) };
}

interface Found extends Pick<Plan, "unread"> {
  readonly rows: readonly Record<string, unknown>[];
}

async function rowsOfStep({ each }: Step, { known, before }: Known, read: ReadRows): Promise<Found> {
  if (each === undefined) return { rows: [before], unread: [] };
  try {
    return { rows: await rowsFor(each, known, read), unread: [] };
  } catch (error) {
    if (each.optional !== true) throw error;
    return { rows: [], unread: [{ operation: each.operation.name, answer: toUnreadable(error) }] };
  }
}

/** Whether nothing covers yet what a row stands for; from now on it does. */
function isFirst(
  { distinct }: Partial<Rows> = {},
  row: Record<string, unknown>,
  covered: Set<string>,
): boolean {
  const value = distinct === undefined ? undefined : row[distinct];
  if (value === undefined || value === null || value === "") return true;
  const key = `${distinct} ${oneLine(value)}`;
  const isNew = !covered.has(key);
  covered.add(key);
  return isNew;
}

/**
 * What one step is to be done for, as things are now, whatever other steps cover.
 *
 * @throws {@link SssError} when that cannot be read.
 */
export async function stepsNow(
  step: Step & { readonly each: Rows },
  known: Known,
  read: ReadRows,
): Promise<readonly TicketStep[]> {
  const rows = await rowsFor(step.each, known.known, read);
  return rows.map((row) => toTicketStep(step, known, row));
}

function toTicketStep(
  { operation, input: sources }: Step,
  { input }: Pick<Known, "input">,
  row: Record<string, unknown>,
): TicketStep {
  const filled = Object.entries(sources).map(
    ([field, source]) => [field, valueOf(source, operation, { input, row })] as const,
  );
  const name = plain(row[operation.target?.name ?? ""] ?? "") || plain(filled[0]?.[1] ?? "");
  const checked = operation.input.safeParse(Object.fromEntries(filled));
  if (checked.success) return { operation: operation.name, input: checked.data, name };
  const [field = ""] = checked.error.issues.flatMap(({ path }) => path.map(String));
  throw new SssError("invalid_answer", `${operation.name} cannot be planned: SSS showed no valid ${field}.`);
}

function valueOf(
  source: Source,
  { name }: Endpoint,
  from: Readonly<Record<"input" | "row", Record<string, unknown>>>,
): unknown {
  const [place, field] = source.split(".") as ["input" | "row", string];
  const value = from[place][field];
  if (value !== undefined && value !== null && value !== "") return value;
  throw new SssError("invalid_answer", `${name} cannot be planned: SSS did not show its ${field}.`);
}

function tooMany({ name }: Workflow, count: number): SssError {
  const message = `${name} would take ${count} steps, and nobody can check more than ${mostSteps}: do a part of them one by one first.`;
  return new SssError("invalid_request", message);
}

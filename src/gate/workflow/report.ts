import type { Answered, Answers, Report, ReportRead } from "../../../tools/report.ts";
import type { Ending } from "../outcome.ts";
import { readAbout, rowsIn, toUnreadable } from "../read-about.ts";
import type { Read } from "../send.ts";
import { inParallel } from "./in-parallel.ts";

/** A read of a report that failed: of what, and why. */
interface Unread {
  readonly operation: string;
  readonly about?: string;
  readonly code: string;
}

/**
 * Asks what a report is made of and puts it together, with what could not be read.
 *
 * @throws {@link SssError} when a read fails without which there is no report.
 */
export async function runReport(
  report: Report,
  input: Record<string, unknown>,
  send: Read,
  signal?: AbortSignal,
): Promise<Ending> {
  const unread: Unread[] = [];
  const given = new Map<string, Promise<readonly Answered[]>>();
  const answersOf = (name: string): Promise<readonly Answered[]> => {
    const known = given.get(name) ?? answer(name, report.reads[name]);
    given.set(name, known);
    return known;
  };
  const answer = async (name: string, read: ReportRead | undefined): Promise<readonly Answered[]> => {
    if (read === undefined) throw new Error(`${report.name} has no read ${name}`);
    const first = read.after === undefined ? undefined : (await answersOf(read.after))[0]?.answer;
    const rows = read.each === undefined ? [{}] : await rowsOf(read.each);
    const answered = await inParallel(rows, async (row) => {
      const known = { ...first, ...input, ...row };
      const one = await readAbout(read.operation, known, send, signal).catch(toUnread(read, row, unread));
      return one === undefined ? [] : [{ row, answer: one }];
    });
    return answered.flat();
  };
  const rowsOf = async ({ of, in: list }: NonNullable<ReportRead["each"]>) =>
    (await answersOf(of)).flatMap((one) => rowsIn(one.answer[list]));

  const names = Object.keys(report.reads);
  const answers: Answers = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await answersOf(name)] as const)),
  );
  const told = unread.length === 0 ? {} : { could_not_be_read: unread };
  return { kind: "done", operation: report.name, answer: { ...told, ...report.join(answers) } };
}

/** Notes down what could not be read, where the report can be made without it. */
function toUnread({ operation, needed }: ReportRead, row: Record<string, unknown>, unread: Unread[]) {
  return (error: unknown): undefined => {
    if (needed === true) throw error;
    const [field] = Object.keys(operation.input.shape);
    const about = row[field ?? ""];
    const { could_not_be_read: code } = toUnreadable(error);
    unread.push({ operation: operation.name, ...(typeof about === "string" ? { about } : {}), code });
    return undefined;
  };
}

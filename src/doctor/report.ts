import { stripVTControlCharacters, styleText } from "node:util";
import { groups } from "./check.ts";
import type { CheckResult, Diagnosis } from "./diagnose.ts";
import type { State } from "./finding.ts";

/** A diagnosis for programs; fields are added, and neither renamed nor removed. */
export interface DoctorReport {
  /** Of this shape; another one where something is not as it was. */
  readonly format: 1;
  readonly version: string;
  /** The worst of all: `skipped` counts as ok. */
  readonly state: Exclude<State, "skipped">;
  readonly sandbox: boolean;
  readonly counts: Readonly<Record<State, number>>;
  readonly took_ms: number;
  readonly checks: readonly {
    readonly id: string;
    readonly group: string;
    readonly title: string;
    readonly account?: string;
    readonly state: State;
    readonly found: string;
    readonly fix?: string;
    readonly took_ms: number;
  }[];
}

/** A diagnosis by this version of the program, to be written as JSON. */
export function toReport({ results, isSandbox, tookMs }: Diagnosis, version: string): DoctorReport {
  return {
    format: 1,
    version,
    state: worstOf(results),
    sandbox: isSandbox,
    counts: countsOf(results),
    took_ms: tookMs,
    checks: results.map(({ tookMs: took, ...result }) => ({ ...result, took_ms: took })),
  };
}

/** 0 where all is well or nearly so, 1 with a fault, 2 where the configuration does not fit. */
export function exitCodeOf({ fits, results }: Diagnosis): number {
  if (!fits) return 2;
  return worstOf(results) === "fault" ? 1 : 0;
}

/** A diagnosis for people, a line for each check and one for what to do about it. */
export function toLines({ results, isSandbox, tookMs }: Diagnosis, isColoured: boolean): readonly string[] {
  const plain = (line: string) => (isColoured ? line : stripVTControlCharacters(line));
  const width = Math.max(...inShort(results).map((result) => nameOf(result).length));
  const shown = groups.flatMap((group) => {
    const ofGroup = inShort(results.filter((result) => result.group === group));
    if (ofGroup.length === 0) return [];
    return [styleText("bold", headings[group]), ...ofGroup.flatMap((result) => linesOf(result, width)), ""];
  });
  return [...shown, toSum(results, tookMs, isSandbox)].map(plain);
}

function toSum(results: readonly CheckResult[], tookMs: number, isSandbox: boolean): string {
  const { ok, warning, fault, skipped } = countsOf(results);
  const counted = `${ok} ok, ${several(warning, "warning")}, ${several(fault, "fault")}, ${skipped} skipped`;
  return `${counted}, in ${(tookMs / 1_000).toFixed(1)} s${isSandbox ? ", on the SANDBOX" : ""}.`;
}

function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

const headings: Readonly<Record<(typeof groups)[number], string>> = {
  program: "Program",
  configuration: "Configuration",
  account: "Account on SSS",
  store: "Store",
  policy: "Policy",
  server: "Server",
  slack: "Slack",
};

const marks: Readonly<Record<State, string>> = {
  ok: styleText("green", "ok     "),
  warning: styleText("yellow", "warning"),
  fault: styleText("red", "FAULT  "),
  skipped: styleText("dim", "skipped"),
};

/** What is skipped one after another for the same reason, in one line. */
function inShort(results: readonly CheckResult[]): readonly CheckResult[] {
  const isAlike = (one: CheckResult, other: CheckResult | undefined) =>
    one.state === "skipped" && other?.state === "skipped" && one.found === other.found;
  return results.flatMap((result, index) => {
    if (isAlike(result, results[index - 1])) return [];
    const end = results.findIndex((other, at) => at > index && !isAlike(result, other));
    return [asOne(result, results.slice(index + 1, end === -1 ? undefined : end))];
  });
}

/** A skipped check with those that are skipped alike; of one account only where all are. */
function asOne(result: CheckResult, more: readonly CheckResult[]): CheckResult {
  if (result.state !== "skipped" || more.length === 0) return result;
  const { account, ...shared } = result;
  const isOfOne = account !== undefined && more.every((other) => other.account === account);
  const title = `${result.title} and ${more.length} more`;
  return { ...shared, ...(isOfOne ? { account } : {}), title };
}

function linesOf(result: CheckResult, width: number): readonly string[] {
  const { state, found, fix } = result;
  const indent = " ".repeat(width + 13);
  const line = `  ${marks[state]}  ${nameOf(result).padEnd(width)}  ${found}`;
  return fix === undefined ? [line] : [line, `${indent}fix: ${fix}`];
}

function nameOf({ title, account }: CheckResult): string {
  return account === undefined ? title : `${title} (${account})`;
}

function worstOf(results: readonly CheckResult[]): DoctorReport["state"] {
  const order = ["fault", "warning"] as const;
  return order.find((state) => results.some((result) => result.state === state)) ?? "ok";
}

function countsOf(results: readonly CheckResult[]): Readonly<Record<State, number>> {
  const count = (state: State) => results.filter((result) => result.state === state).length;
  return { ok: count("ok"), warning: count("warning"), fault: count("fault"), skipped: count("skipped") };
}

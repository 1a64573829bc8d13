import type { Config } from "../config/config.ts";
import type { Loaded } from "../config/load.ts";
import { scrub } from "../sss/scrub.ts";
import { type Check, type Group, type MeansByName, groups } from "./check.ts";
import { checks as allChecks } from "./checks.ts";
import { type Finding, type State, faultOf } from "./finding.ts";
import { gather } from "./gather.ts";
import type { Machine } from "./means.ts";
import { patiently } from "./patiently.ts";
import { secretsOf } from "./secrets.ts";

/** What one check found. */
export interface CheckResult {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** Which of several accounts it is about. */
  readonly account?: string;
  readonly state: State;
  readonly found: string;
  /** What to type or set; with every warning and fault. */
  readonly fix?: string;
  readonly tookMs: number;
}

/** What all checks found. */
export interface Diagnosis {
  readonly isSandbox: boolean;
  /** Whether the configuration can be read at all. */
  readonly fits: boolean;
  /** By group, and within it in an order that does not change. */
  readonly results: readonly CheckResult[];
  readonly tookMs: number;
}

/** What is looked at, and how patiently. */
export interface DiagnoseOptions extends Pick<
  Machine,
  "environment" | "directory" | "nodeVersion" | "nodeWanted" | "principal"
> {
  readonly load: () => Promise<Loaded>;
  /** What is looked at; everything unless given. */
  readonly checks?: readonly Check[];
  readonly now?: () => number;
  /** How long any check may take, all being under way at once. Default 3 400 ms. */
  readonly withinMs?: number;
}

/** A diagnosis, and what lets go of everything that was looked at: that takes as long as what is still under way. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  close(): Promise<void>;
}

const usualMs = 3_400;
/** Of the time of a check, what each of its questions may take: one that hangs is told of once, by its own check. */
const patience = 0.6;
/** Of a text that somebody else wrote. */
const longestFound = 1_000;

/** Runs every check at the same time. Nothing is changed anywhere; a note in the store is written and removed again. */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosed> {
  const { load, checks = allChecks, now = Date.now, withinMs = usualMs, ...machine } = options;
  const begun = performance.now();
  const ending = new AbortController();
  let config: Config | undefined;
  const gathered = await gather(
    { ...machine, now, signal: ending.signal, patienceMs: withinMs * patience },
    async () => {
      const loaded = await load();
      ({ config } = loaded);
      return loaded;
    },
  );
  const secrets = secretsOf(config, machine.environment);
  const runs = checks.flatMap((check) =>
    placesOf(check, gathered).map(async ({ name, means }) => {
      const { finding, tookMs } = await inTime(check, means, withinMs);
      const { id, group, title } = check;
      return {
        id,
        group,
        title,
        ...(name === undefined ? {} : { account: name }),
        ...cleaned(finding, secrets),
        tookMs,
      };
    }),
  );
  const results = await Promise.all(runs);
  ending.abort();
  return {
    diagnosis: {
      isSandbox: gathered.isSandbox,
      fits: config !== undefined,
      results: groups.flatMap((group) => results.filter((result) => result.group === group)),
      tookMs: since(begun),
    },
    close: () => gathered.close(),
  };
}

/** With what a check runs: once for each account, or once for all. */
function placesOf(
  { needs }: Check,
  { shared, accounts }: Awaited<ReturnType<typeof gather>>,
): readonly { readonly name?: string; readonly means: MeansByName }[] {
  if (needs === "account") return accounts;
  return [{ means: { ...shared, account: Promise.resolve({ missing: "" }) } }];
}

/** What a check found; where it throws or takes too long, that is the fault. */
async function inTime(
  check: Check,
  means: MeansByName,
  withinMs: number,
): Promise<{ readonly finding: Finding; readonly tookMs: number }> {
  const begun = performance.now();
  const finding = await patiently(withinMs, check.run(means)).catch((error: unknown) => faultOf(error));
  return { finding, tookMs: since(begun) };
}

/** Whatever a library put into its message: no secret is shown. */
function cleaned(finding: Finding, secrets: readonly string[]): Finding {
  const found = scrub(finding.found, secrets, longestFound);
  return "fix" in finding
    ? { ...finding, found, fix: scrub(finding.fix, secrets, longestFound) }
    : { ...finding, found };
}

function since(begun: number): number {
  return Math.round(performance.now() - begun);
}

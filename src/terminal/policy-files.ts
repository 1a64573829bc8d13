import { readFile } from "node:fs/promises";
import { visible } from "../gate/plain.ts";
import { PolicyError } from "../gate/policy-file.ts";
import type { Policy } from "../gate/policy.ts";
import { warningsOf } from "../gate/policy/warnings.ts";
import { type Case, parseCases } from "../policy/cases.ts";
import { type Judgement, judge } from "../policy/judge.ts";
import { type PolicyTerms, policySource, toPolicy } from "../policy/source.ts";
import { type Terminal, exitCodes } from "./call.ts";

/** A policy that is to be looked at, and what people call the place where it is written. */
export interface Looked {
  readonly from: string;
  /** @throws `PolicyError` when it does not fit, or another error when it cannot be read. */
  readonly read: () => Promise<Policy>;
}

/** The policy that settings describe. */
export function policyOf(settings: PolicyTerms): Looked {
  const source = policySource(settings);
  return {
    from: source.file ?? "The default policy",
    read: async () => toPolicy(await source.first(), settings),
  };
}

/** The policy in a file, as it would be in force without further settings. */
export function policyIn(file: string): Looked {
  return policyOf({ file, readOnly: false, deny: [] });
}

/** Tells every fault of a policy, or its version and what it leaves open. Nothing is connected. */
export async function checkPolicy({ from, read }: Looked, { print, remark }: Terminal): Promise<number> {
  const policy = await readOr(read, (faults) => {
    remark(`${from} does not fit:`);
    faults.forEach((fault) => print(`fault: ${visible(fault)}`));
  });
  if (policy === undefined) return exitCodes.failed;
  warningsOf(policy).forEach((warning) => print(`warning: ${warning}`));
  const { people, roles, rules, freezes, version } = policy;
  print(
    `${from} fits: version ${version}, ${people.length} people, ${roles.length} roles, ${rules.length} rules, ${freezes.length} freezes.`,
  );
  return exitCodes.done;
}

/** Decides on every case of a file under a policy, a line each; the exit code says whether all hold. */
export async function testPolicy(
  file: string,
  { from, read }: Looked,
  { print, remark }: Terminal,
  now = Date.now(),
): Promise<number> {
  const tellOf = (about: string) => (faults: readonly string[]) =>
    faults.forEach((fault) => remark(`${about}: ${visible(fault)}`));
  const policy = await readOr(read, tellOf(from));
  if (policy === undefined) return exitCodes.usage;
  const cases = await readOr(() => casesIn(file, policy), tellOf(file));
  if (cases === undefined) return exitCodes.usage;
  const judgements = cases.map((one) => judge(one, policy, now));
  judgements.flatMap(toLines).forEach(print);
  const failed = judgements.filter(({ differences }) => differences.length > 0).length;
  print(`${judgements.length - failed} passed, ${failed} failed, under version ${policy.version}.`);
  return failed === 0 ? exitCodes.done : exitCodes.failed;
}

async function casesIn(file: string, policy: Policy): Promise<readonly Case[]> {
  const parsed = parseCases(await readFile(file, "utf8"), policy);
  if ("faults" in parsed) throw new PolicyError(parsed.faults);
  return parsed.cases;
}

function toLines({ name, differences, told }: Judgement): readonly string[] {
  if (differences.length === 0) return [`pass  ${visible(name)}`];
  const each = differences.map(
    ({ field, expected, actual }) => `      ${field}: expected ${expected}, is ${actual}`,
  );
  return [`FAIL  ${visible(name)}`, ...each, `      ${told}`];
}

/** What is read, or nothing once its faults are told. */
async function readOr<Read>(
  read: () => Promise<Read>,
  tell: (faults: readonly string[]) => void,
): Promise<Read | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    tell(error instanceof PolicyError ? error.faults : [error.message]);
    return undefined;
  }
}

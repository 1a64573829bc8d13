import { onTestFinished } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { checks } from "../../src/doctor/checks.ts";
import {
  type CheckResult,
  type DiagnoseOptions,
  type Diagnosis,
  diagnose,
} from "../../src/doctor/diagnose.ts";
import { temporaryDirectory } from "../directory.ts";
import { type AccountName, environmentOf, startTestSandbox } from "../house.ts";

/** What is examined: variables, and what differs from a usual machine. */
export interface Patient extends Partial<Omit<DiagnoseOptions, "environment" | "load" | "checks">> {
  readonly environment: Record<string, string>;
}

/** Runs the checks of these ids, or all. */
export async function examine({ environment, ...more }: Patient, ...ids: string[]): Promise<Diagnosis> {
  const directory = more.directory ?? (await temporaryDirectory());
  const { diagnosis, close } = await diagnose({
    environment,
    nodeVersion: "24.9.0",
    nodeWanted: ">=20.19",
    principal: "local:taro",
    directory,
    ...more,
    checks: ids.length === 0 ? checks : checks.filter(({ id }) => ids.includes(id)),
    load: () => loadConfig({ environment, directory, trustsDirectory: false }),
  });
  onTestFinished(close);
  return diagnosis;
}

/** What the check of this id finds. */
export async function check(id: string, patient: Patient): Promise<CheckResult> {
  const [result] = (await examine(patient, id)).results;
  if (result === undefined) throw new Error(`There is no check ${id}.`);
  return result;
}

/** Variables under which the program uses an account of a sandbox of its own, and a state directory. */
export async function settledEnvironment(account: AccountName = "partner") {
  const sandbox = await startTestSandbox();
  const state = await temporaryDirectory();
  const environment: Record<string, string> = {
    ...environmentOf(sandbox, account),
    SSS_OPS_STATE_DIR: state,
    SSS_OPS_PORT: "0",
    SSS_OPS_SECRET_KEY: "a key for the doctor and its patients",
  };
  return { sandbox, state, environment };
}

import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { type Check, defineCheck } from "../../src/doctor/check.ts";
import { type CheckResult, diagnose } from "../../src/doctor/diagnose.ts";
import { ok, skipped, warning } from "../../src/doctor/finding.ts";
import { toLines } from "../../src/doctor/report.ts";
import { secretsOf } from "../../src/doctor/secrets.ts";
import { temporaryDirectory } from "../directory.ts";

/** A check of the program that runs like this. */
function checking(id: string, run: () => ReturnType<typeof ok> | Promise<never>): Check {
  return defineCheck({ id, group: "program", title: id, needs: "machine", run });
}

async function diagnosed(...checks: readonly Check[]) {
  const directory = await temporaryDirectory();
  const environment = { SLACK_BOT_TOKEN: "xoxb-MARKED" };
  const { diagnosis } = await diagnose({
    environment,
    directory,
    nodeVersion: "24.9.0",
    nodeWanted: ">=20.19",
    principal: "local:taro",
    withinMs: 20,
    checks,
    load: () => loadConfig({ environment: {}, directory, trustsDirectory: false }),
  });
  return diagnosis;
}

test("a check that never ends is a fault, and so is one that throws", async () => {
  const { results } = await diagnosed(
    checking("hangs", () => new Promise<never>(() => {})),
    checking("throws", () => Promise.reject(new Error("The lamp is out. Change the bulb."))),
    checking("works", () => ok("It works.")),
  );
  expect(results).toMatchObject([
    { id: "hangs", state: "fault", found: "No answer within 0.0 s." },
    { id: "throws", state: "fault", found: "The lamp is out.", fix: "Change the bulb." },
    { id: "works", state: "ok", found: "It works." },
  ]);
});

test("whatever a library says, secrets in it are blotted out", async () => {
  const { results } = await diagnosed(
    checking("talks", () => warning("Bearer xoxb-MARKED was refused.", "Replace xoxb-MARKED.")),
  );
  expect(results).toMatchObject([{ found: "Bearer [secret] was refused.", fix: "Replace [secret]." }]);
});

test("the password of a URL is known as it is written and as it is meant", () => {
  const secretsIn = (password: string) =>
    secretsOf(undefined, { DATABASE_URL: `postgres://ops:${password}@db/sss` });
  expect(secretsIn("p%2Fw")).toEqual(expect.arrayContaining(["p%2Fw", "p/w"]));
  expect(secretsIn("100%zz")).toContain("100%zz");
});

test("what is skipped for several accounts is told once, and under none of their names", () => {
  const skippedFor = (account: string, id: string): CheckResult => ({
    id,
    title: id,
    group: "account",
    account,
    ...skipped("There is no token."),
    tookMs: 0,
  });
  const linesFor = (...results: readonly CheckResult[]) =>
    toLines({ results, isSandbox: false, fits: true, tookMs: 0 }, false)[1];
  expect(linesFor(skippedFor("prod", "roles"), skippedFor("dev", "roles"))).toContain("roles and 1 more  T");
  expect(linesFor(skippedFor("prod", "roles"), skippedFor("prod", "version"))).toContain("and 1 more (prod)");
});

test("for people, what to do stands below what was found, in colour only where that is shown", async () => {
  const diagnosis = await diagnosed(checking("lamp", () => warning("It flickers.", "Change the bulb.")));
  expect(toLines(diagnosis, false)).toEqual([
    "Program",
    "  warning  lamp  It flickers.",
    "                 fix: Change the bulb.",
    "",
    expect.stringMatching(/^0 ok, 1 warning, 0 faults, 0 skipped, in \d\.\d s, on the SANDBOX\.$/),
  ]);
});

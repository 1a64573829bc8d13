import { expect, test } from "vitest";
import { checks } from "../../src/doctor/checks.ts";
import { policyBreaks } from "./breaks/policy.ts";
import { programBreaks } from "./breaks/program.ts";
import { serverBreaks } from "./breaks/server.ts";
import { slackBreaks } from "./breaks/slack.ts";
import { stateBreaks } from "./breaks/state.ts";
import { upstreamBreaks } from "./breaks/upstream.ts";
import { check } from "./clinic.ts";

const breaks = [
  ...programBreaks,
  ...upstreamBreaks,
  ...stateBreaks,
  ...policyBreaks,
  ...serverBreaks,
  ...slackBreaks,
];

test.for(breaks)("$id tells when $when", async ({ id, prepare, state, found, fix }) => {
  expect(await check(id, await prepare())).toMatchObject({
    id,
    state,
    found: expect.stringContaining(found),
    fix: expect.stringContaining(fix),
  });
});

/** Those that only tell how things are, one that no profile of today fails, and one that a program of its own is started for. */
const unbroken = ["file-descriptors", "key-pair", "processes", "profile"];

test("every check is made to fail", () => {
  const broken = new Set(breaks.map(({ id }) => id));
  expect(checks.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual(unbroken);
});

import { expect, test } from "vitest";
import { createFaultLog, describeFault } from "../../src/telemetry/faults.ts";
import { SlackStartError } from "../../src/slack/bolt/receiving.ts";
import { SlackFault } from "../../src/slack/surface.ts";

const refused = new SlackFault("refused", "chat.update", "is_archived");

test("a fault that was to be expected is one line", () => {
  expect(describeFault(refused)).toBe("Slack: chat.update: is_archived (refused)");
  expect(describeFault(new SlackStartError("Slack: no"))).toBe("Slack: no");
});

test("any other tells where it comes from", () => {
  expect(describeFault(new TypeError("broken"))).toMatch(/^TypeError: broken\n +at /);
  expect(describeFault("just words")).toBe("just words");
});

test("several faults are told each", () => {
  const several = new AggregateError([refused, new SlackStartError("Slack: no")], "Two things failed");
  expect(describeFault(several)).toBe(
    "AggregateError: Two things failed\n  Slack: chat.update: is_archived (refused)\n  Slack: no",
  );
});

test("the same fault is written once a minute", () => {
  let now = 0;
  const lines: string[] = [];
  const log = createFaultLog(
    (line) => void lines.push(line),
    () => now,
  );
  log(refused);
  log(new SlackFault("refused", "chat.update", "is_archived"));
  log(new SlackStartError("Slack: no"));
  now = 59_999;
  log(refused);
  now = 60_000;
  log(refused);
  expect(lines).toEqual([refused.message, "Slack: no", refused.message]);
});

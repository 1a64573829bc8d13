import { expect, test } from "vitest";
import { createSlackLogger } from "../../../src/slack/bolt/log.ts";

test("warnings and errors of Slack's libraries are told as short lines, without what comes with them", () => {
  const told: unknown[] = [];
  const logger = createSlackLogger((error) => told.push(error));
  logger.warn("http request failed\n", { body: "secret" });
  logger.error(Object.assign(new Error("x".repeat(500)), { body: "secret" }));
  expect(told).toEqual([new Error("Slack: http request failed"), new Error(`Slack: ${"x".repeat(120)}…`)]);
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("the rest, which shows requests and answers in full, is dropped", () => {
  const told: unknown[] = [];
  const logger = createSlackLogger((error) => told.push(error));
  logger.debug("http request body: secret");
  logger.info("secret");
  expect(told).toEqual([]);
});

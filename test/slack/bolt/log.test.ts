import { expect, test } from "vitest";
import { createSlackLogger } from "../../../src/slack/bolt/log.ts";

test("warnings and errors of Slack's libraries are told as short lines, without what comes with them", () => {
  const told: unknown[] = [];
  const logger = createSlackLogger((error) => told.push(error));
  logger.warn("chat.update is deprecated\n", { body: "secret" });
  logger.error(Object.assign(new Error("x".repeat(500)), { body: "secret" }));
  expect(told).toMatchObject([
    { message: "Slack: chat.update is deprecated" },
    { message: `Slack: ${"x".repeat(120)}…` },
  ]);
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("what is thrown as well is not told twice", () => {
  const told: unknown[] = [];
  createSlackLogger((error) => told.push(error)).warn("http request failed", "fetch failed");
  expect(told).toEqual([]);
});

test("the rest, which shows requests and answers in full, is dropped", () => {
  const told: unknown[] = [];
  const logger = createSlackLogger((error) => told.push(error));
  logger.debug("http request body: secret");
  logger.info("secret");
  expect(told).toEqual([]);
});

import { expect, test } from "vitest";
import { createReplays } from "../../../src/slack/bolt/replays.ts";

const minute = 60_000;

test("an id is new once in ten minutes", () => {
  let now = 0;
  const isFirst = createReplays(() => now);
  expect(isFirst("a")).toBe(true);
  now = 9 * minute;
  expect(isFirst("a")).toBe(false);
  now = 10 * minute;
  expect(isFirst("a")).toBe(true);
});

test("a repeat does not make it last longer", () => {
  let now = 0;
  const isFirst = createReplays(() => now);
  isFirst("a");
  now = 9 * minute;
  isFirst("a");
  now = 11 * minute;
  expect(isFirst("a")).toBe(true);
});

test("of more than ten thousand ids the oldest are forgotten first", () => {
  const isFirst = createReplays(() => 0);
  for (let id = 0; id < 10_001; id += 1) isFirst(String(id));
  expect(isFirst("10000")).toBe(false);
  expect(isFirst("2")).toBe(false);
  expect(isFirst("0")).toBe(true);
});

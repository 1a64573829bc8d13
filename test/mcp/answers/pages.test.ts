import { expect, test } from "vitest";
import { createPages } from "../../../src/mcp/answers/pages.ts";

const answer = { users: [{ user_id: "ecid1" }] };
const bytes = JSON.stringify(answer).length;

test("a reading is found again for the same call, and for no other", () => {
  const pages = createPages();
  const reading = pages.keep("call", answer);
  expect(pages.find("call", reading)).toEqual(answer);
  expect(pages.find("another call", reading)).toBeUndefined();
  expect(pages.find("call", "00000000")).toBeUndefined();
});

test("a reading is gone after its time", () => {
  const clock = { now: 0 };
  const pages = createPages({ now: () => clock.now, lifeMs: 1_000 });
  const reading = pages.keep("call", answer);
  clock.now = 999;
  expect(pages.find("call", reading)).toEqual(answer);
  clock.now = 1_000;
  expect(pages.find("call", reading)).toBeUndefined();
});

test("of more than fits, what was used longest ago is gone", () => {
  const pages = createPages({ mostBytes: 2 * bytes });
  const first = pages.keep("call", answer);
  const second = pages.keep("call", answer);
  expect(pages.find("call", first)).toEqual(answer);
  const third = pages.keep("call", answer);
  expect([first, second, third].map((reading) => pages.find("call", reading) !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
});

test("an answer larger than one may be is not kept, and drives out no other", () => {
  const pages = createPages({ mostBytesEach: bytes });
  const small = pages.keep("call", answer);
  const large = pages.keep("call", { ...answer, more: "x" });
  expect(pages.find("call", large)).toBeUndefined();
  expect(pages.find("call", small)).toEqual(answer);
});

test("the space of what is gone is free again", () => {
  const clock = { now: 0 };
  const pages = createPages({ now: () => clock.now, lifeMs: 10, mostBytes: bytes });
  pages.keep("call", answer);
  clock.now = 10;
  const reading = pages.keep("call", answer);
  expect(pages.find("call", reading)).toEqual(answer);
});

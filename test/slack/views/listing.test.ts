import fc from "fast-check";
import { expect, test } from "vitest";
import { aligned, listing } from "../../../src/slack/views/listing.ts";
import { summaryLines } from "../../../src/slack/views/summary.ts";
import { harmIn } from "../hostile.ts";
import { shown } from "../shown.ts";

test("values stand below each other, however wide the letters of the labels are", () => {
  expect(
    aligned([
      ["説明", "a"],
      ["ID", "b"],
      ["x".repeat(40), "c"],
    ]),
  ).toEqual(["説明  a", "ID    b", `${"x".repeat(40)}  c`]);
});

test("a line too long for a block goes on in the next one, marked on both sides", () => {
  const { blocks, isWhole } = listing(["a".repeat(3_000), "b"], 10_000);
  expect(isWhole).toBe(true);
  expect(shown(blocks)).toBe(`\n| ${"a".repeat(2_900)}…\n| …${"a".repeat(100)}\n| b\n`);
});

test("what has no room is left out from its line on", () => {
  const { blocks, isWhole } = listing(["first", "x".repeat(50), "last"], 40);
  expect(isWhole).toBe(false);
  expect(shown(blocks)).toBe("\n| first\n");
});

test("nothing makes no block", () => {
  expect(listing([], 100)).toEqual({ blocks: [], isWhole: true });
});

test("whatever is shown whole is there to its last letter, in blocks that Slack takes", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 9_000 }), { maxLength: 20 }), (lines) => {
      const { blocks, isWhole } = listing(lines, 40_000);
      expect(harmIn("modal", { ...modal, blocks: [...blocks] })).toEqual([]);
      fc.pre(isWhole && blocks.length > 0);
      const text = shown(blocks).slice(1, -1).replace(/^\| /gm, "").replaceAll("…\n…", "");
      expect(text).toBe(lines.join("\n"));
    }),
    { numRuns: 50 },
  );
});

test("an answer is shown by its fields, and lists by the first values of their rows", () => {
  const answer = {
    name: "web",
    empty: "",
    missing: null,
    users: [{ id: 1, name: "a", more: { x: 1 }, note: "n", last: "left out" }, "plain"],
    nobody: [],
    nested: { a: 1 },
  };
  expect(summaryLines(answer)).toEqual([
    "name    web",
    "users   2",
    '  1 · a · {"x":1} · n',
    "  plain",
    "nobody  0",
    'nested  {"a":1}',
  ]);
});

const modal = { type: "modal", title: { type: "plain_text", text: "t" } } as const;

import { expect, test } from "vitest";
import { dataLines } from "../../src/gate/data-lines.ts";

test("facts are told line by line, with labels in the reader's language", () => {
  const data = {
    given: "taro",
    candidates: [
      { id: "ecid1", names: ["taro", "taro@example.com"] },
      { id: "ecid2", names: ["Taro"] },
    ],
    changes: [{ field: "description", before: "old" }],
    steps_done: 2,
  };
  expect(dataLines(data, "en")).toEqual([
    "Given: taro",
    "Candidates:",
    "• ecid1 / taro, taro@example.com",
    "• ecid2 / Taro",
    "Changes:",
    "• description: old → –",
    "steps done: 2",
  ]);
  expect(dataLines(data, "ja")[1]).toBe("候補:");
});

test("other people's words are cleaned and capped, and so are the lines", () => {
  const [line = ""] = dataLines({ sss_message: `a\u202Eb\n\n${"x".repeat(1_000)}` }, "en");
  expect(line).toMatch(/^SSS says: ab x+…$/);
  expect(dataLines({ closest: Array.from({ length: 100 }, () => "x") }, "en")).toHaveLength(20);
});

test("without facts there are no lines", () => {
  expect(dataLines(undefined, "en")).toEqual([]);
});

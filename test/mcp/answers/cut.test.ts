import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { cutTo } from "../../../src/mcp/answers/cut.ts";

const budgets = [500, 1_500, 4_000] as const;

const long: Readonly<Record<string, Record<string, unknown>>> = {
  "a thing with a list of thousands": {
    tenant_id: "t1",
    users: Array.from({ length: 5_000 }, (_, index) => ({ user_id: `ecid${index}`, contract_id: "econ1" })),
  },
  "a tree": { contract_group: tree(5) },
  "a hundred long texts": Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`text_${index}`, "契約".repeat(500)]),
  ),
  "ten thousand keys": Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`key_${index}`, index]),
  ),
  "a list of lists": { rows: Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => "x")) },
};

test.for(Object.entries(long).flatMap(([name, answer]) => budgets.map((most) => ({ name, answer, most }))))(
  "$name fits into $most tokens, and says what is missing",
  ({ answer, most }) => {
    const cut = cutTo(answer, most);
    expect(encode(JSON.stringify(cut)).length).toBeLessThanOrEqual(most);
    expect(cut).toMatchObject({ cut: { how: expect.stringContaining("too long") } });
  },
);

test("an answer that fits stays as it is", () => {
  const answer = { a: [1, 2, 3], b: { c: "d" } };
  expect(cutTo(answer, 500)).toBe(answer);
});

test("the longest list loses its end, the short ones stay whole, and the count of what is missing is right", () => {
  const users = Array.from({ length: 2_000 }, (_, index) => ({ user_id: `ecid${index}` }));
  const {
    regions,
    users: kept,
    cut,
  } = cutTo({ regions: ["jp1", "jp2"], users }, 1_000) as {
    regions: unknown;
    users: readonly unknown[];
    cut: { left_out: readonly string[] };
  };
  expect(regions).toEqual(["jp1", "jp2"]);
  expect(kept).toEqual(users.slice(0, kept.length));
  expect(kept.length).toBeGreaterThan(20);
  expect(cut.left_out).toEqual([`users: ${2_000 - kept.length} more`]);
});

test("of many places that were cut, a few are named and the others counted", () => {
  const lists = Array.from({ length: 30 }, (_, index) => [
    `list_${index}`,
    Array.from({ length: 200 }, () => "abc def"),
  ]);
  const { cut } = cutTo(Object.fromEntries(lists), 1_500) as { cut: { left_out: readonly string[] } };
  expect(cut.left_out).toHaveLength(9);
  expect(cut.left_out.at(-1)).toBe("22 more places");
});

function tree(levels: number): Record<string, unknown> {
  const children = levels === 0 ? [] : Array.from({ length: 6 }, () => tree(levels - 1));
  return { contract_group_id: `ecgr${levels}`, contract_group_name: "group", children };
}

import { describe, expect, test } from "vitest";
import { createRanker } from "../../src/mcp/search/rank.ts";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { type Prompt, prompts } from "./prompts.ts";

const rank = createRanker(every);

const slices: readonly (readonly [string, (prompt: Prompt) => boolean])[] = [
  ["all prompts", () => true],
  ["English prompts", ({ language }) => language === "en"],
  ["Japanese prompts", ({ language }) => language === "ja"],
  ["held-out prompts", ({ split }) => split === "test"],
  ["held-out English prompts", ({ split, language }) => split === "test" && language === "en"],
  ["held-out Japanese prompts", ({ split, language }) => split === "test" && language === "ja"],
];

test.for(slices)("%s find their operation", ([slice, isIn]) => {
  const ranks = prompts.filter(isIn).map((prompt) => ({ prompt, at: rankOf(prompt) }));
  const misses = ranks.filter(({ at }) => at !== 1).map(({ prompt, at }) => missOf(prompt, at));
  const inFirst = (most: number) => percent(ranks.filter(({ at }) => at <= most).length, ranks.length);
  const [top1, top3] = [inFirst(1), inFirst(3)];
  process.stdout.write(`${slice}: top-1 ${top1} %, top-3 ${top3} % of ${ranks.length}\n`);
  expect(top1 >= 90 && top3 >= 98 ? [] : misses).toEqual([]);
});

test.for(every)("$name has at least three prompts, in both languages", ({ name }) => {
  const own = prompts.filter(({ expect: expected }) => expected.includes(name));
  expect(own.length).toBeGreaterThanOrEqual(3);
  expect(new Set(own.map(({ language }) => language)).size).toBe(2);
});

test("there are enough prompts, half of them Japanese and half of them held out, and none is there twice", () => {
  const names: readonly string[] = every.map(({ name }) => name);
  expect(prompts.length).toBeGreaterThanOrEqual(240);
  expect(prompts.filter(({ language }) => language === "ja")).toHaveLength(prompts.length / 2);
  expect(prompts.filter(({ split }) => split === "test")).toHaveLength(prompts.length / 2);
  expect(new Set(prompts.map(({ prompt }) => prompt)).size).toBe(prompts.length);
  expect(prompts.flatMap(({ expect: expected }) => expected).filter((name) => !names.includes(name))).toEqual(
    [],
  );
});

describe("a search", () => {
  test.for(every.flatMap(({ name, command }) => [[name, name] as const, [command, name] as const]))(
    "for %s finds just that first, however it is written",
    ([query, name]) => {
      expect(firstFor(query)).toBe(name);
      expect(firstFor(` ${query.toUpperCase()} `)).toBe(name);
      expect(firstFor(fullWidth(query))).toBe(name);
    },
  );

  test("finds the same for a misspelt word", () => {
    expect(firstFor("reset the pasword")).toBe(firstFor("reset the password"));
  });

  test("finds nothing for what no operation is about", () => {
    expect(rank("zzz qqq", 5)).toEqual([]);
    expect(rank("", 5)).toEqual([]);
    expect(rank("？！", 5).length).toBeLessThanOrEqual(5);
  });

  test("gives no more than asked for, the best first, and the same every time", () => {
    const found = rank("user", 4);
    expect(found).toHaveLength(4);
    expect(found.map(({ score }) => score)).toEqual(
      found.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    expect(createRanker(every)("user", 4)).toEqual(found);
  });

  test.for([
    ["one long word", "a".repeat(1_000_000)],
    ["many words", "delete user ".repeat(100_000)],
    ["Japanese without end", "ユーザー削除".repeat(100_000)],
    ["half an address without end", "@".repeat(1_000_000)],
    ["names of what every object has", "constructor __proto__ toString hasOwnProperty"],
    ["surrogates that stand alone", "\ud800 user \udfff"],
  ] as const)("bears %s", ([, query]) => {
    expect(rank(query, 3).length).toBeLessThanOrEqual(3);
  });
});

/** The place of a right operation, from 1; past every place where none was found. */
function rankOf({ prompt, expect: expected }: Prompt): number {
  const at = rank(prompt, every.length).findIndex(({ entry }) => expected.includes(entry.name));
  return at === -1 ? Infinity : at + 1;
}

/** Of a held-out prompt only what it was for, so that nobody chooses words by it. */
function missOf({ split, prompt, expect: expected }: Prompt, at: number): string {
  const written = split === "test" ? "(held out)" : prompt;
  const found = split === "test" ? "" : `, found ${firstFor(prompt) ?? "nothing"}`;
  return `${written}: ${expected.join(" or ")} is at ${at}${found}`;
}

function percent(part: number, whole: number): number {
  return Number(((100 * part) / whole).toFixed(1));
}

function firstFor(query: string): string | undefined {
  return rank(query, 1)[0]?.entry.name;
}

function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (character) =>
    String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0),
  );
}

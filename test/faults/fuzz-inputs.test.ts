import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand } from "../../src/slack/words/command.ts";
import { catalog } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import { openTestHouse } from "../house.ts";
import { requestOf, taro, writesOn } from "../gate/flow/flow.ts";

const names = ["__proto__", "constructor", "toString", "$ref", "id", ""] as const;
const scalars = [null, true, 0, -1, 1e308, Number.NaN];
const texts = [
  "",
  " ",
  "0",
  "../..",
  "a\u0000b",
  "\u202e",
  "x".repeat(70_000),
  "ecid1000005887",
  "2026-02-31",
];
const hostile = fc.constantFrom<unknown>(...scalars, ...texts, [], [[]], {}, { __proto__: null });
const value = fc.oneof(hostile, fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 3 }));

/** What an assistant could send for an operation: its own fields and others, with anything in them. */
function inputsOf({ input }: Operation): fc.Arbitrary<unknown> {
  const field = fc.constantFrom(...Object.keys(input.shape), ...names);
  const key = fc.oneof({ weight: 5, arbitrary: field }, { weight: 1, arbitrary: fc.string() });
  const record = fc
    .array(fc.tuple(key, value), { maxLength: 8 })
    .map((entries) => Object.fromEntries(entries));
  return fc.oneof({ weight: 8, arbitrary: record }, { weight: 1, arbitrary: value });
}

test("no input makes any operation throw, or do anything without consent", { timeout: 60_000 }, async () => {
  const house = await openTestHouse();
  const ended = new Set<string>();
  for (const operation of catalog) {
    await fc.assert(
      fc.asyncProperty(inputsOf(operation), async (input) => {
        const outcome = await house.gate.ask({ ...requestOf(operation.name, {}), input });
        ended.add("code" in outcome ? `${outcome.kind} ${outcome.code}` : outcome.kind);
        expect(outcome.operation).toBe(operation.name);
      }),
      { numRuns: 20 },
    );
  }
  expect(writesOn(house)).toEqual([]);
  // The house throws what is a fault of its own.
  expect([...ended].filter((how) => how.includes("internal"))).toEqual([]);
  expect(ended).toContain("failed invalid_request");
  expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true });
});

test("an input that does not fit reaches nothing of SSS", { timeout: 60_000 }, async () => {
  const house = await openTestHouse();
  for (const { name } of catalog) {
    const outcome = await house.gate.ask({
      ...requestOf(name, {}),
      input: { no_such_field: "x" },
      actor: taro,
    });
    expect(outcome).toMatchObject({ kind: "failed", code: "invalid_request" });
  }
  expect(house.sandbox.calls).toEqual([]);
});

const words = [...new Set(catalog.flatMap(({ command }) => command.split(" ")))];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...catalog.flatMap(({ input }) => Object.keys(input.shape))) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      " ",
      "=",
      '"',
      "'",
      "“",
      "「",
      "」",
      "--",
      "-",
      "　",
      "\n",
      "<@U1>",
      "<!channel>",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);
const line = fc
  .array(piece, { maxLength: 15 })
  .chain((pieces) => fc.constantFrom("", " ").map((gap) => pieces.join(gap)));

test("no line after the slash makes the parser throw, or has it repeat a mention", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(line, (text) => {
      const command = parseCommand(text);
      kinds.add(command.kind);
      if (command.kind !== "fault") return;
      for (const said of [command.message.en, command.message.ja]) {
        expect(said).not.toMatch(/<[!@]/);
        // The longest text that a section of a message takes.
        expect(said.length).toBeLessThanOrEqual(3_000);
      }
    }),
    { numRuns: 2_000 },
  );
  expect([...kinds].sort()).toEqual(["fault", "help", "operation"]);
});

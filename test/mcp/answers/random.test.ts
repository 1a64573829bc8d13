import fc from "fast-check";
import { expect, test } from "vitest";
import { cleaned } from "../../../src/mcp/answers/clean.ts";
import { costOf, cutTo } from "../../../src/mcp/answers/cut.ts";
import { withoutEmpties } from "../../../src/mcp/answers/empties.ts";
import { listOf } from "../../../src/mcp/answers/list-of.ts";
import { cutPage } from "../../../src/mcp/answers/page.ts";
import { operationNamed } from "../../../tools/index.ts";

/** Any answer: what a person would never write, and lists and texts that are far too long. */
const answers = fc.dictionary(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.oneof(
    fc.jsonValue({ maxDepth: 6 }),
    fc.tuple(fc.nat({ max: 3_000 }), fc.jsonValue({ maxDepth: 2 })).map(repeated),
    fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.jsonValue({ maxDepth: 1 })).map(repeatedTwice),
    fc
      .tuple(fc.nat({ max: 20_000 }), fc.string({ unit: "grapheme" }))
      .map(([count, text]) => text.repeat(count / 10)),
    fc.nat({ max: 3_000 }).map(manyKeys),
  ),
  { maxKeys: 6 },
) as fc.Arbitrary<Record<string, unknown>>;

function repeated([count, value]: readonly [number, unknown]): unknown {
  return Array.from({ length: count }, () => value);
}

function repeatedTwice([rows, columns, value]: readonly [number, number, unknown]): unknown {
  return repeated([rows, repeated([columns, value])]);
}

function manyKeys(count: number): unknown {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, index]));
}

test("any answer fits once it is cut, and stays JSON that says that it was", () => {
  fc.assert(
    fc.property(answers, fc.integer({ min: 100, max: 4_000 }), (raw, tokens) => {
      const answer = cleaned(raw);
      const cut = cutTo(answer, tokens);
      expect(costOf(cut)).toBeLessThanOrEqual(tokens);
      expect(cut === answer || "cut" in cut).toBe(true);
      expect(JSON.parse(JSON.stringify(cut))).toEqual(cut);
    }),
    { numRuns: 40 },
  );
});

test("any answer is the same when it is cleaned and slimmed twice", () => {
  fc.assert(
    fc.property(answers, (raw) => {
      const once = withoutEmpties(cleaned(raw));
      expect(withoutEmpties(cleaned(once))).toEqual(once);
    }),
    { numRuns: 40 },
  );
});

test("the pages of any list show each of its rows once, in order, and each stays within its budget", () => {
  const list = listOf(operationNamed("list_users") ?? fail());
  if (list === undefined) fail();
  const rows = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 80 });
  fc.assert(
    fc.property(rows, answers, fc.option(fc.integer({ min: 1, max: 200 })), (users, rest, limit) => {
      const answer = cleaned({ ...rest, users });
      const seen: unknown[] = [];
      let next: number | undefined = 0;
      while (next !== undefined) {
        const wishes = limit === null ? {} : { limit };
        const page: ReturnType<typeof cutPage> = cutPage(list, answer, wishes, {
          offset: next,
          tokens: 1_000,
        });
        // A row that costs more than all there is stands alone; the reply cuts it.
        const cost = page.rows.length > 1 ? costOf([page.head, ...page.rows]) : 0;
        expect(cost).toBeLessThanOrEqual(1_000);
        seen.push(...page.rows);
        next = page.next;
      }
      expect(seen).toEqual(answer["users"]);
    }),
    { numRuns: 20 },
  );
});

function fail(): never {
  throw new Error("there is no such list");
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceOf, toldChanges } from "../../src/gate/difference.ts";
import { digestOf } from "../../src/store/canonical.ts";

test.for<[string, Record<string, unknown>, Record<string, unknown>, readonly unknown[]]>([
  ["nothing moved", { a: 1, b: { c: [2] } }, { b: { c: [2] }, a: 1 }, []],
  ["a field", { a: 1, b: 2 }, { a: 1, b: 3 }, [{ field: "b", before: 2, now: 3 }]],
  ["a field that came", {}, { a: 1 }, [{ field: "a", before: undefined, now: 1 }]],
  ["a field that went", { a: 1 }, {}, [{ field: "a", before: 1, now: undefined }]],
  ["a null that went", { a: null }, {}, [{ field: "a", before: null, now: undefined }]],
  ["an undefined field is none", { a: undefined }, {}, []],
  ["an empty object that went", { a: {} }, {}, [{ field: "a", before: {}, now: undefined }]],
  ["a text that looks like the number", { a: 1 }, { a: "1" }, [{ field: "a", before: 1, now: "1" }]],
  ["a list that became an object", { a: [] }, { a: {} }, [{ field: "a", before: [], now: {} }]],
  [
    "deep in a list",
    { users: [{ user_id: "ecid1" }, { user_id: "ecid2" }] },
    { users: [{ user_id: "ecid1" }, { user_id: "ecid3" }, { user_id: "ecid4" }] },
    [
      { field: "users.1.user_id", before: "ecid2", now: "ecid3" },
      { field: "users.2", before: undefined, now: { user_id: "ecid4" } },
    ],
  ],
  [
    "the order of a list",
    { a: [1, 2] },
    { a: [2, 1] },
    [
      { field: "a.0", before: 1, now: 2 },
      { field: "a.1", before: 2, now: 1 },
    ],
  ],
  [
    "a field that every object inherits",
    JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>,
    {},
    [{ field: "__proto__", before: { a: 1 }, now: undefined }],
  ],
  ["a method's name", { toString: "x" }, {}, [{ field: "toString", before: "x", now: undefined }]],
])("%s", ([, before, now, expected]) => {
  expect(differenceOf(before, now)).toEqual(expected);
});

const json = fc.jsonValue({ maxDepth: 4 });
const answer = fc.dictionary(fc.string({ maxLength: 3 }), json) as fc.Arbitrary<Record<string, unknown>>;

test("there is a difference exactly when the digests differ", () => {
  const pair = fc.oneof(
    fc.tuple(answer, answer),
    answer.map((one) => [one, JSON.parse(JSON.stringify(one)) as Record<string, unknown>] as const),
    fc.tuple(answer, json).map(
      ([one, inner]) =>
        [
          { ...one, a: { inner } },
          { a: { inner }, ...one },
        ] as const,
    ),
  );
  fc.assert(
    fc.property(pair, ([before, now]) => {
      expect(differenceOf(before, now).length === 0).toBe(digestOf(before) === digestOf(now));
    }),
    { numRuns: 1_000 },
  );
});

test("changes are told without control characters, none longer than a line, and no more than twenty", () => {
  const changes = Array.from({ length: 25 }, (_, index) => ({
    field: `field_${index}`,
    before: index === 0 ? undefined : "a\u202Eb\n",
    now: { name: "x".repeat(500) },
  }));
  const told = toldChanges(changes);
  expect(told).toMatchObject({ changes: { length: 20 }, more_changes: 5 });
  expect(told).toHaveProperty("changes.0", { field: "field_0", now: expect.stringMatching(/^.{121}$/) });
  expect(told).toHaveProperty("changes.1.before", "ab");
});

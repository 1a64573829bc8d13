import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digestOf } from "../../src/store/canonical.ts";

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test("canonical JSON does not depend on the order of keys, and says the same after a round trip", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(reversed(value))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("values that differ have digests that differ", () => {
  const values = [{ a: 1 }, { a: "1" }, { b: 1 }, [{ a: 1 }], { a: [1] }, { a: null }, {}, [], null, "", 0];
  expect(new Set(values.map(digestOf)).size).toBe(values.length);
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});

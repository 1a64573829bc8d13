import * as z from "zod";
import { describe, expect, test } from "vitest";
import { field, innerOf, isFoldable, loginId, noteOf, password, userId } from "../../tools/fields.ts";
import { catalog, operationNamed } from "../../tools/index.ts";
import { type Lookup, lookups } from "../../tools/lookup.ts";

const words = { title: { en: "Words", ja: "言葉" } };
const all = Object.entries<Lookup>(lookups).map(([thing, lookup]) => ({ thing, lookup }));
const inputs = catalog.flatMap(({ name: operation, input }) =>
  Object.entries(input.shape).map(([name, schema]) => ({ operation, name, schema })),
);

describe.for(all)("the lookup of a $thing", ({ lookup }) => {
  test("asks a read", () => {
    expect(operationNamed(lookup.operation)?.effect).toBe("read");
  });

  test("names the list in its answer", () => {
    expect(Object.keys(operationNamed(lookup.operation)?.output.shape ?? {})).toContain(lookup.in);
  });

  test("belongs to a field of a request", () => {
    expect(inputs.filter(({ schema }) => noteOf(schema)?.lookup === lookup)).not.toEqual([]);
  });
});

// The sources leave open what a node of a tree looks like.
test.for(all.filter(({ lookup }) => lookup.isTree !== true))(
  "a $thing in the list has the id and the names it is looked up by",
  ({ lookup }) => {
    const rows = innerOf(operationNamed(lookup.operation)?.output.shape[lookup.in] as z.ZodType);
    const row = rows instanceof z.ZodArray ? rows.element : undefined;

    expect(row).toBeInstanceOf(z.ZodObject);
    expect(Object.keys((row as z.ZodObject).shape)).toEqual(
      expect.arrayContaining([lookup.id, ...lookup.names]),
    );
  },
);

test("every id of a request can be looked up, but those that are made up for it or that no read lists", () => {
  const ids = inputs.filter(({ name }) => name.endsWith("_id"));

  expect(ids.length).toBeGreaterThan(50);
  expect(
    new Set(ids.filter(({ schema }) => noteOf(schema)?.lookup === undefined).map(({ name }) => name)),
  ).toEqual(new Set(["external_reference_id", "login_id", "transaction_id"]));
});

describe("full-width letters", () => {
  test.for([
    ["an id", userId],
    ["an id that may be left out", userId.optional()],
    ["a text of a set form", loginId],
    ["a choice", z.enum(["approved"])],
    ["choices", z.array(z.enum(["billing"]))],
    ["a number", z.int()],
    ["a flag with a default", z.boolean().default(false)],
  ] as const)("are folded in %s", ([, schema]) => {
    expect(isFoldable(schema)).toBe(true);
  });

  test.for([
    ["free text", z.string().max(50)],
    ["what other people will read", field(z.string().regex(/./), { ...words, untrusted: true })],
    ["a secret", password],
    ["groups of fields", z.array(z.looseObject({}))],
  ] as const)("stay as they are in %s", ([, schema]) => {
    expect(isFoldable(schema)).toBe(false);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { closestTo } from "../../../src/gate/names/closest.ts";
import type { Thing } from "../../../src/gate/names/finder.ts";
import { foldedName, skeletonOf } from "../../../src/gate/names/fold.ts";
import { matchOf } from "../../../src/gate/names/match.ts";

/** Few letters, of which many look alike or fold into each other: so that names meet. */
const letters = fc.constantFrom(
  "a",
  "A",
  "а",
  "ａ",
  "ア",
  "ｱ",
  "ー",
  "一",
  "-",
  " ",
  "　",
  "\u202E",
  "\u200B",
  "é",
);
const text = fc.array(letters, { maxLength: 4 }).map((picked) => picked.join(""));
const things: fc.Arbitrary<readonly Thing[]> = fc
  .array(fc.array(text, { maxLength: 2 }), { maxLength: 6 })
  .map((lists) => lists.map((names, index) => ({ id: `id-${index}`, names })));

test("what is taken goes by the name that was asked for, and nothing else looks like it", () => {
  fc.assert(
    fc.property(text, things, (asked, all) => {
      const match = matchOf(asked, all);
      if (match.kind !== "one") return;
      const { id } = match.thing;
      expect(match.thing.names.map(foldedName)).toContain(foldedName(asked));
      const others = all.filter((thing) => thing.id !== id).flatMap(({ names }) => names);
      expect(others.map(skeletonOf)).not.toContain(skeletonOf(asked));
    }),
    { numRuns: 5_000 },
  );
});

test("where there are several, there are at least two", () => {
  fc.assert(
    fc.property(text, things, (asked, all) => {
      const match = matchOf(asked, all);
      expect(match.kind === "several" ? match.things.length : 2).toBeGreaterThan(1);
    }),
    { numRuns: 5_000 },
  );
});

test("every name that nothing looks like is found by itself", () => {
  fc.assert(
    fc.property(things, (all) => {
      for (const { id, names } of all) {
        for (const name of names) {
          const alike = all.filter((thing) =>
            thing.names.some((one) => skeletonOf(one) === skeletonOf(name)),
          );
          if (foldedName(name) === "" || alike.length > 1) continue;
          expect(matchOf(name, all)).toMatchObject({ kind: "one", thing: { id } });
        }
      }
    }),
  );
});

test("an empty name is nobody's", () => {
  expect(matchOf("\u200B", [{ id: "id", names: ["", "\u200B"] }])).toEqual({ kind: "none" });
});

test("the closest come first, at most three, and nothing that is far", () => {
  const named = (...names: readonly string[]) => names.map((name) => ({ id: name, names: [name] }));
  const found = closestTo("Yamada", named("suzuki", "yamoda", "taro.yamada", "yamadas", "yamata", "tanaka"));
  expect(found.map(({ id }) => id)).toEqual(["yamoda", "taro.yamada", "yamadas"]);
});

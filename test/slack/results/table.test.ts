import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { toTable } from "../../../src/slack/results/table.ts";
import { hostileTexts } from "../hostile.ts";

const people = [
  { user_id: "ecid1000000001", login_id: "yamada.taro", note: "東京本社", enabled: true },
  { user_id: "ecid2", login_id: "佐藤花子", note: null, enabled: false },
  { user_id: "ecid3", login_id: "x", note: "a very long note that nobody needs in full here", enabled: true },
];

test("columns are aligned, a Japanese letter as two", () => {
  expect(`\n${toTable(people, ["user_id", "login_id", "note", "enabled"], 60)}\n`).toMatchInlineSnapshot(`
    "
    user_id         login_id     note                    enabled
    ecid1000000001  yamada.taro  東京本社                true
    ecid2           佐藤花子                             false
    ecid3           x            a very long note that…  true
    "
  `);
});

test("the first column, which is the id, is cut last", () => {
  expect(`\n${toTable(people, ["user_id", "login_id", "note"], 24)}\n`).toMatchInlineSnapshot(`
    "
    user_id         lo…  no…
    ecid1000000001  ya…  東…
    ecid2           佐…
    ecid3           x    a …
    "
  `);
});

test("other people's words cannot leave their cell", () => {
  const rows = hostileTexts.map((text) => ({ id: "1", text }));
  const lines = toTable(rows, ["id", "text"], 40).split("\n");
  expect(lines).toHaveLength(rows.length + 1);
  expect(lines.join("")).not.toMatch(/\p{C}/u);
});

test("no line is wider than asked for, nor hides marks without number", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("あ", "e", "\u0301", "👩‍👩‍👧", "🇯🇵") }),
  );
  const row = fc.record({ a: text, b: text, c: fc.jsonValue() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 15, max: 100 }), (rows, widest) => {
      for (const line of toTable(rows, ["a", "b", "c"], widest).split("\n")) {
        expect(stringWidth(line)).toBeLessThanOrEqual(widest);
        expect(Array.from(line).length).toBeLessThanOrEqual(2 * widest + 6);
        expect(line).not.toMatch(/\p{Cs}/u);
      }
    }),
  );
});

test("columns for which there is no room are left out", () => {
  expect(toTable([{ aaaa: 1, bbbb: 2, cccc: 3 }], ["aaaa", "bbbb", "cccc"], 8)).toBe("aa…  bb…\n1    2");
});

import { expect, test } from "vitest";
import { cleaned, cleanedText } from "../../../src/mcp/answers/clean.ts";
import { withoutEmpties } from "../../../src/mcp/answers/empties.ts";

test.for([
  ["bidi overrides", "abc\u202Edcba\u2066x\u2069", "abcdcbax"],
  ["zero-width characters", "a\u200Bb\u200Dc\u2060d\uFEFF", "abcd"],
  ["control characters", "a\u0000b\u001B[31mc\u007F\u009F", "ab[31mc"],
  ["tag characters, which spell words nobody sees", "a\u{E0049}\u{E0047}b", "ab"],
  ["fillers and variation selectors", "a\u3164b\u{FE0F}c\u115F", "abc"],
  ["halves of characters", "a\uD83Db", "ab"],
] as const)("%s are taken out", ([, text, seen]) => {
  expect(cleanedText(text)).toBe(seen);
});

test("a line break or tab is a space", () => {
  expect(cleanedText("one\r\ntwo\tthree\u2028four")).toBe("one two three four");
});

test("what can be seen stays, in any script", () => {
  const text = '山田　太郎 — Ünïcödé 😀 ﾊﾝｶｸ {"a":1}';
  expect(cleanedText(text)).toBe(text);
});

test("a text of 1,000 characters stays, and a longer one tells how much is missing", () => {
  expect(cleanedText("😀".repeat(1_000))).toBe("😀".repeat(1_000));
  const cut = cleanedText("あ".repeat(5_000));
  const kept = cut.indexOf("…");
  expect(Array.from(cut).length).toBeLessThanOrEqual(1_000);
  expect(cut.slice(kept)).toBe(`…(${5_000 - kept} more characters)`);
});

test("texts and keys are cleaned wherever they stand, and a second time nothing changes", () => {
  const value = { "k\u202Eey": [{ deep: ["x\u200By", "z".repeat(3_000)] }], n: 1, t: true, none: null };
  const once = cleaned(value);
  expect(once).toMatchObject({
    key: [{ deep: ["xy", expect.stringContaining("more characters)")] }],
    n: 1,
    t: true,
  });
  expect(cleaned(once)).toEqual(once);
});

test("a key that would change the prototype is a key", () => {
  const value = cleaned(JSON.parse('{"__proto__":{"admin":true}}') as Record<string, unknown>);
  expect(Object.keys(value)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test("an answer deeper than the stack is shown as far as anybody would read", () => {
  const deep = JSON.parse(`{"a":${"[".repeat(3_000)}${"]".repeat(3_000)}}`) as Record<string, unknown>;
  expect(JSON.stringify(cleaned(deep))).toContain("…(more levels)");
});

test("empty fields are left out, at any depth; false, zero and the elements of a list are not", () => {
  const value = { a: "", b: null, c: [], d: {}, e: { f: "" }, g: false, h: 0, i: [{ j: "" }, null, "k"] };
  expect(withoutEmpties(value)).toEqual({ g: false, h: 0, i: [{}, null, "k"] });
});

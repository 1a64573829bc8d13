import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeText, toCommandText } from "../../../src/sandbox/slack/escape.ts";
import { toTyped, wordsOf } from "../../../src/slack/words/line.ts";

/** The words of a line that somebody typed, as Slack sends it. */
function wordsTyped(typed: string) {
  const parted = wordsOf(toCommandText(typed));
  return "words" in parted ? parted.words : parted.fault.en;
}

describe("words are parted", () => {
  test.for([
    ["by spaces and tabs", " user  show\tecid1 ", ["user", "show", "ecid1"]],
    ["by full-width spaces and new lines", "user　show\necid1", ["user", "show", "ecid1"]],
    ["but not within straight quotes", "description=\"a  b\" 'c d'", ["description=a  b", "c d"]],
    ["but not within the curly quotes of a phone", "“a b” ‘c d’ ”e f” „g h“", ["a b", "c d", "e f", "g h"]],
    ["but not within Japanese quotes", "「あ い」 『う え』", ["あ い", "う え"]],
    ["but not within full-width quotes", "＂あ い＂ ＇う え＇", ["あ い", "う え"]],
    ["nowhere in an empty line", " 　\n", []],
  ] as const)("%s", ([, typed, words]) => {
    expect(wordsTyped(typed)).toEqual(words);
  });
});

describe("a quote", () => {
  test.for([
    ["within a word is a letter of it", "O'Brien say\"so", ["O'Brien", 'say"so']],
    ["that no word ends with is a letter", "'O'Brien and 'sons'", ["O'Brien and 'sons"]],
    ["of another family is a letter", '"he said “hi” to me"', ["he said “hi” to me"]],
    ["after a backslash is a letter", String.raw`"a \"b\" c" 'd\\'`, ['a "b" c', "d\\"]],
    ["closes at once for nothing", 'description="" next', ["description=", "next"]],
  ] as const)("%s", ([, typed, words]) => {
    expect(wordsTyped(typed)).toEqual(words);
  });

  test.for(['"open', "description=“open", "「開いたまま", String.raw`"not \" closed`])(
    "that is not closed is told: %s",
    (typed) => {
      expect(wordsTyped(typed)).toMatch(/not closed/);
    },
  );
});

describe("an option's name", () => {
  test.for([
    ["after the dash of a phone", "—public –filter x ―dry −n", ["--public", "--filter", "x", "--dry", "--n"]],
    ["after full-width hyphens", "－－public", ["--public"]],
    [
      "in full-width letters",
      "ｃｏｎｔｒａｃｔ＿ｉｄ＝econ1 --ｐｕｂｌｉｃ",
      ["contract_id=econ1", "--public"],
    ],
    ["before a full-width equals sign", "description＝「あ い」", ["description=あ い"]],
  ] as const)("is plain %s", ([, typed, words]) => {
    expect(wordsTyped(typed)).toEqual(words);
  });

  test.for(["description=―の件", "“—quoted”", "－", "10–20", "ー", "あ＝い"])(
    "is not made of a value: %s",
    (typed) => {
      expect(wordsTyped(typed)).toEqual([typed.replace(/[“”]/g, "")]);
    },
  );
});

describe("what Slack escapes", () => {
  test.for([
    ["a mention stays one, without the name", "@hanako", /^<@U\w+>$/],
    ["a channel is its name", "#ops", /^#ops$/],
    ["an address is itself", "taro@example.com", /^taro@example\.com$/],
    ["a link is itself", "https://example.com/?a=1&b=2", /^https:\/\/example\.com\/\?a=1&b=2$/],
    ["a broadcast is harmless", "@channel", /^@channel$/],
    ["the three characters are themselves", "a<b&&c>d", /^a<b&&c>d$/],
    ["an escape that was typed stays as typed", "&lt;b&amp;", /^&lt;b&amp;$/],
  ] as const)("%s", ([, typed, word]) => {
    const words = wordsTyped(`description=${typed}`);
    expect(words).toEqual([expect.stringMatching(/^description=/)]);
    expect(words[0]?.replace("description=", "")).toMatch(word);
  });

  test("a link is the text it was typed as", () => {
    expect(wordsOf("<http://example.com|example.com> <#C0OPS> <mailto:a@b.c> <!subteam^S1|@ops>")).toEqual({
      words: ["example.com", "#C0OPS", "a@b.c", "@ops"],
    });
  });
});

test("a value keeps its width and its letters", () => {
  expect(wordsTyped("description=Ｔｅｓｔ①㈱")).toEqual(["description=Ｔｅｓｔ①㈱"]);
});

test("a line that is too long is told", () => {
  expect(wordsTyped("x".repeat(8_000))).toHaveLength(1);
  expect(wordsTyped("x ".repeat(4_001))).toMatch(/longer than 8000/);
});

test("no line makes it throw, and none takes long", () => {
  const odd = fc.string({
    unit: fc.constantFrom(...Array.from("\"'“”「」\\=＝-—－<>|@#!&a ａ　\n")),
    maxLength: 8_000,
  });
  fc.assert(
    fc.property(fc.oneof(odd, fc.string({ unit: "binary" })), (line) => {
      expect(Object.keys(wordsOf(line))).toHaveLength(1);
    }),
  );
  expect(Object.keys(wordsOf(`"${"\\".repeat(7_999)}`))).toEqual(["fault"]);
  expect(Object.keys(wordsOf(`"${'"a'.repeat(3_999)}`))).toEqual(["fault"]);
  expect(Object.keys(wordsOf("<".repeat(8_000)))).toEqual(["words"]);
});

test("any words that are quoted come back", () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...Array.from("\"'“「」\\ 　<&>a＂")) }),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const line = words.map((each) => `"${each.replace(/[\\"＂]/g, "\\$&")}"`).join(" ");
      expect(wordsOf(escapeText(line))).toEqual({ words });
    }),
  );
});

test("a value that is shown to be typed comes back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      expect(wordsOf(escapeText(`x=${toTyped(value)}`))).toEqual({ words: [`x=${value}`] });
    }),
  );
});

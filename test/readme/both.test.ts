import { expect, test } from "vitest";
import { type Block, blocksOf, inlineCodeOf, picturesOf, sectionsOf, texts, writtenOf } from "./documents.ts";

const [en, ja] = [sectionsOf(writtenOf(texts.en)), sectionsOf(writtenOf(texts.ja))];
const pairs = en.map((section, at) => ({ title: section.title, en: section.body, ja: ja[at]?.body ?? "" }));

test("the two have the same sections", () => {
  expect(ja.map(({ level }) => level)).toEqual(en.map(({ level }) => level));
});

test("each leads to the other", () => {
  expect(texts.en).toContain("](README.ja.md)");
  expect(texts.ja).toContain("](README.md)");
});

test("they have the same blocks of code, apart from comments", () => {
  expect(blocksOf(texts.ja).map(withoutComments)).toEqual(blocksOf(texts.en).map(withoutComments));
});

test("where one has a comment in its code, the other has one", () => {
  expect(blocksOf(texts.ja).map(commentsIn)).toEqual(blocksOf(texts.en).map(commentsIn));
});

test.for(pairs)("they name the same code under $title", (pair) => {
  expect(alike(inlineCodeOf(pair.ja))).toEqual(alike(inlineCodeOf(pair.en)));
});

test.for(pairs)("they lead to the same pages from $title", (pair) => {
  expect(alike(pagesIn(pair.ja))).toEqual(alike(pagesIn(pair.en)));
});

test.for(pairs)("they show the same pictures under $title, each in its language", (pair) => {
  expect(picturesOf(pair.ja).map((path) => path.replace(".ja.", "."))).toEqual(picturesOf(pair.en));
  expect(picturesOf(pair.ja).filter((path) => !path.includes(".ja."))).toEqual([]);
});

test.for(pairs)("they give the same numbers under $title", (pair) => {
  expect(numbersIn(pair.en).filter((number) => !numbersIn(pair.ja).includes(number))).toEqual([]);
});

test.for(pairs)("they have lists and tables of the same length under $title", (pair) => {
  expect(rowsIn(pair.ja)).toEqual(rowsIn(pair.en));
});

/** Code apart from comments, and from what is explained beside commands of Slack. */
function withoutComments({ kind, body }: Block): Block {
  const lines = body.split("\n").map((line) => line.replace(comment(kind), "").trimEnd());
  return { kind, body: lines.join("\n") };
}

function commentsIn({ kind, body }: Block): readonly boolean[] {
  return body.split("\n").map((line) => comment(kind).test(line));
}

function comment(kind: string): RegExp {
  return kind === "" ? / {2,}.*$/ : /(?:^|\s+)# .*$/;
}

function alike(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

function pagesIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\((https?:[^)]+)\)|<(https?:[^>]+)>/g)].map(
    ([, link, plain]) => link ?? plain ?? "",
  );
}

/** As digits; what one language spells out, the other may not. */
function numbersIn(text: string): readonly string[] {
  return text.match(/\d(?:[\d.,:-]*\d)?/g) ?? [];
}

/** How many points, steps and rows there are. */
function rowsIn(text: string): readonly number[] {
  return [/^- /gm, /^\d+\. /gm, /^\|/gm].map((mark) => text.match(mark)?.length ?? 0);
}

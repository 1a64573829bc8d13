import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the repository lies. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The languages in which the README is written. */
export const languages = ["en", "ja"] as const;

export type Language = (typeof languages)[number];

/** Its file in each of them. */
export const files: Readonly<Record<Language, string>> = { en: "README.md", ja: "README.ja.md" };

/** What it says in each of them. */
export const texts: Readonly<Record<Language, string>> = { en: textOf("en"), ja: textOf("ja") };

function textOf(language: Language): string {
  return readFileSync(new URL(`../../${files[language]}`, import.meta.url), "utf8");
}

/** What stands between two fences. */
export interface Block {
  /** Such as `sh`; empty for none. */
  readonly kind: string;
  readonly body: string;
}

/** What stands below a heading, until the next one. */
export interface Section {
  readonly level: number;
  readonly title: string;
  readonly body: string;
}

const fenced = /^```(\w*)\n([^]*?)^```$/gm;

/** Its code blocks, in their order. */
export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(fenced)].map(([, kind = "", body = ""]) => ({ kind, body }));
}

/** The same without its code blocks. */
export function proseOf(text: string): string {
  return text.replace(fenced, "");
}

/** The same without what is generated. */
export function writtenOf(text: string): string {
  return text.replace(/<!-- (\w+) -->[^]*?<!-- \/\1 -->/g, "");
}

/** Its sections without their code blocks, in their order. */
export function sectionsOf(text: string): readonly Section[] {
  return proseOf(text)
    .split(/^(?=#{1,6} )/m)
    .map((part) => {
      const [heading = "", ...lines] = part.split("\n");
      const [, marks = "", title = ""] = /^(#+) (.*)$/.exec(heading) ?? [];
      return { level: marks.length, title, body: lines.join("\n") };
    });
}

/** The code within its sentences. */
export function inlineCodeOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** The files of its pictures, in their order. */
export function picturesOf(text: string): readonly string[] {
  return [...text.matchAll(/<img src="([^"]+)"/g)].map(([, path = ""]) => path);
}

/** The anchors that GitHub gives its headings. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  return new Set(
    sectionsOf(text).map(({ title }) => {
      const anchor = title
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
        .replaceAll(" ", "-");
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

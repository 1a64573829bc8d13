import { describe, expect, test } from "vitest";
import { settings } from "../../src/config/settings.ts";
import { steps } from "../../src/gate/outcome.ts";
import { files, languages, texts } from "./documents.ts";
import { stepsInJapanese } from "./steps.ja.ts";
import { tables } from "./tables.ts";

describe.for(languages)("the README (%s)", (language) => {
  const text = texts[language];

  test("its tables are up to date; npm run docs writes them", async () => {
    const generated = Object.entries(tables).reduce(
      (written, [name, render]) =>
        written.replace(
          new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`),
          (_match, start: string, end: string) => `${start}\n${render(language)}\n\n${end}`,
        ),
      text,
    );
    await expect(generated).toMatchFileSnapshot(`../../${files[language]}`);
  });

  test("it has one place for each of them, and for no other", () => {
    const places = [...text.matchAll(/^<!-- (\w+) -->\n[^]*?^<!-- \/\1 -->$/gm)].map(([, name = ""]) => name);
    expect(places.toSorted()).toEqual(Object.keys(tables).toSorted());
    expect(text.match(/<!--/g)).toHaveLength(2 * places.length);
  });
});

test.for(settings)("what $key $variable is says the same in both languages", ({ what }) => {
  expect(namesIn(what.ja)).toEqual(namesIn(what.en));
});

test.for(Object.entries(steps))("what to do about %s is the same in both languages", ([name, step]) => {
  expect(namesIn(stepsInJapanese[name as keyof typeof steps])).toEqual(namesIn(step));
});

/** What is written alike in any language: code, variables, addresses, numbers that are not small. */
function namesIn(text: string): readonly string[] {
  const alike = /`[^`]+`|\b(?:SSS|SLACK)_[A-Z_]+|https?:[\w./]+|\d{2}[\d.,/]*/g;
  return [...new Set(text.match(alike) ?? [])].toSorted();
}

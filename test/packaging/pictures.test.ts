import { readFileSync, readdirSync, statSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("../../.docs/", import.meta.url);
const pictures = readdirSync(folder).filter((name) => /\.(png|svg)$/.test(name));

test("every picture is there in English and Japanese", () => {
  const names = (pattern: RegExp) =>
    pictures.filter((name) => pattern.test(name)).map((name) => name.replace(".ja.", "."));
  expect(names(/^[\w-]+\.\w+$/)).not.toEqual([]);
  expect(names(/\.ja\./)).toEqual(names(/^[\w-]+\.\w+$/));
});

test.for(pictures)("%s is quickly there", (name) => {
  expect(statSync(new URL(name, folder)).size).toBeLessThan(150_000);
});

test("the consent path is drawn alike in both languages, in words for who cannot see it, and for light and dark", () => {
  const [english, japanese] = ["consent-path.svg", "consent-path.ja.svg"].map((name) =>
    readFileSync(new URL(name, folder), "utf8"),
  );
  const drawn = (svg = "") => svg.replace(/ lang="\w+"/, "").replaceAll(/>[^<>]*[^<>\s][^<>]*</g, "><");
  expect(drawn(japanese)).toBe(drawn(english));
  for (const svg of [english, japanese]) {
    expect(svg).toMatch(/aria-labelledby="title desc"[^]*<title id="title">[^<]+<[^]*<desc id="desc">[^<]+</);
    expect(svg).toContain("@media (prefers-color-scheme: dark)");
  }
});

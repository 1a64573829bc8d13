import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { settings } from "../../src/config/settings.ts";
import { checks } from "../../src/doctor/checks.ts";
import { meanings } from "../../src/gate/meanings/meanings.ts";
import { steps } from "../../src/gate/outcome.ts";
import {
  anchorsOf,
  blocksOf,
  inlineCodeOf,
  languages,
  picturesOf,
  root,
  sectionsOf,
  texts,
  writtenOf,
} from "./documents.ts";

describe.for(languages)("what the README (%s) names", (language) => {
  const text = texts[language];
  const written = writtenOf(text);
  const names = [...inlineCodeOf(text), ...blocksOf(text).flatMap(({ body }) => body.split(/\s+/))];

  test("nothing is left to be filled in", () => {
    expect(text).not.toMatch(/<<\w+>>/);
  });

  test("files and folders are there", () => {
    const paths = [...names, ...picturesOf(text)].filter(
      (name) => /^(?:test|src|tools|\.docs|\.docker|\.ci|\.mcpb?)\//.test(name) && !made.has(name),
    );
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !path.includes("<") && !existsSync(join(root, path)))).toEqual([]);
  });

  test("links lead somewhere", () => {
    const anchors = anchorsOf(text);
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    const own = targets.filter((target) => !target.startsWith("https://"));
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((target) => !leads(target, anchors))).toEqual([]);
  });

  test("the table of contents has every large section", () => {
    const [, contents = ""] = /^\*\*(?:Contents|目次):\*\*([^]*?)\n\n/m.exec(text) ?? [];
    const linked = new Set([...contents.matchAll(/\(#([^)]+)\)/g)].map(([, anchor]) => anchor));
    const large = sectionsOf(text).filter(({ level }) => level === 2);
    const left = large.filter(({ title }) => !linked.has([...anchorsOf(`## ${title}`)][0]));
    // What packages it is made of and its licence, at the end.
    expect(left).toEqual(large.slice(-2));
  });

  test("commands of npm are scripts", () => {
    const named = [...written.matchAll(/npm (?:run )?([a-z][a-z:]*)/g)].map(([, name = ""]) => name);
    const scripts = [...Object.keys(packageJson.scripts), "ci"];
    expect(named).toContain("demo");
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test("variables are settings", () => {
    const named = written.match(/\b(?:SSS|SLACK|OTEL|XDG)_[A-Z_]*[A-Z]\b|\bDATABASE_URL\b/g) ?? [];
    const known = settings.flatMap(({ variable = "", isSecret }) =>
      isSecret === true ? [variable, `${variable}_FILE`] : [variable],
    );
    expect(named).toContain("SSS_OPS_POLICY");
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("operations, tools and fields are known to the program", () => {
    const named = inlineCodeOf(text).filter((name) => /^[a-z]+(?:(?:_|[A-Z])[a-z]+)+$/.test(name));
    const known = (name: string) => foreign.has(name) || program.some((source) => source.includes(name));
    expect(named).toContain("offboard_user");
    expect(named.filter((name) => !known(name))).toEqual([]);
  });

  test("the checks of the doctor are counted", () => {
    const [count] = written.match(/\d+(?= checks of|項目を確認)/) ?? [];
    expect(Number(count)).toBe(checks.length);
  });

  test("every package that it is made of says what it is for, and no other", () => {
    const { body } = sectionsOf(text).at(-2) ?? { body: "" };
    const rows = body.split("\n").filter((line) => line.startsWith("|"));
    const uses = rows.map((row) => row.split("|")[1] ?? "");
    const [develops = ""] = body.trim().split("\n\n").slice(-1);
    const packages = [...uses, develops].flatMap(inlineCodeOf).filter((name) => !name.includes("."));
    const { dependencies, devDependencies } = packageJson;
    expect(new Set(packages)).toEqual(new Set(Object.keys({ ...dependencies, ...devDependencies })));
  });

  test("every code of an error is in its table, and no other", () => {
    const [, table = ""] = /<!-- errors -->([^]*)<!-- \/errors -->/.exec(text) ?? [];
    const codes = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = ""]) => code);
    expect(codes.toSorted()).toEqual(Object.keys(steps).toSorted());
    expect(codes.toSorted()).toEqual(Object.keys(meanings).toSorted());
  });
});

test.for(Object.keys(steps))("something gives the code %s", (code) => {
  const given = new RegExp(`(?<![!=]== |case )"${code}"`);
  expect(deciding.some((source) => given.test(source))).toBe(true);
});

/** Made by commands that it names. */
const made = new Set([".mcpb/sss-ops.mcpb"]);

/** What others call it: Kubernetes, and Slack in manifests that are not as ours. */
const foreign = new Set([
  "terminationGracePeriodSeconds",
  "request_url",
  "message_menu_options_url",
  "mcp_servers",
]);

/** What decides and what calls SSS, without the lines that only say which codes there are. */
const deciding = [...sourcesIn("src/gate"), ...sourcesIn("src/sss")].map((source) =>
  source.replace(/^(?:\s*\| |.*readonly ).*$/gm, ""),
);

/** The whole program, and what Slack is told of it. */
const program = [
  ...sourcesIn("src"),
  ...sourcesIn("tools"),
  readFileSync(join(root, "manifest.json"), "utf8"),
];

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(root, folder, path), "utf8"));
}

function leads(target: string, anchors: ReadonlySet<string>): boolean {
  return target.startsWith("#")
    ? anchors.has(decodeURIComponent(target.slice(1)))
    : existsSync(join(root, target));
}

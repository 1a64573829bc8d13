import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { profile } from "../../src/config/kinds.ts";
import { loadConfig } from "../../src/config/load.ts";
import { parsePolicy } from "../../src/gate/policy-file.ts";
import { parseCases } from "../../src/policy/cases.ts";
import { judge } from "../../src/policy/judge.ts";
import { temporaryDirectory } from "../directory.ts";
import { type Block, blocksOf, inlineCodeOf, languages, texts } from "./documents.ts";

describe.for(languages)("the examples of the README (%s)", (language) => {
  const blocks = blocksOf(texts[language]);
  const yaml = blocks.filter(({ kind }) => kind === "yaml").map(({ body }) => body);
  const policy = () => parsePolicy(yaml.find((body) => body.startsWith("people:")) ?? "");

  test("every block is of a kind that is known", () => {
    expect(
      blocks.map(({ kind }) => kind).filter((kind) => !["", "sh", "json", "yaml"].includes(kind)),
    ).toEqual([]);
  });

  test.for(blocks.filter(({ kind }) => kind === "json"))("$body is JSON", ({ body }: Block) => {
    expect(JSON.parse(body)).toBeInstanceOf(Object);
  });

  test.for(yaml.filter((body) => body.startsWith("accounts:")))("%s is a file of settings", async (body) => {
    const directory = await withSecrets(body);
    const { config } = await loadConfig({
      environment: {},
      flags: { config: join(directory, "sss-ops.yaml") },
      directory,
      trustsDirectory: true,
    });
    expect(config.accounts).not.toEqual([]);
  });

  test("the policy that it shows is one, with somebody who may approve", () => {
    expect(policy().people.some(({ mayApprove }) => mayApprove)).toBe(true);
    expect(policy().rules).not.toEqual([]);
  });

  test("the policy decides on its cases as they say", () => {
    const parsed = parseCases(yaml.find((body) => body.startsWith("- name:")) ?? "", policy());
    if ("faults" in parsed) throw new Error(parsed.faults.join("\n"));
    expect(
      parsed.cases.map((one) => judge(one, policy(), Date.now())).flatMap(({ differences }) => differences),
    ).toEqual([]);
    expect(parsed.cases).not.toEqual([]);
  });

  test.for(profilesIn(texts[language]))("%s is a profile", (given) => {
    expect(profile.parse(given)).toBeDefined();
  });

  test("each of its blocks of YAML is one of these", () => {
    const known = /^(?:people:|accounts:|- name:)/;
    expect(yaml.filter((body) => !known.test(body))).toEqual([]);
  });
});

/** Those of commands and addresses, and the words that they are made of, as their table has them. */
function profilesIn(text: string): readonly string[] {
  const used = [...text.matchAll(/(?:--profile |\?profile=)([\w*,-]+)/g)].map(([, given = ""]) => given);
  const rows = text.slice(text.indexOf("| `full` |")).split("\n\n")[0] ?? "";
  const words = rows.split("\n").flatMap((row) => inlineCodeOf(row.split("|")[1] ?? ""));
  return [...new Set([...used, ...words])];
}

/** A directory with the file of settings and the secrets that it names. */
async function withSecrets(body: string): Promise<string> {
  const directory = await temporaryDirectory();
  const text = body.replaceAll("/run/secrets", directory);
  const named = [...body.matchAll(/\/run\/secrets\/(\S+)/g)].map(([, name = ""]) => name);
  await Promise.all(named.map((name) => writeFile(join(directory, name), secretFor(name), { mode: 0o600 })));
  await writeFile(join(directory, "sss-ops.yaml"), text, { mode: 0o600 });
  return directory;
}

/** Tokens of Slack are known by how they begin. */
function secretFor(name: string): string {
  if (name.includes("bot-token")) return "xoxb-made-up";
  return name.includes("app-token") ? "xapp-made-up" : "made-up";
}

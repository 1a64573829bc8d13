import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { settings } from "../src/settings.ts";
import { steps } from "../src/gate/outcome.ts";
import { parsePolicy } from "../src/gate/policy-file.ts";
import { exitCodes } from "../src/terminal/call.ts";
import { type Cell, consentTable } from "../src/gate/table.ts";
import { hostSetups } from "../src/hosts.ts";
import { prompts } from "../src/mcp/prompts/prompts.ts";
import { catalog } from "../tools/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

const sections: Record<string, () => string> = {
  hosts: () =>
    table(
      ["host", "where", "paste"],
      hostSetups("http://127.0.0.1:3939/mcp").map(({ host, where, paste }) => [
        host,
        code(where),
        code(paste),
      ]),
    ),
  prompts: () =>
    table(
      ["prompt", "what it is for", "takes"],
      prompts.map(({ name, description, arguments: taken }) => [
        code(name),
        description.en,
        taken.map((argument) => code(argument.name)).join(", "),
      ]),
    ),
  settings: () =>
    table(
      ["variable", "what it is", "default"],
      settings.map((setting) => [
        code(setting.name),
        setting.description,
        setting.default && code(setting.default),
      ]),
    ),
  operations: () =>
    table(
      ["tool", "command", "what it does", "risk", "who", "undone by"],
      catalog.map(({ name, command, summary, risk, role, undo }) => [
        code(name),
        code(command),
        summary.en.split(/(?<=\.) /)[0] ?? "",
        risk,
        role.replace("_", " "),
        undo === undefined || undo.operation === "none" ? "" : code(undo.operation),
      ]),
    ),
  consent: () =>
    table(
      ["risk", "policy", "client", ...doorNames],
      consentTable()
        .filter(({ door }) => door === "none")
        .map(({ risk, policy, client }) => [
          risk,
          policy,
          client,
          ...doorNames.map((door) => cellOf({ risk, policy, client, door })),
        ]),
    ),
  exits: () =>
    table(
      ["exit code", "how the call ended"],
      Object.entries(exitCodes).map(([ending, exit]) => [String(exit), ending]),
    ),
  errors: () =>
    table(
      ["code", "what to do"],
      Object.entries(steps).map(([name, step]) => [code(name), step]),
    ),
};

const doorNames = ["none", "terminal", "page", "slack"] as const;

function cellOf(where: Pick<Cell, "risk" | "policy" | "client" | "door">): string {
  const cell = consentTable().find((found) =>
    (["risk", "policy", "client", "door"] as const).every((key) => found[key] === where[key]),
  );
  // Of a refusal the code, which the table of errors explains.
  return cell?.runs === "never" ? (cell.outcome.split(":")[0] ?? "") : (cell?.runs ?? "");
}

test("the generated sections are up to date; npm run docs writes them", async () => {
  const generated = Object.entries(sections).reduce(
    (text, [name, render]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`),
        (_match, start: string, end: string) => `${start}\n${render()}\n\n${end}`,
      ),
    readme,
  );
  await expect(generated).toMatchFileSnapshot("../README.md");
});

test.for(Object.keys(sections))("there is a place for the section %s", (name) => {
  expect(readme).toMatch(new RegExp(`<!-- ${name} -->\n[^]*<!-- /${name} -->`));
});

test("every dependency says what it is for, and nothing else does", () => {
  const listed = readme.slice(readme.indexOf("## Dependencies")).matchAll(/`(@?[a-z][a-z/-]*)`/g);
  const { dependencies, devDependencies } = packageJson;
  expect(new Set([...listed].map(([, name]) => name))).toEqual(
    new Set(Object.keys({ ...dependencies, ...devDependencies })),
  );
});

test("the policy that it shows is one", () => {
  const [, yaml = ""] = /```yaml\n([^]*?)```/.exec(readme) ?? [];
  const policy = parsePolicy(yaml);
  expect(policy.people.some(({ mayApprove }) => mayApprove)).toBe(true);
  expect(policy.rules).not.toEqual([]);
});

test("every npm command it names is there", () => {
  const named = readme.matchAll(/npm (?:run )?([a-z:]+)/g);
  const builtIn = ["ci"];
  const scripts = [...Object.keys(packageJson.scripts), ...builtIn];
  expect([...named].map(([, name]) => name).filter((name) => !scripts.includes(name ?? ""))).toEqual([]);
});

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

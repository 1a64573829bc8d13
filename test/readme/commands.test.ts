import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { addSettingsFlags } from "../../src/commands/settings-flags.ts";
import { parseCommand } from "../../src/slack/words/command.ts";
import { inputOf, commandOf } from "../../tools/words.ts";
import { type Language, blocksOf, inlineCodeOf, languages, root, texts, writtenOf } from "./documents.ts";

type Add = (program: Command) => void;

/** The program with all of its commands; what they do is loaded only once they run. */
const whole = readFileSync(join(root, "src/cli.ts"), "utf8");
const folder = join(root, "src/commands");
const modules = await Promise.all(
  readdirSync(folder).map((file) => import(join(folder, file)) as Promise<Record<string, unknown>>),
);
const program = new Command("sss-ops").version("0").enablePositionalOptions();
modules.flatMap(addersOf).forEach((add) => add(program));
addSettingsFlags(program);

const shells: readonly (readonly [RegExp, string])[] = [
  [/^node dist\/cli\.js\b/, "sss-ops"],
  [/^npm start --/, "sss-ops serve"],
  [/^npm run demo --/, "sss-ops demo"],
  [/^.*&& docker run --rm sss-ops/, "sss-ops"],
];

describe.for(languages)("what the README (%s) has people type", (language) => {
  test.for(linesOf(language, "sss-ops"))("sss-ops %s is a command, with flags that it has", (line) => {
    expect(faultOf(line)).toBeUndefined();
  });

  test.for(linesOf(language, "/sss"))("/sss %s is a command in Slack", (line) => {
    expect(parseCommand(line, undefined, ["partner", "hoshino"])).not.toHaveProperty("message");
  });
});

test("what is typed is found", () => {
  expect(linesOf("en", "sss-ops").length).toBeGreaterThan(20);
  expect(linesOf("en", "/sss").length).toBeGreaterThan(5);
});

function addersOf(module: Record<string, unknown>): readonly Add[] {
  return Object.entries(module).flatMap(([name, value]) =>
    whole.includes(`  ${name},`) && typeof value === "function" ? [value as Add] : [],
  );
}

/** What follows the name of the program, wherever it is called: in sentences and in blocks, without comments. */
function linesOf(language: Language, name: string): readonly string[] {
  const written = writtenOf(texts[language]);
  const lines = blocksOf(written).flatMap(({ body }) => body.split("\n"));
  const typed = [...lines, ...inlineCodeOf(written)].map((line) =>
    shells
      .reduce((told, [shell, called]) => told.replace(shell, called), line)
      .replace(/(?: {2,}| # | > | \.\.\.$).*$/, "")
      .trim(),
  );
  const calls = typed.filter((line) => line.startsWith(`${name} `));
  return [...new Set(calls.map((line) => line.slice(name.length + 1)))];
}

/** What does not fit into a line of the command line; undefined for one that does. */
function faultOf(line: string): string | undefined {
  const [first = "", ...others] = line.split(" ");
  if (program.options.some(({ long }) => long === first)) return undefined;
  const command = program.commands.find((one) => one.name() === first);
  if (command === undefined) return `there is no command ${first}`;
  if (command.commands.length === 0) return faultIn(command, others);
  const [verb = "", ...rest] = others;
  const faults = verb.split("|").flatMap((name) => {
    const sub = command.commands.find((one) => one.name() === name);
    return sub === undefined ? [`${first} has no ${name}`] : (faultIn(sub, rest) ?? []);
  });
  return faults[0];
}

function faultIn(command: Command, words: readonly string[]): string | undefined {
  const own = command.name() === "call" ? beforeOperation(words) : words;
  const flags = own.filter((word) => word.startsWith("--") && word !== "--help");
  const unknown = flags.find((flag) => !command.options.some(({ long }) => long === flag));
  if (unknown !== undefined) return `${command.name()} has no ${unknown}`;
  const operation = words.slice(own.length);
  return operation.length === 0 || command.name() !== "call" ? undefined : faultInCall(operation);
}

/** Flags of the program come before the operation, and one of them has a value. */
function beforeOperation(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => !word.startsWith("--") && words[index - 1] !== "--account");
  return at === -1 ? words : words.slice(0, at);
}

function faultInCall(words: readonly string[]): string | undefined {
  const called = commandOf(words);
  if (called === undefined) return `there is no operation ${words.join(" ")}`;
  const given = inputOf(called.operation, called.rest);
  return "fault" in given ? given.fault : undefined;
}

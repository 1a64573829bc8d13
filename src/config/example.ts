import { type Setting, defaultOf } from "./setting.ts";
import { accountSettings } from "./settings/account.ts";
import { ownSettings } from "./settings.ts";

const head = [
  "Settings of sss-ops. Each is commented out, with its default, or an example where it has none; the name in brackets is",
  "its variable in the environment, which counts more than this file. Keep secrets in files of their own, or this one to",
  "its owner (chmod 600).",
].map((line) => `# ${line}`);

/** A file of settings with everything that can be set, commented out. */
export function exampleFile(): string {
  return `${[...head, ...linesUnder("", [...accountSettings(exampleName), ...ownSettings])].join("\n")}\n`;
}

const exampleName = "prod";

/** What stands below a path of the file, by the next part of each path. */
function linesUnder(prefix: string, settings: readonly Setting[]): readonly string[] {
  const below = settings.filter(({ key }) => key?.startsWith(prefix));
  const names = new Set(below.map(({ key = "" }) => key.slice(prefix.length).split(".")[0] ?? ""));
  return [...names].flatMap((name) => {
    const one = below.find(({ key }) => key === `${prefix}${name}`);
    return one === undefined ? groupOf(prefix, name, below) : linesOf(one, prefix, name);
  });
}

/** A mapping with nothing in it but comments sets nothing, one of an account would be an account without a key. */
function groupOf(prefix: string, name: string, settings: readonly Setting[]): readonly string[] {
  const key = `${prefix}${name}`;
  const isAccount = prefix === "accounts.";
  const line = `${indentOf(prefix)}${isAccount ? "#" : ""}${name}:`;
  const note = isAccount
    ? [`${indentOf(prefix)}# one for each account of SSS, under a name you give it`]
    : [];
  return [...(prefix === "" ? [""] : []), ...note, line, ...linesUnder(`${key}.`, settings)];
}

function linesOf(setting: Setting, prefix: string, name: string): readonly string[] {
  const indent = indentOf(prefix);
  const value = defaultOf(setting) || setting.example;
  const line = setting.isSecret === true ? `${name}File: ${secretPath(setting)}` : `${name}: ${value}`;
  return [
    ...(prefix === "" ? [""] : []),
    ...wrapped(wordsOf(setting)).map((words) => `${indent}# ${words}`),
    `${indent}#${line}`,
  ];
}

function wordsOf({ what, variable, isSecret, key = "" }: Setting): string {
  const inClear = isSecret === true ? `; or in clear as ${key.slice(key.lastIndexOf(".") + 1)}` : "";
  return `${what.en}${inClear}${variable === undefined ? "" : ` (${variable})`}`;
}

function secretPath({ key = "" }: Setting): string {
  const words = key.replace(/[.]/g, "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `/run/secrets/${words}`;
}

function indentOf(prefix: string): string {
  return "  ".repeat(prefix.split(".").length - 1);
}

const widest = 100;

function wrapped(text: string): readonly string[] {
  return text.split(" ").reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || last.length + word.length >= widest
      ? [...lines, word]
      : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

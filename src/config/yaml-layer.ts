import { dirname, resolve } from "node:path";
import {
  type Document,
  LineCounter,
  type YAMLMap,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
} from "yaml";
import type { ConfigFile } from "./find-file.ts";
import type { Given, Layer } from "./given.ts";
import { closestKey, fieldsOf, isGroup, settingOf } from "./keys.ts";
import { type Setting, idOf } from "./setting.ts";
import { accountName } from "./settings/account.ts";

type File = Pick<ConfigFile, "path" | "label">;

/** What a text of YAML sets, each with its line. */
export function layerOf(text: string, file: File): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    return {
      given: [],
      faults: broken
        .slice(0, mostFaults)
        .map((one) => `${file.label}:${one.linePos?.[0].line ?? 1} ${firstLine(one.message)}`),
    };
  }
  const page: Page = { document, lines, file, given: [], faults: [], accounts: new Map() };
  const { contents } = document;
  if (isMap(contents)) readMapping(contents, "", page);
  else if (contents !== null)
    page.faults.push(`${file.label}: expected settings, such as \`http:\` with \`port: 3940\` in it`);
  return { ...page, faults: [...page.faults, ...givenTwice(page.given)] };
}

/** Of a text that is no YAML the first faults say why, and each makes others. */
const mostFaults = 5;

/** What is being read, and what has been read of it so far. */
interface Page {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: File;
  readonly given: Given[];
  readonly faults: string[];
  readonly accounts: Map<string, string>;
}

/** One entry of a mapping. */
interface Entry {
  readonly key: string;
  readonly where: string;
  readonly value: unknown;
}

function readMapping(mapping: YAMLMap, prefix: string, page: Page): void {
  for (const pair of mapping.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : "";
    const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
    const where = `${page.file.label}:${page.lines.linePos(offset).line}`;
    const value = isAlias(pair.value) ? pair.value.resolve(page.document) : pair.value;
    const entry = { key: `${prefix}${name}`, where, value };
    if (name.includes("."))
      page.faults.push(faultAt(entry, "expected each part of the name in a mapping of its own"));
    else readEntry(entry, page);
  }
}

function readEntry(entry: Entry, page: Page): void {
  const [, account] = /^accounts\.([^.]+)$/.exec(entry.key) ?? [];
  if (account !== undefined) readAccount(account, entry, page);
  else if (isGroup(entry.key)) readGroup(entry, page);
  else readSetting(entry, page);
}

function readAccount(name: string, entry: Entry, page: Page): void {
  if (!accountName.test(name)) {
    page.faults.push(
      faultAt(entry, "expected a name of small letters, digits and -, up to 31, a letter first"),
    );
    return;
  }
  page.accounts.set(name, `${entry.where} ${entry.key}`);
  readGroup(entry, page);
}

function readGroup(entry: Entry, page: Page): void {
  const { value, key } = entry;
  if (isMap(value)) readMapping(value, `${key}.`, page);
  else if (!isNothing(value))
    page.faults.push(faultAt(entry, `expected a mapping, with ${fieldsOf(key).join(", ")}`));
}

function readSetting(entry: Entry, page: Page): void {
  const setting = settingOf(entry.key);
  if (setting === undefined) {
    const closest = closestKey(entry.key);
    const hint = closest === undefined ? "" : `: is ${closest} meant?`;
    page.faults.push(faultAt(entry, `there is no such setting${hint}`));
    return;
  }
  const read = valueOf(entry, setting, page);
  if (typeof read === "string") page.faults.push(read);
  else if (read !== undefined)
    page.given.push({ setting, layer: "file", where: entry.where, label: labelOf(entry), ...read });
}

type Read = Pick<Given, "text" | "secretFile" | "inline">;

/** What an entry sets its setting to, or its fault; undefined where it is left empty. */
function valueOf(entry: Entry, setting: Setting, { document, file }: Page): Read | string | undefined {
  const { value, key } = entry;
  if (isNothing(value)) return undefined;
  if (isMap(value) && key === "policy")
    return contentOf(value, document) ?? faultAt(entry, "its aliases multiply");
  const text = textOf(value);
  if (text === undefined) return faultAt(entry, `expected a value, read ${kindOf(value)}`);
  const path = resolve(dirname(file.path), text);
  if (key !== setting.key) return { text: "", secretFile: path };
  return { text: setting.isPath === true ? path : text };
}

function kindOf(value: unknown): string {
  if (value === undefined) return "an alias of nothing: put what begins with * in quotes";
  return isMap(value) ? "a mapping" : "a list";
}

function contentOf(mapping: YAMLMap, document: Document): Read | undefined {
  try {
    return { text: "", inline: mapping.toJS(document, { maxAliasCount: 100 }) };
  } catch {
    return undefined;
  }
}

/** The text form of a value: as it is written, so that 0123 stays that; a list with commas between. */
function textOf(value: unknown): string | undefined {
  if (isScalar(value))
    return typeof value.value === "string" ? value.value : (value.source ?? String(value.value));
  if (!isSeq(value) || !value.items.every(isScalar)) return undefined;
  return value.items.map(textOf).join(",");
}

function isNothing(value: unknown): boolean {
  return value === null || (isScalar(value) && (value.value === null || value.value === ""));
}

function givenTwice(given: readonly Given[]): readonly string[] {
  return given
    .filter(
      ({ setting, secretFile }) =>
        secretFile !== undefined &&
        given.some((other) => other.secretFile === undefined && idOf(other.setting) === idOf(setting)),
    )
    .map(({ setting, label }) => `${label}: ${idOf(setting)} is set as well: leave out one of the two`);
}

function faultAt(entry: Entry, fault: string): string {
  return `${labelOf(entry)}: ${fault}`;
}

function labelOf({ where, key }: Entry): string {
  return `${where} ${key}`;
}

/**
 * The reader of YAML says what on the first line, and shows the place on those after it. What it quotes is left out: a
 * secret that begins with a sign of YAML's would be in it.
 */
function firstLine(message: string): string {
  return message.replace(/(\n| at line \d+, column \d+:|(?<=\w)[:;] )[^]*$/, "");
}

import { typed } from "../mcp/wire.ts";

/** What may come back for a form instead of a person's consent. */
interface Lie {
  readonly label: string;
  readonly inputResponses: Record<string, unknown>;
}

/** Everything that is no consent to what takes this name, in an order that never changes. */
export function liesAbout(name: string, others: readonly string[]): readonly Lie[] {
  const names = [...fakesOf(name), ...others.map((other) => ["another's name", other] as const)];
  return [
    ...names
      .filter(([, fake]) => fake !== name)
      .map(([label, fake]) => ({ label, inputResponses: typed(fake) })),
    ...noTexts(name).map(([label, content]) => ({ label, inputResponses: accepting(content) })),
    ...noForms(name).map(([label, inputResponses]) => ({ label, inputResponses })),
  ];
}

/** Texts that are like a name, or like a yes, and are not the name. */
export function fakesOf(name: string): readonly (readonly [label: string, fake: string])[] {
  const [first = ""] = name;
  return [
    ["nothing typed", ""],
    ["a space", " "],
    ["an ideographic space", "\u3000"],
    ["a yes", "yes"],
    ["a Japanese yes", "はい"],
    ["the word true", "true"],
    ["an asterisk", "*"],
    ["a pattern", ".*"],
    ["the beginning", name.slice(0, -1)],
    ["the end", name.slice(1)],
    ["one letter more", `${name}x`],
    ["the name twice", `${name} ${name}`],
    ["the name and a comment", `${name} # ok`],
    ["the whole line of the form", `To confirm, type: ${name}`],
    ["quotes around it", `"${name}"`],
    ["JSON of it", JSON.stringify({ name })],
    ["percent encoding", `%${first.charCodeAt(0).toString(16)}${name.slice(1)}`],
    ["an escape of HTML", `&#${first.charCodeAt(0)};${name.slice(1)}`],
    ["other letter case", swapCase(name)],
    ["Cyrillic letters", replaced(name, cyrillic)],
    ["Greek letters", replaced(name, greek)],
    ["mathematical letters", name.replace(/[a-z]/gu, (letter) => bold(letter))],
    ["a zero-width space", `${first}\u200B${name.slice(1)}`],
    ["a zero-width joiner", `${first}\u200D${name.slice(1)}`],
    ["a soft hyphen", `${first}\u00AD${name.slice(1)}`],
    ["a word joiner at the end", `${name}\u2060`],
    ["a right-to-left override", `\u202E${Array.from(name).toReversed().join("")}`],
    ["a bidi isolate", `\u2066${name}\u2069`],
    ["a combining mark", `${name}\u0301`],
    ["a variation selector", `${name}\uFE0F`],
    ["a tag character", `${name}\u{E0041}`],
    ["a null character", `${name}\0`],
    ["a line break inside", `${first}\n${name.slice(1)}`],
    ["other dashes", name.includes("-") ? name.replaceAll("-", "\u2010") : `${name}\u2010`],
  ];
}

/** Contents of a form without the text that it wants. */
function noTexts(name: string): readonly (readonly [string, unknown])[] {
  return [
    ["no content", undefined],
    ["empty content", {}],
    ["a yes instead of the name", { yes: true }],
    ["null", { name: null }],
    ["a number", { name: 1 }],
    ["true", { name: true }],
    ["a list of it", { name: [name] }],
    ["a record of it", { name: { name } }],
    ["an object that says it is text", { name: { toString: name } }],
    ["another field", { Name: name, confirm: name, value: name }],
    ["one level too deep", { content: { name } }],
    ["a bare text", name],
    ["a list", [name]],
  ];
}

/** Responses that accept nothing, whatever they hold. */
function noForms(name: string): readonly (readonly [string, Record<string, unknown>])[] {
  const content = { name, yes: true };
  return [
    ["no response", {}],
    ["another form's response", { approval: { action: "accept", content } }],
    ["a decline with the name", { consent: { action: "decline", content } }],
    ["a cancel with the name", { consent: { action: "cancel", content } }],
    ["capitals", { consent: { action: "ACCEPT", content } }],
    ["no action", { consent: { content } }],
    ["true as the action", { consent: { action: true, content } }],
    ["the text itself", { consent: name }],
    ["null", { consent: null }],
    ["a list of responses", { consent: [{ action: "accept", content }] }],
    ["roots", { consent: { roots: [{ uri: `file:///${name}`, name }] } }],
  ];
}

function accepting(content: unknown): Record<string, unknown> {
  return { consent: { action: "accept", ...(content === undefined ? {} : { content }) } };
}

const cyrillic: Readonly<Record<string, string>> = { a: "а", c: "с", e: "е", i: "і", o: "о", p: "р", s: "ѕ" };
const greek: Readonly<Record<string, string>> = { a: "α", e: "ε", i: "ι", o: "ο", n: "η", p: "ρ", u: "υ" };

function replaced(name: string, letters: Readonly<Record<string, string>>): string {
  return Array.from(name, (letter) => letters[letter] ?? letter).join("");
}

function bold(letter: string): string {
  return String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97);
}

function swapCase(name: string): string {
  const capitals = name.toUpperCase();
  return capitals === name ? name.toLowerCase() : capitals;
}

import type { Text } from "../../../tools/operation.ts";
import { textOf } from "./entities.ts";

/** The words of a line, or what keeps it from being parted into words. */
export type Words = { readonly words: readonly string[] } | { readonly fault: Text };

const longestLine = 8_000;

/**
 * The words of a slash command's text, as phones and Japanese input methods write it and as Slack escapes it.
 *
 * Any space parts words; quotes of any kind keep them together where they begin a word or a value, and end where a word
 * ends. What is an option's name becomes plain ASCII; values stay as they were typed.
 */
export function wordsOf(text: string): Words {
  if (text.length > longestLine) return { fault: faults.tooLong };
  const words: string[] = [];
  for (let rest = text.trimStart(); rest !== "";) {
    const taken = firstOf(rest);
    if (taken === undefined) return { fault: faults.unterminated };
    words.push(taken.word);
    rest = rest.slice(taken.length).trimStart();
  }
  return { words };
}

/** A word as it is typed to be read back: quoted where it has spaces, begins with a quote or is empty. */
export function toTyped(word: string): string {
  const isPlain =
    word !== "" && !/\s/.test(word) && quotes.every(([opening]) => !opening.includes(word.charAt(0)));
  return isPlain ? word : `"${word.replace(/[\\"＂]/g, "\\$&")}"`;
}

interface Taken {
  readonly word: string;
  /** How many characters of the line it takes. */
  readonly length: number;
}

// What phones make of `--`, and input methods of it and of an option's name; one of them makes long vowels of it.
const dashes = "(?:--|\\u30FC\\u30FC|[\\u2010-\\u2015\\u2212\\uFF0D]{1,2})";
const name =
  "[A-Za-z\\uFF21-\\uFF3A\\uFF41-\\uFF5A][\\w\\-\\uFF0D\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF3F\\uFF41-\\uFF5A]*";
const keyOfValue = new RegExp(`^(${dashes}?)(${name})[=\\uFF1D]`);
const optionAlone = new RegExp(`^${dashes}(${name})(?!\\S)`);

function firstOf(rest: string): Taken | undefined {
  const [option, optionName = ""] = optionAlone.exec(rest) ?? [];
  if (option !== undefined) return { word: `--${optionName.normalize("NFKC")}`, length: option.length };
  const [key = "", dash = "", keyName = ""] = keyOfValue.exec(rest) ?? [];
  const value = valueOf(rest.slice(key.length));
  if (value === undefined || key === "") return value;
  const word = `${dash && "--"}${keyName.normalize("NFKC")}=${value.word}`;
  return { word, length: key.length + value.length };
}

/** Which marks end a quotation that a mark begins; none of another family does, so that one can be quoted in another. */
const quotes: readonly (readonly [opening: string, closing: string])[] = [
  ['"＂', '"＂'],
  ["'＇", "'＇"],
  ["“”„‟", "“”„‟"],
  ["‘’‚‛", "‘’‚‛"],
  ["「", "」"],
  ["『", "』"],
];

/** The value that text begins with, quoted or up to the next space; undefined when a quotation does not end. */
function valueOf(text: string): Taken | undefined {
  const closing = text === "" ? undefined : quotes.find(([opening]) => opening.includes(text.charAt(0)))?.[1];
  if (closing !== undefined) return quotationOf(text, closing);
  // What Slack escaped is of one piece, whatever stands in it.
  const [bare] = /^(?:<[^<>]*>|\S)*/.exec(text) ?? [""];
  return { word: textOf(bare), length: bare.length };
}

/** A mark ends the quotation only at the end of a word, so that an apostrophe does not; a backslash before it keeps it. */
function quotationOf(text: string, closing: string): Taken | undefined {
  const escape = `\\\\[\\\\${closing}]`;
  const inner = `(?:${escape}|\\\\(?![\\\\${closing}])|[^\\\\${closing}]|[${closing}](?=\\S))*`;
  const [whole, quoted = ""] = new RegExp(`^.(${inner})[${closing}](?!\\S)`, "u").exec(text) ?? [];
  if (whole === undefined) return undefined;
  return { word: textOf(quoted.replace(new RegExp(escape, "gu"), unescaped)), length: whole.length };
}

function unescaped(pair: string): string {
  return pair.slice(1);
}

const faults = {
  tooLong: {
    en: `This is longer than ${longestLine} characters. Use the form instead: leave the arguments out.`,
    ja: `${longestLine}文字を超えています。引数を省くと入力フォームが開きます。`,
  },
  unterminated: {
    en: "A quotation mark is not closed. Close it, or put a backslash before a mark that is part of the text.",
    ja: "引用符が閉じられていません。閉じるか、文字としての引用符の前に \\ を付けてください。",
  },
} as const satisfies Record<string, Text>;

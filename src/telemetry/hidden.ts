/** Control, bidi and invisible characters, lone surrogates too; a line's own end is none of them. */
const hidden = /(?!\n)\p{C}/gu;

/** The same line of JSON with escapes in the place of all that a terminal or an editor would obey rather than show. */
export function escaped(line: string): string {
  return line.replace(hidden, (characters) =>
    Array.from({ length: characters.length }, (_, index) => toUnit(characters.charCodeAt(index))).join(""),
  );
}

/** A text on one line, in which what cannot be seen is written out. */
export function onOneLine(text: string): string {
  return escaped(text.replace(/\s*\n\s*/g, " "));
}

function toUnit(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}

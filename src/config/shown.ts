const longest = 80;

/** A text on one line, without what would steer a terminal or turn its words around. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** What was read, in quotes, as far as it is safe to repeat: passwords in URLs and what looks like a token are left out. */
export function shown(text: string): string {
  return JSON.stringify(withoutSecrets(text).slice(0, longest));
}

/** A text without passwords of URLs in it, and without tokens that were put into the wrong place. */
export function withoutSecrets(text: string): string {
  return text.replace(/\S+/g, withoutPassword).replace(/\b(xox[a-z]|xapp)-\S*/g, "$1-…");
}

/** Up to the last sign that may end it: a password that was not encoded can hold any. */
function withoutPassword(word: string): string {
  const begin = word.indexOf("//");
  const end = word.lastIndexOf("@");
  return begin === -1 || end < begin ? word : `${word.slice(0, begin + 2)}…${word.slice(end)}`;
}

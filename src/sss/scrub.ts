const shortest = 4;

/**
 * Text of any origin made fit for a message: without the secrets, without control or invisible characters, on one
 * line, and not longer than that.
 */
export function scrub(text: string, secrets: Iterable<string>, longest = 500): string {
  // Control characters go first and the cut comes last: neither may put a secret together or leave half of one.
  const clean = toOneLine(text).replace(anyOf(secrets), "[secret]");
  if (clean.length <= longest) return clean;
  const halfCharacter = /[\ud800-\udbff]$/;
  return `${clean.slice(0, longest - 1).replace(halfCharacter, "")}…`;
}

/** An error with nothing of the original but its name, code and scrubbed message: others carry raw bytes and headers. */
export function scrubError(error: unknown, secrets: Iterable<string>): Error {
  const { name, message, code }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  const clean = new Error(scrub(message, secrets));
  clean.name = name;
  return code === undefined ? clean : Object.assign(clean, { code });
}

/** Text on one line, without control or invisible characters. */
export function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}

/** Matches every form of every secret in one pass, the longest first, so that no replacement is replaced again. */
function anyOf(secrets: Iterable<string>): RegExp {
  const forms = [...secrets].flatMap(formsOf).toSorted((left, right) => right.length - left.length);
  const alternatives = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return forms.length === 0 ? /(?!)/ : new RegExp(alternatives.join("|"), "gi");
}

/** A secret as it is, and as servers echo it: in JSON, in a URL, in HTML. */
function formsOf(secret: string): readonly string[] {
  const text = Buffer.from(toOneLine(secret)).toString();
  // Shorter ones give nothing away, and blotting them out would only show where they are.
  if (text.length < shortest) return [];
  const inHtml = text.replace(/[&<>"']/g, (character) => htmlEscapes.get(character) ?? character);
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), inHtml];
}

const htmlEscapes: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

const mostCharacters = 1_000;
const mostKeyCharacters = 100;
const mostLevels = 32;

/** Spaces of every kind that would end or break a line. */
const breaks = /[\t-\r\u0085\u2028\u2029]+/gu;
/** What stays as it is. */
const plain = /^[ -~]*$/;
/** Control, bidi and format characters, and all others that are not to be seen. */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A value as it may be shown to a model: in its texts and keys nothing that cannot be seen, on one line each, and none
 * longer than 1,000 characters; cleaned twice it is the same.
 */
export function cleaned(value: Record<string, unknown>): Record<string, unknown> {
  return isClean(value, 0) ? value : cleanedRecord(value, 0);
}

/** One text as it may be shown to a model, at most so many characters of it. */
export function cleanedText(text: string, most = mostCharacters): string {
  const seen = plain.test(text) ? text : text.replace(breaks, " ").replace(unseen, "");
  return seen.length <= most ? seen : capped(seen, most);
}

/** Whether nothing has to be done: so it is with most answers, and looking is quicker than writing them anew. */
function isClean(value: unknown, level: number): boolean {
  if (typeof value === "string") return isPlain(value, mostCharacters);
  if (typeof value !== "object" || value === null) return true;
  if (level > mostLevels) return false;
  if (Array.isArray(value)) return value.every((inner) => isClean(inner, level + 1));
  const record = value as Readonly<Record<string, unknown>>;
  return Object.keys(record).every(
    (key) => isPlain(key, mostKeyCharacters) && isClean(record[key], level + 1),
  );
}

function isPlain(text: string, most: number): boolean {
  return text.length <= most && plain.test(text);
}

function cleanedRecord(value: Record<string, unknown>, level: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      cleanedText(key, mostKeyCharacters),
      cleanedValue(inner, level + 1),
    ]),
  );
}

function cleanedValue(value: unknown, level: number): unknown {
  if (typeof value === "string") return cleanedText(value);
  if (typeof value !== "object" || value === null) return value;
  // Deeper than any answer goes, and less than the stack bears.
  if (level > mostLevels) return "…(more levels)";
  return Array.isArray(value)
    ? value.map((inner) => cleanedValue(inner, level + 1))
    : cleanedRecord({ ...value }, level);
}

/** Counts what a person would count: a character outside the basic plane is one. */
function capped(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const kept = most - moreIn(characters.length).length;
  return `${characters.slice(0, kept).join("")}${moreIn(characters.length - kept)}`;
}

function moreIn(count: number): string {
  return `…(${count} more characters)`;
}

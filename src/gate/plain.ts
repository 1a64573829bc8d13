const shownCharacters = 120;

/** A value as text on one line, without control, bidi or invisible characters: other people's words made safe to stand in a sentence. */
export function oneLine(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.replace(/\s+/gu, " ").replace(/\p{C}/gu, "").trim();
}

/** {@link oneLine}, but what cannot be seen is written out: nobody may consent to what is not shown. */
export function visible(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text
    .replace(/\s+/gu, " ")
    .replace(/\p{C}/gu, (hidden) => `\\u{${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`)
    .trim();
}

/** {@link oneLine}, cut after 120 characters. */
export function plain(value: unknown): string {
  const characters = Array.from(oneLine(value));
  return characters.length > shownCharacters
    ? `${characters.slice(0, shownCharacters).join("")}…`
    : characters.join("");
}

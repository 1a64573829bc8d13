/** A text with its `{placeholders}` filled in by name; values are taken as they are, and one that is missing is empty. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_placeholder, name: string) => values[name] ?? "");
}

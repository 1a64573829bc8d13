// How the guards read answers: whatever is there counts in every shape it can have, and what is not there is unknown.

/** Every object in an answer, at any depth. */
export function recordsIn(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(recordsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

/** Whether an id stands anywhere in an answer, as a value. */
export function mentions(value: unknown, id: string | undefined): boolean {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some((inner) => mentions(inner, id));
  }
  return isSameId(value, id);
}

/** Whether two values are the same id, however they are written: letter case, width and invisible characters aside. */
export function isSameId(left: unknown, right: unknown): boolean {
  const folded = foldedId(left);
  return folded !== "" && folded === foldedId(right);
}

/** A yes or no in whatever shape it came. What is there and is not clearly a no counts as a yes. */
export function flagOf(value: unknown): "yes" | "no" | "unknown" {
  if (value === undefined || value === null || value === "") return "unknown";
  const text = typeof value === "object" ? "object" : foldedId(value);
  return ["false", "0"].includes(text) ? "no" : "yes";
}

function foldedId(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return "";
  return String(value)
    .normalize("NFKC")
    .replace(/[\p{C}\s]/gu, "")
    .toLowerCase();
}

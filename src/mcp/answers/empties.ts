import { mapped } from "../../../tools/mapped.ts";

/** A record without what holds nothing: null, the empty text, and lists and objects in which nothing is left. */
export function withoutEmpties(value: Record<string, unknown>): Record<string, unknown> {
  return mapped(value, (inner) => {
    const slim = slimmed(inner);
    return isEmpty(slim) ? undefined : slim;
  });
}

/** The elements of a list keep their places: what an empty one stands for may be told by its neighbours. */
function slimmed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(slimmed);
  return typeof value === "object" && value !== null ? withoutEmpties({ ...value }) : value;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

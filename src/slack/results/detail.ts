import { oneLine } from "../../gate/plain.ts";
import { cut } from "../views/blocks.ts";
import { aligned } from "../views/listing.ts";

const longestName = 60;
const longestValue = 500;
/** Deeper than upstream's bills; what is deeper still is shown as JSON. */
const deepest = 8;

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a thing, a line each; what is nested in one follows below it, further in. Empty ones are left out. */
export function detailOf(thing: Fields, depth = 0): readonly string[] {
  const shown = Object.entries(thing).filter(([, value]) => compact(value) !== "");
  const heads = aligned(
    shown.map(([field, value]) => [cut(oneLine(field), longestName) || "-", headOf(value, depth)]),
  );
  return shown.flatMap(([, value], index) => [
    (heads[index] ?? "").trimEnd(),
    ...(isNested(value, depth) ? innerOf(value, depth).map((line) => `  ${line}`) : []),
  ]);
}

function headOf(value: unknown, depth: number): string {
  if (!isNested(value, depth)) return compact(value);
  return Array.isArray(value) ? `(${value.length})` : "";
}

/** The lines below a field: of a list one for each element, as long as these are flat. */
function innerOf(value: Fields, depth: number): readonly string[] {
  return Array.isArray(value)
    ? value.flatMap((element) => elementOf(element, depth))
    : detailOf(value, depth + 1);
}

function elementOf(element: unknown, depth: number): readonly string[] {
  const isFlat = !isObject(element) || !Object.values(element).some((value) => isNested(value, depth + 1));
  if (isFlat) return [`- ${compact(element)}`];
  return detailOf(element, depth + 1).map((line, index) => `${index === 0 ? "-" : " "} ${line}`);
}

function isNested(value: unknown, depth: number): value is Fields {
  return depth < deepest && isObject(value) && (!Array.isArray(value) || value.some(isObject));
}

/** A value on one line: `key=value, key=value`, deeper ones as JSON. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return cut(value.map(scalar).join(", "), longestValue);
  if (!isObject(value)) return cut(scalar(value), longestValue);
  const pairs = Object.entries(value).map(([key, inner]) => [oneLine(key), scalar(inner)] as const);
  const filled = pairs.filter(([, inner]) => inner !== "");
  return cut(filled.map(([key, inner]) => `${key}=${inner}`).join(", "), longestValue);
}

function scalar(value: unknown): string {
  if (value === undefined || value === null) return "";
  return oneLine(isObject(value) ? JSON.stringify(value, cleaned) : value);
}

/** Before JSON escapes them, so that what cannot be seen is not spelled out. */
function cleaned(_key: string, value: unknown): unknown {
  return typeof value === "string" ? oneLine(value) : value;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

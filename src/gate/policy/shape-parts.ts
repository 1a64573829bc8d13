import * as z from "zod";
import { days } from "../policy.ts";

/** A day of the week. */
export const weekday = z.enum(days);

/** A time of day such as `09:30`, in minutes since midnight; `24:00` is the end of the day. */
export const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day such as "09:30", at most "24:00"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** Whether a time zone is known here. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What is there: zod types what is left out as undefined, the policy as absent, which it then is. */
export function optional<Shape>(given: object): Shape {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Shape;
}

/** The entries of a field of something that need not be what it should; a single value counts as a list of one. */
export function entriesIn(value: unknown, key: string): readonly unknown[] {
  const given: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return given === undefined ? [] : [given].flat();
}

/** A check that runs even where entries are faulty, so that all faults are listed at once. */
export function uniqueBy(key: string, further = key) {
  const isUnique = (entries: readonly unknown[]): boolean => {
    const keys = new Set([key, further]);
    const names = entries.flatMap((entry) => [...keys].flatMap((one) => namesIn(entry, one)));
    return new Set(names).size === names.length;
  };
  const error = `two entries have the same ${key}, letter case and width aside`;
  return [isUnique, { error, when: ({ value }: { value: unknown }) => Array.isArray(value) }] as const;
}

function namesIn(entry: unknown, key: string): readonly string[] {
  return entriesIn(entry, key)
    .filter((name): name is string => typeof name === "string" && name !== "")
    .map((name) => name.normalize("NFKC").toLowerCase());
}

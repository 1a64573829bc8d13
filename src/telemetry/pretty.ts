import { prettyFactory } from "pino-pretty";
import { escaped, onOneLine } from "./hidden.ts";

/** Lines of JSON as a person reads them on a terminal. What others wrote cannot make up lines or colours of its own. */
export function createPretty(hasColours: boolean): (line: string) => string {
  const toPretty = prettyFactory({ colorize: hasColours, translateTime: "SYS:HH:MM:ss", singleLine: true });
  return (line) => toPretty(shown(JSON.parse(line)));
}

/** A value whose texts stand on one line each, but for a stack, whose lines are set off. */
function shown(value: unknown, name = ""): unknown {
  if (typeof value === "string") return name === "stack" ? escaped(value) : onOneLine(value);
  if (Array.isArray(value)) return value.map((item) => shown(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [onOneLine(key), shown(inner, key)]));
}

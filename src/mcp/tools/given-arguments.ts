import { notRun } from "../result.ts";
import type { McpTool } from "./mcp-tool.ts";

/** Far deeper than any argument is declared, and far less than the stack bears. */
const mostLevels = 32;
/** The object of the arguments, a list in it, and the objects in that: no argument is declared deeper. */
const declaredLevels = 3;

/**
 * Runs a tool with the arguments that were given. One that is null was not: hosts whose models have to name every argument
 * leave one out like that. What is nested without end is refused.
 */
export function withGiven(name: string, run: McpTool["run"]): McpTool["run"] {
  return (raw, call) =>
    isDeeper(raw, mostLevels) ? Promise.resolve(tooDeep(name)) : run(withoutNulls(raw, declaredLevels), call);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function tooDeep(name: string) {
  const why = `its arguments are nested deeper than ${mostLevels} levels. Send them as its input schema shows.`;
  return notRun(name, why);
}

function withoutNulls(value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null || levels === 0) return value;
  if (Array.isArray(value)) return value.map((inner) => withoutNulls(inner, levels - 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner, levels - 1)]),
  );
}

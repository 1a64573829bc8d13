/** How much a line matters, the least first. */
export const levels = ["trace", "debug", "info", "warn", "error"] as const;

/** How much a line matters. */
export type Level = (typeof levels)[number];

/** Whether lines of a level are written where `least` is the lowest that is. */
export function isAtLeast(level: Level, least: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}

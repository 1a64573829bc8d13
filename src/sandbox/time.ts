import { zoneOffsetMs } from "./guesses.ts";

/** A moment as SSS writes it, `YYYY-MM-DD HH:MM:SS`; empty when there is none. */
export function toTime(moment: number | undefined): string {
  if (moment === undefined) {
    return "";
  }
  return new Date(moment + zoneOffsetMs).toISOString().slice(0, 19).replace("T", " ");
}

/** A moment as SSS writes it where absence is null. */
export function toTimeOrNull(moment: number | undefined): string | null {
  return moment === undefined ? null : toTime(moment);
}

/** A moment as Keystone writes it, with microseconds. */
export function toKeystoneTime(moment: number): string {
  return new Date(moment).toISOString().replace("Z", "000Z");
}

/** An hour, in milliseconds. */
export const hourMs = 3_600_000;

/** A day, in milliseconds. */
export const dayMs = 24 * hourMs;

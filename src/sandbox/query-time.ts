import { badRequest } from "./errors.ts";
import { zoneOffsetMs } from "./guesses.ts";

/**
 * Tells whether a moment lies between two query times, both included. Without times, any moment does.
 *
 * @throws {@link Refusal} 400 when one of them is no time
 */
export function between(from?: string, to?: string): (moment: number | undefined) => boolean {
  const [earliest, latest] = [momentOf(from, -Infinity), momentOf(to, Infinity)];
  const anyMoment = from === undefined && to === undefined;
  return (moment) => anyMoment || (moment !== undefined && earliest <= moment && moment <= latest);
}

function momentOf(time: string | undefined, open: number): number {
  const moment = time === undefined ? open : parseQueryTime(time);
  if (moment === undefined) {
    throw badRequest(`Parameter : ${time} is not a time in the form YYYYMMDDhhmmss.`);
  }
  return moment;
}

/** The moment a query time (`YYYYMMDDhhmmss`) stands for, or undefined when there is no such moment. */
function parseQueryTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const moment = Date.parse(iso);
  // 31 February is read as 3 March; a time that does not come back as it went in is none.
  return Number.isNaN(moment) || new Date(moment).toISOString() !== iso ? undefined : moment - zoneOffsetMs;
}

import type { Operation } from "../../../tools/operation.ts";
import { type Freeze, type Policy, type Weekly, days } from "../policy.ts";
import { appliesTo } from "./match.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The freeze that a write falls into at a moment, in milliseconds since the epoch; at one that is no time, any does. */
export function freezeOn(operation: Operation, now: number, { freezes }: Policy): Freeze | undefined {
  return freezes.find((freeze) => appliesTo(freeze, operation) && isOn(freeze, now));
}

/** That a write has to wait for the end of a freeze, and when that is. */
export function toldFreeze(name: string, freeze: Freeze, now: number): string {
  const end = endOf(freeze, now);
  const until = end === undefined ? "" : `, until ${new Date(end).toISOString()}`;
  return `${name} waits: no writes during "${freeze.name}"${until}.`;
}

function isOn(freeze: Freeze, now: number): boolean {
  if (!Number.isFinite(now)) return true;
  return "weekly" in freeze ? isWithin(freeze.weekly, now) : now >= freeze.from && now < freeze.until;
}

/** When the freeze ends that is on; undefined for one that never does. */
function endOf(freeze: Freeze, now: number): number | undefined {
  if (!("weekly" in freeze)) return freeze.until;
  if (!Number.isFinite(now)) return undefined;
  const { weekly } = freeze;
  const { zone } = weekly;
  // One occurrence may end where the next begins: the first end that is no beginning counts.
  const ends = Array.from({ length: days.length + 2 }, (_none, ahead) => {
    const midnight = Math.floor((now + offsetOf(zone, now)) / dayMs) * dayMs + ahead * dayMs;
    return instantOf(zone, midnight + (weekly.until % (24 * 60)) * minuteMs);
  });
  return ends.find((end) => end > now && !isWithin(weekly, end));
}

/** By the clocks of the zone, whatever they are set to: hours that come twice are in it twice. */
function isWithin({ days: on, from, until, zone }: Weekly, now: number): boolean {
  const local = now + offsetOf(zone, now);
  const minute = (((local % dayMs) + dayMs) % dayMs) / minuteMs;
  const day = Math.floor(local / dayMs);
  const isDay = (one: number) => on.includes(dayAt(one));
  if (from < until) return isDay(day) && minute >= from && minute < until;
  return (isDay(day) && minute >= from) || (isDay(day - 1) && minute < until);
}

/** The first day of the epoch was a Thursday. */
function dayAt(day: number): (typeof days)[number] {
  return days[(((day + 3) % 7) + 7) % 7] ?? "mon";
}

/** The moment at which the clocks of a zone show a time, given as if it were UTC. */
function instantOf(zone: string, local: number): number {
  const guess = local - offsetOf(zone, local);
  return local - offsetOf(zone, guess);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetOf(zone: string, now: number): number {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  const second = Math.floor(now / 1_000) * 1_000;
  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) -
    second
  );
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const numeric = "numeric";
  return new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
}

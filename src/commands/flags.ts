import { InvalidArgumentError } from "commander";
import type { ChainHead } from "../store/records.ts";

/** What is offered, in place of the setting: the flag of whatever serves or shows tools. */
export const profileFlag = [
  "--profile <profile>",
  "what clients are offered, in place of SSS_OPS_PROFILE",
] as const;

/** A number from 1. */
export function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("expected a number from 1");
  return count;
}

/** The newest row of an audit trail; one that is mistyped must not pass for one that fits. */
export function toHead(text: string): ChainHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new InvalidArgumentError("expected SEQ:HASH, the number of a row and its 64 hex digits");
  return { seq: Number(seq), hash };
}

/** A port, 0 for any free one. */
export function toPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("expected 0 to 65535");
  return port;
}

/** Seconds, at most a day. */
export function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0 && seconds <= 86_400)) throw new InvalidArgumentError("expected seconds, at most a day");
  return seconds;
}

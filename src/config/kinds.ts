import * as z from "zod";
import { operationNamed } from "../../tools/index.ts";
import { parseProfile } from "../../tools/profile.ts";
import { isNetwork } from "../http/caller-address.ts";
import { isHost, isOrigin, isSafeUrl } from "./addresses.ts";

/** Any text. */
export const text = z.string();

/** Keys travel over it: https, or http on this machine. */
export const url = z.string().refine(isSafeUrl, "expected an https URL (http only on this machine)");

/** The origin of a URL. */
export const origin = url
  .refine(isOrigin, "expected an origin without a path, such as https://ops.example.com")
  .transform((given) => new URL(given).origin);

/** What can be listened on. */
export const host = z
  .string()
  .refine(isHost, "expected an address to listen on, such as 127.0.0.1 or 0.0.0.0");

/** Yes or no. */
export const flag = z.stringbool({ error: "expected true or false" });

/** A port to listen on, 0 for any free one. */
export const port = whole("a port", 0, 65_535);

/** A whole number of something, between two bounds. */
export function whole(of: string, from: number, to: number) {
  const error = `expected ${of} from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((number) => number >= from && number <= to, error);
}

/** One of several words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `expected ${inWords(words)}` });
}

/** Some of several words, with commas between. */
export function someOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z
    .string()
    .transform(split)
    .pipe(z.array(oneOf(words)));
}

/** Names of operations, with commas between. */
export const operations = z
  .string()
  .transform(split)
  .refine(
    (names) => names.every((name) => operationNamed(name) !== undefined),
    "expected names of operations, with commas between",
  );

/** Addresses and networks, with commas between. */
export const networks = z
  .string()
  .transform(split)
  .refine(
    (texts) => texts.every(isNetwork),
    "expected addresses or networks, such as 10.0.0.0/8, with commas between",
  );

const channelId = /^[CG][A-Z0-9]{2,}$/;

/** An id of a channel of Slack. */
export const channel = z.string().regex(channelId, "expected a channel id, such as C0123ABCD");

/** Ids of channels of Slack, with commas between. */
export const channels = z
  .string()
  .transform(split)
  .refine(
    (ids) => ids.every((id) => channelId.test(id)),
    "expected ids of channels, such as C0123ABCD, with commas between",
  );

/** What of the operations is offered. */
export const profile = z.string().transform((given, context) => {
  const read = parseProfile(given);
  if ("profile" in read) return read.profile;
  context.addIssue({ code: "custom", message: read.fault });
  return z.NEVER;
});

function split(names: string): string[] {
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function inWords(words: readonly string[]): string {
  if (words.length > 3) return `one of ${words.join(", ")}`;
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

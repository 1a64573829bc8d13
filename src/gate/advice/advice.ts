import type { CachedRead } from "../names/cached-read.ts";
import type { Finder } from "../names/finder.ts";
import type { Naming } from "../names/resolve.ts";

/** What is read to advise somebody. */
export interface AdviceMeans {
  readonly read: CachedRead;
  readonly find: Finder;
  /** The API key the server runs on. */
  readonly ownApiKey: () => Promise<string>;
}

/** A call that failed, with its input as it came. */
export type FailedCall = Naming;

/** What an ending is given beside what it says already: a sentence more, a better next step, facts. */
export interface Advice {
  readonly message?: string;
  readonly next?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The advice where nothing is known that would help. */
export const nothing: Advice = {};

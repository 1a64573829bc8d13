import { createHash, randomBytes } from "node:crypto";
import type { Note, Store } from "../store/port.ts";
import type { Claim } from "../store/records.ts";

/** Somebody who is signed in, as they were when they came. */
export interface SignedIn {
  readonly principal: string;
  /** Of what their provider said of them, what the policy went by then. */
  readonly claims?: readonly Claim[];
  /** Tells whether the policy goes by the same claims still; absent where nobody was asked for any. */
  readonly claimsMark?: string;
}

/** Who is signed in at the console, in all processes on one store. */
export interface WebSessions {
  /** Signs somebody in; gives the id that only their browser holds. */
  begin(somebody: SignedIn): Promise<string>;
  /** Who signed in under an id, as long as it is good: 30 minutes without a visit end it, and 8 hours in any case. */
  find(id: string): Promise<SignedIn | undefined>;
  end(id: string): Promise<void>;
  /** Ends the sessions of everybody whom `isMeant` picks. */
  endAll(isMeant: (principal: string) => boolean): Promise<void>;
}

const kind = "session";
const idleMs = 30 * 60_000;
const absoluteMs = 8 * 60 * 60_000;
/** A visit counts when the last one that did is so long ago: not every page writes to the store. */
const countsAfterMs = 60_000;

/** The sessions in a store, which knows an id only by its SHA-256. */
export function createWebSessions(store: () => Promise<Store>, now: () => number): WebSessions {
  const notes = async () => (await store()).notes;
  return {
    async begin({ principal, claims = [], claimsMark }) {
      const id = randomBytes(32).toString("base64url");
      const begunAt = now();
      const value = { principal, claims, ...(claimsMark === undefined ? {} : { claimsMark }), begunAt };
      await (await notes()).add(kind, keyOf(id), value, begunAt, begunAt + idleMs);
      return id;
    },
    async find(id) {
      const at = now();
      const note = await (await notes()).get(kind, keyOf(id), at);
      const until = note === undefined ? 0 : endOf(note, at);
      if (note === undefined || until <= at) return undefined;
      // Of visits at the same moment one is enough.
      if (until - (note.expiresAt ?? until) >= countsAfterMs)
        await (await notes()).replace(kind, note, note.value, at, until);
      return signedInBy(note);
    },
    end: async (id) => (await notes()).remove(kind, keyOf(id)),
    async endAll(isMeant) {
      const all = await (await notes()).list(kind, now());
      const meant = all.filter(({ value }) => isMeant(String(value["principal"])));
      for (const { key } of meant) await (await notes()).remove(kind, key);
    },
  };
}

function signedInBy({ value: { principal, claims, claimsMark } }: Note): SignedIn {
  return {
    principal: String(principal),
    // As `begin` put them there; a session from before there were any has none.
    claims: Array.isArray(claims) ? (claims as readonly Claim[]) : [],
    ...(typeof claimsMark === "string" ? { claimsMark } : {}),
  };
}

function keyOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}

/** When a session ends that is used at a moment. */
function endOf({ value }: Note, at: number): number {
  return Math.min(at + idleMs, Number(value["begunAt"]) + absoluteMs);
}

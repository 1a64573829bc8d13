import { timingSafeEqual } from "node:crypto";
import { type Profile, parseProfile } from "../../tools/profile.ts";
import type { Note, Store } from "../store/port.ts";
import type { Party } from "../store/records.ts";
import { type Scope, scopesAmong } from "./caller.ts";
import { createSecret, fingerprintOf, isWellFormed } from "./secret.ts";
import type { Verified } from "./verify.ts";

/** Whom a token stands for, and for how long (in milliseconds). */
export interface TokenGrant {
  readonly principal: string;
  readonly scopes: readonly Scope[];
  readonly lifeMs: number;
  readonly label?: string;
  /** What of the operations it leaves. */
  readonly profile?: Profile;
  /** The one account that it is for; absent: any. */
  readonly account?: string;
}

/** A token as it is remembered: everything but the token. Times are milliseconds since the epoch. */
export interface IssuedToken extends Omit<TokenGrant, "lifeMs"> {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** To the minute. */
  readonly usedAt?: number;
}

/** The tokens that the server itself issues. Everything in it throws {@link StoreError}. */
export interface Tokens {
  /** A new token, which is nowhere to be had again. */
  create(grant: TokenGrant, by: Party, now: number): Promise<{ readonly token: string; readonly id: string }>;
  /** Those that count, oldest first. */
  list(now: number): Promise<readonly IssuedToken[]>;
  /** Ends a token; false when there is none of that id. */
  revoke(id: string, by: Party, now: number): Promise<boolean>;
  /** Whose a token is; undefined when it is unknown, revoked or over. */
  verify(token: string, now: number): Promise<Verified | undefined>;
}

const kind = "token";
const idLength = 16;
const usedEveryMs = 60_000;

/** The tokens in a store. Issuing and revoking go on record like a write: they say who may call. */
export function createTokens({ notes, audit }: Pick<Store, "notes" | "audit">): Tokens {
  const record = (by: Party, at: number, details: Record<string, unknown>) =>
    audit.append({ event: "decided", at, operation: "token", actor: by, details });
  return {
    async create({ principal, scopes, lifeMs, label, profile, account }, by, now) {
      const token = createSecret();
      const fingerprint = fingerprintOf(token);
      const id = fingerprint.slice(0, idLength);
      const value = {
        fingerprint,
        principal,
        scopes,
        created_at: now,
        ...(label === undefined ? {} : { label }),
        ...(profile === undefined ? {} : { profile: profile.text }),
        ...(account === undefined ? {} : { account }),
      };
      await record(by, now, {
        issued: id,
        principal,
        scopes,
        profile: profile?.text,
        account,
        expires_at: now + lifeMs,
      });
      if (!(await notes.add(kind, id, value, now, now + lifeMs)))
        throw new Error("a token of that id is there");
      return { token, id };
    },
    list: async (now) => (await notes.list(kind, now)).map(toIssued),
    async revoke(id, by, now) {
      if ((await notes.get(kind, id, now)) === undefined) return false;
      await record(by, now, { revoked: id });
      await notes.remove(kind, id);
      return true;
    },
    async verify(token, now) {
      if (!isWellFormed(token)) return undefined;
      const fingerprint = fingerprintOf(token);
      const note = await notes.get(kind, fingerprint.slice(0, idLength), now);
      if (note === undefined || !isSame(fingerprint, String(note.value["fingerprint"]))) return undefined;
      const issued = toIssued(note);
      // What it was to leave out cannot be told any more: it leaves nothing.
      if (issued.profile === undefined && note.value["profile"] !== undefined) return undefined;
      if (now - (issued.usedAt ?? 0) >= usedEveryMs) await noteUse(note, now);
      return { ...issued, profiles: issued.profile === undefined ? [] : [issued.profile] };
    },
  };

  /** That it was used is good to know, and nothing to refuse a caller for. */
  async function noteUse(note: Note, now: number): Promise<void> {
    await notes.replace(kind, note, { ...note.value, used_at: now }, now).catch(() => false);
  }
}

function toIssued({ key, value, expiresAt = 0 }: Note): IssuedToken {
  const { principal, scopes, label, profile, account, created_at: createdAt, used_at: usedAt } = value;
  return {
    id: key,
    principal: String(principal),
    scopes: scopesAmong(Array.isArray(scopes) ? scopes.map(String) : []),
    ...(typeof label === "string" ? { label } : {}),
    ...(typeof profile === "string" ? profileIn(profile) : {}),
    ...(typeof account === "string" ? { account } : {}),
    createdAt: Number(createdAt),
    expiresAt,
    ...(typeof usedAt === "number" ? { usedAt } : {}),
  };
}

function profileIn(text: string): { readonly profile?: Profile } {
  const read = parseProfile(text);
  return "fault" in read ? {} : read;
}

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

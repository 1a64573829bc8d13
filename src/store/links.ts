import { randomInt } from "node:crypto";
import type { Store } from "./port.ts";
import type { Party } from "./records.ts";

/** Which user of SSS somebody is whom another service authenticates, as they have shown themselves. */
export interface Links {
  /** A code for somebody, with which they show elsewhere who they are; used once, until a moment. */
  offer(principal: string, now: number): Promise<{ readonly code: string; readonly until: number }>;
  /** Takes a code and links whoever it was given to; gives their principal, or undefined when the code is not good any more. */
  make(code: string, sssUserId: string, by: Party, now: number): Promise<string | undefined>;
  /** The user of SSS that a principal is linked to. */
  of(principal: string, now: number): Promise<string | undefined>;
  /** Ends a link. */
  remove(principal: string, by: Party, now: number): Promise<void>;
}

const linkKind = "link";
const codeKind = "link-code";
const codeLifeMs = 10 * 60_000;
/** Without letters and digits that look alike. */
const letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

/** The links in a store. A link goes on record like a write: it says who may be asked for what. */
export function createLinks({ notes, audit }: Pick<Store, "notes" | "audit">): Links {
  const record = (details: Record<string, unknown>, actor: Party, at: number) =>
    audit.append({ event: "decided", at, operation: "link", actor, details });
  return {
    async offer(principal, now) {
      const code = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");
      const until = now + codeLifeMs;
      await notes.add(codeKind, code, { principal }, now, until);
      return { code, until };
    },
    async make(code, sssUserId, by, now) {
      const note = await notes.get(codeKind, code.trim().toUpperCase(), now);
      const principal = note?.value["principal"];
      // Whoever comes second with the same code finds it changed.
      if (
        note === undefined ||
        typeof principal !== "string" ||
        !(await notes.replace(codeKind, note, {}, now))
      )
        return undefined;
      await record({ linked: principal, sss_user_id: sssUserId }, by, now);
      await notes.remove(linkKind, principal);
      await notes.add(linkKind, principal, { sss_user_id: sssUserId }, now);
      return principal;
    },
    async of(principal, now) {
      const sssUserId = (await notes.get(linkKind, principal, now))?.value["sss_user_id"];
      return typeof sssUserId === "string" ? sssUserId : undefined;
    },
    async remove(principal, by, now) {
      await record({ unlinked: principal }, by, now);
      await notes.remove(linkKind, principal);
    },
  };
}

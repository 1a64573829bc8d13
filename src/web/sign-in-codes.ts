import { createHash, randomBytes } from "node:crypto";
import type { Store } from "../store/port.ts";

const kind = "sign-in-code";
const lifeMs = 10 * 60_000;

/** A code with which a principal signs in at the console, once, within 10 minutes. The store knows only its SHA-256. */
export async function offerSignIn(
  { notes }: Pick<Store, "notes">,
  principal: string,
  now: number,
): Promise<string> {
  const code = randomBytes(32).toString("base64url");
  await notes.add(kind, keyOf(code), { principal }, now, now + lifeMs);
  return code;
}

/** Who signs in with a code: of all callers in all processes at most one is told. */
export async function takeSignIn(
  { notes }: Pick<Store, "notes">,
  code: string,
  now: number,
): Promise<{ readonly principal: string } | "used" | "unknown"> {
  const note = await notes.get(kind, keyOf(code), now);
  if (note === undefined) return "unknown";
  const principal = note.value["principal"];
  // Whoever comes second finds it changed.
  const isTaken = typeof principal === "string" && (await notes.replace(kind, note, {}, now));
  return isTaken ? { principal } : "used";
}

function keyOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

import { createHash, randomBytes } from "node:crypto";

const prefix = "sssops_";
const checksumLength = 6;
const form = /^sssops_([\w-]{43})([\w-]{6})$/;

/** A new token: a name that scanners for lost secrets can look for, 32 random bytes, and a checksum. */
export function createSecret(): string {
  const body = randomBytes(32).toString("base64url");
  return `${prefix}${body}${checksumOf(body)}`;
}

/** Whether a token is one of the server's own, by its form. */
export function isIssued(token: string): boolean {
  return token.startsWith(prefix);
}

/** Whether the checksum holds: what was made up or cut off is known as such without a look into the store. */
export function isWellFormed(token: string): boolean {
  const [, body, checksum] = form.exec(token) ?? [];
  return body !== undefined && checksumOf(body) === checksum;
}

/** The SHA-256 of a token, in hex: all that is kept of it. */
export function fingerprintOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function checksumOf(body: string): string {
  return createHash("sha256").update(body).digest("base64url").slice(0, checksumLength);
}

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { Keys } from "./keys.ts";
import { StoreError } from "./store-error.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** A value as text that only the holder of the key can read or make, bound to `label`: AES-256-GCM over its JSON. */
export function seal(key: Uint8Array, label: string, value: unknown): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(label));
  const body = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/**
 * The value that {@link seal} put under the same key and label.
 *
 * @throws {@link StoreError} `corrupt` when the text is not such a value.
 */
export function unseal(key: Uint8Array, label: string, sealed: string): unknown {
  try {
    const bytes = Buffer.from(sealed.replace(/^v1\./, ""), "base64url");
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const body = bytes.subarray(nonceBytes + tagBytes);
    return JSON.parse(decipher.update(body, undefined, "utf8") + decipher.final("utf8"));
  } catch (error) {
    const message = `The sealed record of ${label} was changed or damaged. Restore the store from a backup.`;
    throw new StoreError("corrupt", message, { cause: error });
  }
}

/** What tells whether two stores are under the same keys, and says nothing about the keys. */
export function fingerprintOf(keys: Keys): string {
  return createHmac("sha256", keys.chain)
    .update("sss-ops/fingerprint/v1")
    .update(createHmac("sha256", keys.seal).update("sss-ops/fingerprint/v1").digest())
    .digest("hex");
}

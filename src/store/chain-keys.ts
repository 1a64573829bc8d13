import type { Keys } from "./keys.ts";
import { seal, unseal } from "./sealed.ts";
import type { ChainKeyRow, Database } from "./tables.ts";

/** The key that the row with a number is hashed with. */
export type KeyAt = (seq: number) => Uint8Array;

/**
 * The keys of the whole chain: those of its older parts, and the one of today for what came after the last change.
 *
 * @throws {@link StoreError} `corrupt` when the seal of one is broken.
 */
export async function readChainKeys(database: Database, keys: Keys): Promise<KeyAt> {
  const rows = await chainKeyRows(database);
  return keysAt(rows, keys);
}

/** The same, from rows in their order. */
export function keysAt(rows: readonly ChainKeyRow[], { seal: sealKey, chain }: Keys): KeyAt {
  const older = rows.map((row) => ({ until: row.until_seq, key: fromChainKeyRow(sealKey, row) }));
  return (seq) => older.find(({ until }) => seq <= until)?.key ?? chain;
}

/** The rows of the older parts, oldest first. */
export function chainKeyRows(database: Database): Promise<ChainKeyRow[]> {
  return database.selectFrom("ops_chain_keys").selectAll().orderBy("until_seq").execute();
}

/** The key of all rows up to a number, as a row. */
export function toChainKeyRow(sealKey: Uint8Array, untilSeq: number, chainKey: Uint8Array): ChainKeyRow {
  const value = Buffer.from(chainKey).toString("hex");
  return { until_seq: untilSeq, chain_key: seal(sealKey, labelOf(untilSeq), value) };
}

/**
 * The key of a row.
 *
 * @throws {@link StoreError} `corrupt` when the seal is broken.
 */
export function fromChainKeyRow(sealKey: Uint8Array, { until_seq, chain_key }: ChainKeyRow): Uint8Array {
  return Buffer.from(String(unseal(sealKey, labelOf(until_seq), chain_key)), "hex");
}

function labelOf(untilSeq: number): string {
  return `chain key until row ${untilSeq}`;
}
